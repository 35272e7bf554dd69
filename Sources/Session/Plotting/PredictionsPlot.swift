import Engine
import Experiments
import Plots

extension PlotKind {
    static let predictions = PlotKind(
        "predictions", "of relations: how probable a model finds each name as the answer to each fact that its seed tests",
        ofModel: { try $0.predictionsFigure() }, nil)
}

extension ModelPlotRequest {
    private static let mostFacts = 60
    private static let mostNames = 40

    /// Facts by names, the right answers marked.
    fileprivate func predictionsFigure() throws -> Figure {
        guard case .relations(let relationCount, _) = model.file.vocabulary.form else {
            throw SessionError.failed("plot predictions is for relations; predict shows the next tokens of text and their probabilities")
        }
        let facts = try facts(), shown = Array(facts.prefix(Self.mostFacts)), answers = data?.answersByInput ?? [:]
        let trained = try model.file.trainedModel()
        let probabilities = try shown.map { try trained.probabilities(after: $0).map(Double.init) }
        let right = shown.map { Set(answers[$0] ?? []) }
        let nameCount = model.file.vocabulary.names.count - relationCount
        let columns = Self.columns(probabilities, right, among: nameCount), names = model.file.vocabulary.names
        let chart = MatrixChart(
            rows: .init(title: "fact", names: shown.map { fact in fact.map { names[$0] }.joined(separator: " ") }),
            columns: .init(title: "name", names: columns.map { names[$0] }), value: Axis("probability"), range: Bounds(low: 0, high: 1),
            panels: [.init(values: probabilities.map { row in columns.map { row[$0] } })],
            marked: right.map { right in Set(columns.indices.filter { right.contains(columns[$0]) }) }, markName: "right answer")
        return Figure(title: "Predicted answers", content: .matrix(chart), notes: notes(facts.count, columns.count, of: nameCount))
    }

    /// The one that is asked for, or those that the seed has not trained on.
    private func facts() throws(SessionError) -> [[Int]] {
        if !tokens.isEmpty { return [tokens] }
        guard let data else {
            throw .failed("the model's data, \(model.configuration.data), is not there or has changed; give it words: plot predictions MODEL NAME RELATION")
        }
        return data.testFacts(seed: model.file.seed, trainSize: model.configuration.trainSize)
    }

    /// All names, or the right ones and the most probable, in the vocabulary's order.
    private static func columns(_ probabilities: [[Double]], _ right: [Set<Int>], among count: Int) -> [Int] {
        guard count > mostNames else { return Array(0..<count) }
        let asked = right.reduce(Set<Int>()) { $0.union($1) }
        let highest = (0..<count).map { name in asked.contains(name) ? 2 : probabilities.map { $0[name] }.max() ?? 0 }
        return (0..<count).sorted { highest[$0] != highest[$1] ? highest[$0] > highest[$1] : $0 < $1 }.prefix(mostNames).sorted()
    }

    private func notes(_ facts: Int, _ shown: Int, of names: Int) -> [String] {
        let source = tokens.isEmpty ? "The facts that the seed has not trained on. \(model.runText)." : "\(model.runText)."
        let fewerFacts = facts > Self.mostFacts ? ["The first \(Self.mostFacts) of \(facts) facts are shown."] : []
        let fewerNames = shown < names ? ["Of \(names) names the right ones and the most probable are shown."] : []
        return [source + " The model says what has a probability of at least 0.5."] + fewerFacts + fewerNames
    }
}
