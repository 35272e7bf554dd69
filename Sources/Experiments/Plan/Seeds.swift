/// The seeds of each combination: a lazily indexed, never empty collection without repetitions.
///
///     try Seeds(parsing: "10")      // 0…9
///     try Seeds(parsing: "3,5,8")
///     try Seeds(parsing: "50..99")  // both ends
///
/// A range takes no memory however long it is; a list whose seeds follow one another is a range.
package struct Seeds: Hashable, Sendable {
    private enum Form: Hashable {
        case range(ClosedRange<UInt32>)
        case list([UInt32])
    }

    private let form: Form

    /// 0…49, what a combination gets when nobody says otherwise.
    package static let standard = Seeds(0...49)
    package static let name = "seeds"
    /// The most seeds that a combination may have.
    package static let countLimit = 1_000_000
    /// One line for `--help`.
    package static let help = help(list: "3,5,8")

    /// The same line where a list is written in another way.
    package static func help(list: String) -> String {
        "seeds of each combination: a count (10 is 0 to 9), a list (\(list)) or a range (50..99)"
    }

    package init(_ range: ClosedRange<UInt32>) {
        form = .range(range)
    }

    /// The first `count` seeds, from 0 up.
    package init(count: Int) throws(SeedsError) {
        guard count >= 1 else { throw .tooFew(found: String(count)) }
        guard count <= Self.countLimit else { throw .tooMany(found: String(count)) }
        self.init(0...UInt32(count - 1))
    }

    /// Seeds in an order of the caller's choice.
    package init(list: [UInt32]) throws(SeedsError) {
        guard let first = list.first else { throw .tooFew(found: "0") }
        guard list.count <= Self.countLimit else { throw .tooMany(found: String(list.count)) }
        var known: Set<UInt32> = []
        for seed in list where !known.insert(seed).inserted { throw .repeated(seed) }
        let follow = list.enumerated().allSatisfy { UInt64($1) == UInt64(first) + UInt64($0) }
        form = follow ? .range(first...list[list.count - 1]) : .list(list)
    }
}

extension Seeds: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int {
        switch form {
        case .range(let range): Int(range.upperBound) - Int(range.lowerBound) + 1
        case .list(let seeds): seeds.count
        }
    }

    package subscript(position: Int) -> UInt32 {
        precondition(indices.contains(position))
        return switch form {
        case .range(let range): range.lowerBound + UInt32(position)
        case .list(let seeds): seeds[position]
        }
    }
}

extension Seeds {
    /// Where each seed stands, for looking up many.
    struct Positions: Sendable {
        private let seeds: Seeds
        private let listed: [UInt32: Int]

        fileprivate init(_ seeds: Seeds) {
            self.seeds = seeds
            listed = if case .list(let list) = seeds.form {
                Dictionary(uniqueKeysWithValues: zip(list, 0...))
            } else {
                [:]
            }
        }

        /// The index of a seed among the plan's; nil when it is none of them.
        func callAsFunction(_ seed: UInt32) -> Int? {
            guard case .range(let range) = seeds.form else { return listed[seed] }
            return range.contains(seed) ? Int(seed - range.lowerBound) : nil
        }
    }

    var positions: Positions { Positions(self) }
}

extension Seeds: CustomStringConvertible {
    /// A text that `init(parsing:)` reads as the same seeds: `0..49`, `3,5,8`.
    package var description: String {
        switch form {
        case .range(let range): "\(range.lowerBound)..\(range.upperBound)"
        case .list(let seeds): seeds.map(String.init).joined(separator: ",")
        }
    }
}
