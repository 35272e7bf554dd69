import Engine
import Experiments
import Formats
import Statistics

/// What `inspect` says of data.
enum DataPage {
    /// - Throws: `DataFileError`
    static func text(_ file: DataFile, _ encoding: TextEncoding) throws(DataFileError) -> TextPage {
        let text = try TextDescription(of: file, encoding)
        return TextPage([.table(TextTable(overview(of: text, file, encoding))), .table(reached(text))])
    }

    /// - Throws: `DataFileError`
    static func relations(_ file: DataFile) throws(DataFileError) -> TextPage {
        let facts = try file.relations()
        return TextPage([.table(TextTable(overview(of: facts, file))), .table(relations(of: facts)), names(of: facts, file)])
    }

    private static func opening(_ file: DataFile, _ kind: TaskKind, characters: Int?) -> [[String]] {
        let size = counted(file.bytes.count, "byte") + (characters.map { ", " + counted($0, "character") } ?? "")
        return [[Hyperparameter.data.name, file.name], [Hyperparameter.task.name, kind.rawValue], ["size", size], ["SHA-256", file.hash]]
    }

    private static func counted(_ count: Int, _ thing: String) -> String { "\(whole(count)) \(thing)\(count == 1 ? "" : "s")" }

    private static func whole(_ count: Int) -> String { Grouping.text(Double(count)) }
}

// MARK: - Text
extension DataPage {
    /// How many of the rarest characters are shown.
    private static let rarest = 8

    private static func overview(of text: TextDescription, _ file: DataFile, _ encoding: TextEncoding) -> [[String]] {
        let corpus = text.corpus
        var rows = opening(file, .text, characters: text.characters.map { $0.reduce(0) { $0 + $1.count } })
        if let characters = text.characters {
            let rare = characters.prefix(rarest).map { "\($0.character.debugDescription) \(whole($0.count))" }
            rows += [["distinct", counted(characters.count, "character")], ["rarest", rare.joined(separator: ", ")]]
        }
        rows += [
            [Hyperparameter.tokenizer.name, "\(encoding.tokenizer.rawValue), a vocabulary of \(whole(corpus.vocabulary.count))"],
            ["training tokens", whole(corpus.trainingCount)],
            ["validation tokens", "\(whole(corpus.validationCount)), \(counted(corpus.validationBytes, "byte"))"],
        ]
        if text.memory >= 0x1p20 { rows.append(["memory", "\(ByteCount.text(text.memory)), shared by all runs"]) }
        return rows
    }

    /// What needs no model reaches so much on the validation part.
    private static func reached(_ text: TextDescription) -> TextTable {
        let bits = text.references.map { $0.nats / ElementaryFunctions.log(2) }
        return TextTable(columns: [
            .init("without a model", text.references.map(\.name), isLeftAligned: true),
            .init("nats per token", text.references.map { $0.nats.fixed(4) }),
            .init("bits per token", bits.map { $0.fixed(4) }),
            .init("bits per byte", bits.map { ($0 / text.corpus.validationBytesPerToken).fixed(4) }),
        ])
    }
}

// MARK: - Relations
extension DataPage {
    /// More names than these are not listed.
    private static let mostListed = 200

    private static func overview(of facts: Dataset, _ file: DataFile) -> [[String]] {
        let answers = facts.answersOfFact
        let names = facts.vocabularySize - facts.relationCount
        return opening(file, .relations, characters: nil) + [
            ["facts", "\(whole(facts.count)), \(facts.contextLength) tokens each"],
            ["answers", answers.count == 1 ? "\(answers.lowerBound) a fact" : "\(answers.lowerBound) to \(answers.upperBound) a fact"],
            ["vocabulary", "\(counted(names, "name")), \(counted(facts.relationCount, "relation"))"],
            [Hyperparameter.trainSize.name, "\(Dataset.defaultTrainSize(of: facts.count)) unless set, 1 to \(facts.count - 1)"],
        ]
    }

    private static func relations(of facts: Dataset) -> TextTable {
        let first = facts.vocabularySize - facts.relationCount
        let relations = facts.factsOfRelations
        return TextTable(columns: [
            .init("token", relations.indices.map { "\(first + $0)" }),
            .init("relation", relations.map(\.relation), isLeftAligned: true), .init("facts", relations.map { whole($0.facts) }),
        ])
    }

    private static func names(of facts: Dataset, _ file: DataFile) -> TextPage.Block {
        let names = facts.vocabulary.dropLast(facts.relationCount)
        guard names.count <= mostListed else { return .paragraph("tokens 0 to \(names.count - 1) are the names by code point") }
        var columns = [
            TextTable.Column("token", names.indices.map(String.init)), .init("name", Array(names), isLeftAligned: true),
        ]
        if file.hash == DataFile.familyTree.hash {
            columns.append(.init("family", FamilyTree.people.map(\.family.rawValue), isLeftAligned: true))
            columns.append(.init("generation", FamilyTree.people.map { "\($0.generation)" }))
        }
        return .table(TextTable(columns: columns))
    }
}
