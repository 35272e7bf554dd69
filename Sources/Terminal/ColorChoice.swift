/// What the user asked for with `--color`.
package enum ColorChoice: String, CaseIterable, Sendable {
    /// Colour where it can be seen: on a terminal that knows it, unless NO_COLOR says otherwise.
    case auto
    case always
    case never
}
