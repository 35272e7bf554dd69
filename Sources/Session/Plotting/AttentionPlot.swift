import Engine
import Experiments
import Plots

extension PlotKind {
    static let attention = PlotKind(
        "attention", "what each head of a model attends to: plot attention MODEL \"Christopher\" \"wife\", or a prompt",
        choices: [.layer, .head], ofModel: { try $0.attentionFigure() }, nil)
}

extension ModelPlotRequest {
    /// Of a longer prompt only the end is asked and shown.
    private static let mostTokens = 30
    /// Of more no picture is drawn.
    private static let mostCells = 60_000

    /// A map of every head: a row for each token, with its weights of itself and of those before.
    fileprivate func attentionFigure() throws -> Figure {
        let trained = try model.file.trainedModel()
        let asked = Array(tokens.suffix(min(Self.mostTokens, trained.windowLength)))
        let heads = try chosenHeads(), layers = try chosenLayers()
        guard heads.count * layers.count * asked.count * asked.count <= Self.mostCells else {
            throw SessionError.failed(
                "\(layers.count * heads.count) maps of \(asked.count) × \(asked.count) weights are too many for a picture; layer=1 shows one layer's")
        }
        let weights = try trained.attention(of: asked), names = names(of: asked)
        let panels = layers.flatMap { layer in
            heads.map { head in
                MatrixChart.Panel(title: "layer \(layer + 1), head \(head + 1)", values: Self.triangle(weights[layer][head]))
            }
        }
        // The first token attends to itself alone; the shades tell the others apart.
        let highest = panels.flatMap { $0.values.dropFirst().joined() }.compactMap(\.self).filter(\.isFinite).max()
        return Figure(
            title: "Attention of each head", content: .matrix(MatrixChart(
                rows: .init(title: "token", names: names), columns: .init(title: "token that it attends to", names: names),
                value: Axis("attention"), range: Bounds(low: 0, high: asked.count > 8 ? highest ?? 1 : 1), panels: panels,
                panelsInRow: heads.count)),
            notes: notes(shown: asked.count))
    }

    private static func triangle(_ weights: [[Float]]) -> [[Double?]] {
        weights.enumerated().map { row, weights in weights.enumerated().map { $0 <= row ? Double($1) : nil } }
    }

    private func chosenLayers() throws(SessionError) -> Range<Int> { try chosen(layer, of: model.configuration.nLayer, .layer) }
    private func chosenHeads() throws(SessionError) -> Range<Int> { try chosen(head, of: model.configuration.nHead, .head) }

    private func chosen(_ number: Int?, of count: Int, _ choice: PlotKind.Choice) throws(SessionError) -> Range<Int> {
        guard let number else { return 0..<count }
        guard number <= count else {
            throw .wrongOption(choice.rawValue, expected: count == 1 ? "1, all that the model has" : "a whole number from 1 to \(count)", found: "\(number)")
        }
        return number - 1..<number
    }

    private func notes(shown: Int) -> [String] {
        let cut = tokens.count > shown ? ["Only the last \(shown) of the prompt's \(tokens.count) tokens are asked and shown."] : []
        return ["Each row adds up to 1: how much a token's position takes from itself and from those before. \(model.runText)."] + cut
    }

    private func names(of tokens: [Int]) -> [String] {
        let names = model.file.vocabulary.shownNames
        return tokens.map { names($0) }
    }
}

extension LoadedModel {
    /// `Seed 3 of n_layer=1, …`
    var runText: String { configuration.run(seed: file.seed).prefix(1).uppercased() + configuration.run(seed: file.seed).dropFirst() }
}

extension ModelVocabulary {
    /// What a picture calls a token: of text with signs for what nobody would see.
    var shownNames: @Sendable (Int) -> String {
        guard let tokenizer else { return { [names] in names.indices.contains($0) ? names[$0] : "?" } }
        let text = TokenText(tokenizer)
        return { text.sign($0) }
    }
}
