extension Hyperparameter {
    /// The values a hyper-parameter may take. NaN is in no range, infinity only where it says so.
    package enum ValueRange: Sendable {
        /// Whole numbers from a bound up.
        case atLeast(Int)
        /// Whole numbers between two bounds, both included.
        case within(Int, Int)
        /// Real numbers from the first bound up to, but not at, the second.
        case halfOpen(Double, Double)
        /// Real numbers between two bounds, both excluded.
        case open(Double, Double)
        /// Finite numbers above a bound.
        case above(Double)
        /// Numbers above a bound, and infinity.
        case aboveOrInfinite(Double)
        /// Finite numbers from a bound up.
        case finiteAtLeast(Double)
        /// The same, or a word.
        case finiteAtLeastOr(Double, word: String)
        /// Whole numbers from 1 up; of data that is known, below its count of facts.
        case someOfTheFacts
        /// Any text but an empty one.
        case path
        /// These words, two at least.
        case oneOf([String])

        func contains(_ value: Value) -> Bool {
            switch (self, value) {
            case (.atLeast(let low), .integer(let x)): x >= low
            case (.within(let low, let high), .integer(let x)): (low...high).contains(x)
            case (.halfOpen(let low, let high), .real(let x)): x >= low && x < high
            case (.open(let low, let high), .real(let x)): x > low && x < high
            case (.above(let low), .real(let x)): x > low && x.isFinite
            case (.aboveOrInfinite(let low), .real(let x)): x > low
            case (.finiteAtLeast(let low), .real(let x)): x >= low && x.isFinite
            case (.finiteAtLeastOr(let low, _), .real(let x)): x >= low && x.isFinite
            case (.finiteAtLeastOr(_, let expected), .word(let word)): word == expected
            case (.someOfTheFacts, .integer(let x)): x >= 1
            case (.path, .word(let path)): !path.isEmpty
            case (.oneOf(let words), .word(let word)): words.contains(word)
            default: false
            }
        }
    }
}

extension Hyperparameter.ValueRange: CustomStringConvertible {
    /// The range in words, to follow "expected": `a whole number of at least 1`.
    package var description: String {
        switch self {
        case .atLeast(let low): "a whole number of at least \(low)"
        case .within(let low, let high): "a whole number from \(low) to \(high)"
        case .halfOpen(let low, let high): "a number of at least \(Self.plain(low)) and below \(Self.plain(high))"
        case .open(let low, let high): "a number above \(Self.plain(low)) and below \(Self.plain(high))"
        case .above(let low): "a number above \(Self.plain(low))"
        case .aboveOrInfinite(let low): "a number above \(Self.plain(low)), or inf"
        case .finiteAtLeast(let low): "a number of at least \(Self.plain(low))"
        case .finiteAtLeastOr(let low, let word): "a number of at least \(Self.plain(low)), or \(word)"
        case .someOfTheFacts: "a whole number from 1 to one less than the facts"
        case .path: "the path of a file"
        case .oneOf(let words): words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        }
    }

    /// `0` rather than `0.0`, for a sentence.
    private static func plain(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? bound.pythonDescription
    }
}
