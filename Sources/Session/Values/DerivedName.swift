import Comparison

/// The width, which is derived from hyper-parameters: a name that has a value and can't be set.
enum DerivedName {
    static let width = Factor.width.name
    static let help = "channels, derived: n_head * n_embd_factor"
}
