import Engine
import Experiments
import Formats

/// What a model of relations answers to one fact's question.
struct RelationAnswer {
    private let input: [Int]
    /// Of each of the V tokens.
    private let probabilities: [Double]
    /// What the model says: the tokens with a logit of at least 0, the most probable first.
    private let said: [Int]
    /// The right answers; nil where the data isn't there, or has no such fact.
    private let right: [Int]?
    /// What its seed did with the fact; nil where that isn't known.
    private let use: String?
    private let names: [String]
    /// How many of the first tokens may be answers; the others are relations.
    private let answerCount: Int

    /// - Parameters:
    ///   - logits: of each of the V tokens, after the last word.
    ///   - data: what the model's run learned; nil where it is not there.
    init(_ input: [Int], _ logits: [Float], model: LoadedModel, data: Dataset?) {
        self.input = input
        let vocabulary = model.file.vocabulary
        names = vocabulary.names
        answerCount = names.count - vocabulary.relationCount
        probabilities = logits.map { Double(Sigmoid.probability($0)) }
        said = logits.indices.filter { logits[$0] >= 0 }.sorted { logits[$0] != logits[$1] ? logits[$0] > logits[$1] : $0 < $1 }
        right = data?.answersByInput[input]
        let seed = model.file.seed
        let tested = data?.testFacts(seed: seed, trainSize: model.configuration.trainSize)
        use = right == nil ? nil : tested.map { $0.contains(input) ? "seed \(seed) tests it" : "seed \(seed) trained on it" }
    }

    /// Whether it says the right answers and nothing else, as accuracy counts; nil where they aren't known.
    var isRight: Bool? { right.map { Set($0) == Set(said) } }

    private func name(_ token: Int) -> String { names[token] }
    private func list(_ tokens: [Int]) -> String { tokens.isEmpty ? "nothing" : tokens.map(name).joined(separator: ", ") }

    /// The most probable names, and all that are right or said.
    func page(top: Int) -> TextPage {
        let order = probabilities.indices.sorted {
            probabilities[$0] != probabilities[$1] ? probabilities[$0] > probabilities[$1] : $0 < $1
        }
        let best = Set(order.filter { $0 < answerCount }.prefix(top))
        let shown = order.filter { best.contains($0) || said.contains($0) || right?.contains($0) == true }
        var columns: [TextTable.Column] = [
            .init("answer", shown.map(name), isLeftAligned: true),
            .init("probability", shown.map { probabilities[$0].fixed(4) }),
            .init("model says", shown.map { said.contains($0) ? "yes" : "" }, isLeftAligned: true),
        ]
        if let right { columns.append(.init("right", shown.map { right.contains($0) ? "yes" : "" }, isLeftAligned: true)) }
        return TextPage([.paragraph(verdict), .table(TextTable(columns: columns))])
    }

    /// `Christopher wife: Penelope. Right; seed 3 tests it.`
    private var verdict: String {
        let question = "\(input.map(name).joined(separator: " ")): \(list(said))."
        guard let right, let isRight else { return "\(question) What is right is not known: the data has no such fact, or is not there." }
        return "\(question) \(isRight ? "Right" : "Wrong, it is \(list(right))")\(use.map { "; \($0)" } ?? "")."
    }

    /// Some facts with what is right and what the model says.
    static func page(of answers: [RelationAnswer], _ model: LoadedModel, top: Int) -> TextPage {
        let shown = Array(answers.prefix(top)), right = answers.count { $0.isRight == true }
        let table = TextTable(columns: [
            .init("fact", shown.map { answer in answer.input.map(answer.name).joined(separator: " ") }, isLeftAligned: true),
            .init("answer", shown.map { answer in answer.list(answer.right ?? []) }, isLeftAligned: true),
            .init("model says", shown.map { answer in answer.list(answer.said) }, isLeftAligned: true),
            .init("right", shown.map { $0.isRight == true ? "yes" : "no" }, isLeftAligned: true),
        ])
        let rest = answers.count - shown.count
        return TextPage([
            .paragraph("\(right) of \(answers.count) facts right that seed \(model.file.seed) has not trained on"),
            .table(rest > 0 ? table.with(gap: (shown.count, "… \(rest) more; top= shows more")) : table),
        ])
    }
}
