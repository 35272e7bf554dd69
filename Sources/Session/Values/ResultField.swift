import Comparison
import Engine
import Experiments

/// What runs and results both have as fields: lists that go further than a metric.
enum ResultField {
    static let embedding: (name: String, help: String) = (
        "embedding", "the vector of each token after training, a list; trains again where nothing kept it"
    )
    static let evaluations: (name: String, help: String) = ("evaluations", "[iteration, train loss, validation loss] of each evaluation, a list")

    static func items(of kind: TaskKind) -> (name: String, help: String) {
        switch kind {
        case .relations: ("test_items", "the facts that were tested, by word, and whether each was right")
        case .text: ("test_items", "the mean loss of each of 256 stretches of the validation text")
        }
    }

    /// `[epoch, loss]` of each update that is kept, the mean over some runs.
    static func lossCurve(_ records: [RunRecord]) -> Value {
        let spread = LossSpread(records.compactMap { $0.result?.lossCurve })
        return .list(spread.epochs.map { .list([.integer($0.epoch), .real($0.mean)]) })
    }

    /// `[iteration, train loss, validation loss]` of each evaluation, the means over some runs.
    static func evaluations(_ records: [RunRecord]) -> Value {
        let evaluations = records.compactMap { $0.result?.text?.evaluations }
        let train = LossSpread(evaluations, \.train), validation = LossSpread(evaluations, \.validation)
        return .list(zip(train.epochs, validation.epochs).map { .list([.integer($0.epoch), .real($0.mean), .real($1.mean)]) })
    }

    static func vectors(_ embedding: TokenEmbedding) -> Value {
        .list(embedding.vectors.map { .list($0.map { .real(Double($0)) }) })
    }

    /// The words of a fact's inputs.
    static func words(_ fact: [Int], _ vocabulary: [String]) -> [Value] {
        fact.map { .string(vocabulary.indices.contains($0) ? vocabulary[$0] : "?") }
    }
}
