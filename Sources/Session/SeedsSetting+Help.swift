import Experiments

extension SeedsSetting {
    /// What seeds are, as the language writes them.
    static let help = Seeds.help(list: "[3, 5, 8]")
}
