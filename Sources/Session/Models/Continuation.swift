import Engine
import Experiments
import Formats
import Statistics

/// How a model of text goes on after a prompt, and what the prompt cost.
struct Continuation: Sendable {
    private let prompt: [Int]
    /// Of each of the V tokens, to be the next.
    private let next: [Float]
    /// Of each token but the first, its -log₂ of the probability that the model gave it.
    private let bits: [Double]
    private let windowLength: Int

    /// - Throws: `ModelError`
    init(of model: TrainedModel, after prompt: [Int]) throws(ModelError) {
        self.prompt = prompt
        windowLength = model.windowLength
        bits = try model.nats(of: prompt).map { $0 / ElementaryFunctions.log(2) }
        next = try model.probabilities(after: prompt)
    }

    /// The most probable next tokens, and the cost of the prompt's.
    func page(_ text: TokenText, top: Int) -> TextPage {
        let order = next.indices.sorted { next[$0] != next[$1] ? next[$0] > next[$1] : $0 < $1 }.prefix(top)
        let table = TextTable(columns: [
            .init("next", order.map { text($0) }, isLeftAligned: true), .init("probability", order.map { Double(next[$0]).fixed(4) }),
        ])
        return TextPage([.table(table)] + (bits.isEmpty ? [] : [.paragraph(cost)] + costTables(text)))
    }

    /// `The prompt's 16 tokens cost 38.2 bits, 2.55 each; nothing stands before the first.`
    private var cost: String {
        let sum = bits.reduce(0, +)
        let window = prompt.count > windowLength ? " Each is predicted from at most \(windowLength) before it." : ""
        return "After the first, the prompt's tokens cost \(sum.fixed(2)) bits, \((sum / Double(bits.count)).fixed(2)) each.\(window)"
    }

    private static let perLine = 12

    /// Tokens above their bits, so many in a line.
    private func costTables(_ text: TokenText) -> [TextPage.Block] {
        stride(from: 0, to: prompt.count, by: Self.perLine).map { start in
            let places = start..<min(start + Self.perLine, prompt.count)
            let cells = places.map { $0 == 0 ? "-" : bits[$0 - 1].fixed(1) }
            return .table(TextTable([["token"] + places.map { text(prompt[$0]) }, ["bits"] + cells], isRightAligned: true))
        }
    }
}
