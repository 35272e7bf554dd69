/// What a number on a figure measures.
package struct Axis: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case linear
        /// Powers of ten at equal distances; shows positive numbers only.
        case logarithmic
        /// Names in a row at equal distances: 0 stands for the first of them, 1 for the second.
        case names([String])

        /// The name that a number stands for; nil where the number itself is shown.
        func name(of value: Double) -> String? {
            guard case .names(let names) = self, let place = Int(exactly: value), names.indices.contains(place) else {
                return nil
            }
            return names[place]
        }
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

    /// Whether a number can be shown on it.
    func shows(_ value: Double) -> Bool {
        switch kind {
        case .linear: value.isPlottable
        case .logarithmic: value.isPlottable && value > 1e-290
        case .names: kind.name(of: value) != nil
        }
    }
}
