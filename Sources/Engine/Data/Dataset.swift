/// Facts to learn: inputs of T tokens each, and for every position the set of right answers.
///
/// The data's order is part of the experiment: each seed's split is a shuffle that starts from it.
package struct Dataset: Sendable {
    /// The names of the V vocabulary entries.
    package let vocabulary: [String]
    /// T, the tokens of one example.
    package let contextLength: Int
    /// The bytes the data was read from, for a digest.
    package let source: [UInt8]
    /// Token indices, (count, T).
    let inputs: [[Int]]
    /// For each example and position the right vocabulary entries, (count, T, …).
    let answers: [[[Int]]]

    package var count: Int { inputs.count }
    package var vocabularySize: Int { vocabulary.count }

    /// A data set of its own, from token indices.
    ///
    /// - Parameters:
    ///   - inputs: (count, T) token indices below `vocabulary.count`; every row of one length.
    ///   - answers: for each example and position, the entries that are right there.
    package init(vocabulary: [String], inputs: [[Int]], answers: [[[Int]]], source: [UInt8] = []) {
        precondition(!inputs.isEmpty && inputs.count == answers.count)
        precondition(zip(inputs, answers).allSatisfy { $0.count == inputs[0].count && $1.count == inputs[0].count })
        self.vocabulary = vocabulary
        self.contextLength = inputs[0].count
        self.source = source
        self.inputs = inputs
        self.answers = answers
    }
}

extension Dataset {
    /// Hinton's family trees (1986): 104 facts, each a person, a relation and one or more relatives.
    /// V = 36 (24 people, then 12 relations, each sorted by name) and T = 2.
    package static let familyTree = Dataset(facts: PackageResources.family_tree_tsv)

    /// Reads facts from tab-separated lines "person, relation, relatives", after a line of headings.
    /// At position 0 the right answer is the relation itself, at position 1 every relative.
    private init(facts source: [UInt8]) {
        let rows = String(decoding: source, as: UTF8.self).split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t") }
        let people = Set(rows.map { $0[0] }).sorted()
        let relations = Set(rows.map { $0[1] }).sorted()
        let vocabulary = (people + relations).map(String.init)
        let index = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, $0) })
        func token(_ name: Substring) -> Int { index[String(name)]! }
        self.init(
            vocabulary: vocabulary,
            inputs: rows.map { [token($0[0]), token($0[1])] },
            answers: rows.map { [[token($0[1])], $0[2].split(separator: ",").map(token)] },
            source: source)
    }
}
