import Statistics

/// How often each sequence of up to five tokens occurs in a text, as a tree: a node's children are its sequence with one token
/// more.
struct NGramTable {
    /// The tokens of the longest sequences.
    static let longest = 5
    private static let root: Int32 = 0
    private static let none: Int32 = -1

    private struct Node {
        /// How often the sequence occurs.
        var count: Int32 = 0
        /// How often another token follows it, and how many different ones.
        var followed: Int32 = 0
        var followers: Int32 = 0
    }

    private var nodes = [Node()]
    private var children = ChildTable()
    private let vocabularySize: Double

    init(_ tokens: ArraySlice<UInt16>, vocabularySize: Int) {
        self.vocabularySize = Double(vocabularySize)
        var contexts = Self.start
        for token in tokens {
            for length in (0..<Self.longest).reversed() where contexts[length] != Self.none {
                let child = count(token, after: contexts[length])
                if length + 1 < Self.longest { contexts[length + 1] = child }
            }
        }
    }

    /// The node of the last 0 … 4 tokens, before the first one.
    private static let start = [root] + [Int32](repeating: none, count: longest - 1)

    private mutating func count(_ token: UInt16, after context: Int32) -> Int32 {
        let child = children.child(of: context, token, orNew: Int32(nodes.count))
        if Int(child) == nodes.count {
            nodes.append(Node())
            nodes[Int(context)].followers += 1
        }
        nodes[Int(child)].count += 1
        nodes[Int(context)].followed += 1
        return child
    }
}

extension NGramTable {
    /// What is added to each count, so that no probability is 0.
    private static let added = 0.1
    /// What absolute discounting takes from each count for sequences that were not seen.
    private static let discount = 0.75

    /// Sums of nats over a text: with tables of 1 … 4 tokens, and with all five interpolated.
    struct Score {
        /// The sum for tables of 1, 2, … tokens; each starts where its context is whole.
        fileprivate(set) var sums = [Double](repeating: 0, count: NGramTable.longest - 1)
        /// The sum for interpolated counts of all lengths.
        fileprivate(set) var interpolated = 0.0
    }

    func score(_ tokens: ArraySlice<UInt16>) -> Score {
        var score = Score()
        var contexts = Self.start
        for (position, token) in tokens.enumerated() {
            var probability = 1 / vocabularySize
            var next = Self.start
            for length in 0..<min(Self.longest, position + 1) {
                let context = contexts[length]
                let child = context == Self.none ? Self.none : children.child(of: context, token) ?? Self.none
                let before = context == Self.none ? Node() : nodes[Int(context)]
                let count = child == Self.none ? 0 : Double(nodes[Int(child)].count)
                probability = Self.interpolate(count, before, with: probability)
                guard length + 1 < Self.longest else { continue }
                next[length + 1] = child
                score.sums[length] -= ElementaryFunctions.log(
                    (count + Self.added) / (Double(before.followed) + Self.added * vocabularySize))
            }
            contexts = next
            if position + 1 >= Self.longest { score.interpolated -= ElementaryFunctions.log(probability) }
        }
        return score
    }

    /// Absolute discounting (Ney, Essen and Kneser 1994), the same discount for all counts.
    private static func interpolate(_ count: Double, _ context: Node, with shorter: Double) -> Double {
        guard context.followed > 0 else { return shorter }
        return (max(count - discount, 0) + discount * Double(context.followers) * shorter) / Double(context.followed)
    }
}

/// The children of all nodes in one table, at the first free place after the one that parent and token hash to.
private struct ChildTable {
    private struct Entry {
        /// The parent and the token.
        var key: UInt64 = 0
        /// 0 where the entry is free: the root is nobody's child.
        var node: Int32 = 0
    }

    /// At least twice as many as are taken, and a power of two.
    private var entries = [Entry](repeating: Entry(), count: 1 << 16)
    private var taken = 0

    func child(of parent: Int32, _ token: UInt16) -> Int32? {
        let entry = entries[place(of: Self.key(parent, token))]
        return entry.node == 0 ? nil : entry.node
    }

    mutating func child(of parent: Int32, _ token: UInt16, orNew node: Int32) -> Int32 {
        let key = Self.key(parent, token)
        let place = place(of: key)
        if entries[place].node != 0 { return entries[place].node }
        entries[place] = Entry(key: key, node: node)
        taken += 1
        if taken * 2 > entries.count { grow() }
        return node
    }

    private static func key(_ parent: Int32, _ token: UInt16) -> UInt64 { UInt64(parent) << 16 | UInt64(token) }

    /// Where a key is, or would be.
    private func place(of key: UInt64) -> Int {
        // Fibonacci hashing: the golden ratio of 2⁶⁴.
        var place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> 24) & (entries.count - 1)
        while entries[place].node != 0, entries[place].key != key { place = (place + 1) & (entries.count - 1) }
        return place
    }

    private mutating func grow() {
        let old = entries
        entries = [Entry](repeating: Entry(), count: 2 * old.count)
        for entry in old where entry.node != 0 { entries[place(of: entry.key)] = entry }
    }
}
