/// What a number on a figure measures.
package struct Axis: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case linear
        /// Powers of ten at equal distances; shows positive numbers only.
        case logarithmic
    }

    package let title: String
    /// What it is counted in, shown in parentheses; nil for a bare number.
    package let unit: String?
    package let kind: Kind

    package init(_ title: String, unit: String? = nil, kind: Kind = .linear) {
        self.title = title
        self.unit = unit
        self.kind = kind
    }

    var label: String { unit.map { "\(title) (\($0))" } ?? title }

    /// Whether a number can stand on it.
    func shows(_ value: Double) -> Bool {
        value.isPlottable && (kind == .linear || value > 1e-290)
    }
}
