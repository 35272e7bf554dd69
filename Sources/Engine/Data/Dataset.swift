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
    package static let familyTree: Dataset = {
        do {
            return try Dataset(relations: PackageResources.family_tree_tsv)
        } catch {
            preconditionFailure("the built-in facts: \(error)")
        }
    }()

    /// Reads facts from tab-separated lines: inputs, relation, answers (see `RelationReader`). Each position's answer is the
    /// next input, the last position's are the answers.
    ///
    /// - Throws: `DataError` where the bytes are no facts, with line and column.
    package init(relations source: [UInt8]) throws(DataError) {
        self = try RelationReader(source).dataset()
    }
}

// MARK: - Relations: the last input of each fact
extension Dataset {
    /// How many of the vocabulary's last entries are relations.
    package var relationCount: Int { Set(inputs.map(\.last)).count }

    package var modelVocabulary: ModelVocabulary {
        ModelVocabulary(names: vocabulary, form: .relations(relationCount: relationCount, contextLength: contextLength))
    }

    /// The right answers of each fact, by its inputs.
    package var answersByInput: [[Int]: [Int]] {
        Dictionary(zip(inputs, answers.map { $0[contextLength - 1] })) { first, _ in first }
    }

    /// The fewest and the most answers of a fact.
    package var answersOfFact: ClosedRange<Int> {
        let counts = answers.map { $0[contextLength - 1].count }
        return counts.min()!...counts.max()!
    }

    /// The facts of each relation, by name, in the order of the vocabulary.
    package var factsOfRelations: [(relation: String, facts: Int)] {
        var counts: [Int: Int] = [:]
        for input in inputs { counts[input[contextLength - 1], default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { (vocabulary[$0.key], $0.value) }
    }

    /// The relations that a seed's split tests and never trains on.
    package func untrainedRelations(seed: UInt32, trainSize: Int) -> [String] {
        let split = split(seed: seed, trainSize: trainSize)
        let trained = Set(split.training.map { inputs[$0][contextLength - 1] })
        return Set(split.test.map { inputs[$0][contextLength - 1] }).subtracting(trained).sorted().map { vocabulary[$0] }
    }

    /// How many of so many facts train if nobody says: as large a share as 100 of the family trees' 104, at least one less than
    /// all.
    package static func defaultTrainSize(of facts: Int) -> Int { min(max((facts * 100 + 52) / 104, 1), facts - 1) }
}
