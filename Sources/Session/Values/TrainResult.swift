import Comparison
import Engine
import Experiments
import Runner

/// What the runs of one combination came to, as a value of the language.
package struct TrainResult: Sendable {
    let combination: Combination
    /// Over the seeds it has; nil when runs are missing.
    let averages: Averages?
    /// After how many seeds a race stopped it.
    let eliminatedAfter: Int?
    let records: [RunRecord]
    let seconds: Double
    /// All that was trained with it.
    let outcome: SweepOutcome

    var folder: String { outcome.folder }

    /// Nil for a combination without a run.
    init?(_ result: CombinationResult, of outcome: SweepOutcome) {
        guard let records = outcome.records[result.combination.index] else { return nil }
        if case .eliminated(let seeds, _) = result.ending { eliminatedAfter = seeds } else { eliminatedAfter = nil }
        combination = result.combination
        averages = result.averagesSoFar
        self.records = records
        seconds = result.seconds
        self.outcome = outcome
    }

    /// Its runs, in the order of the seeds.
    var runs: [SeedRun] { records.map { SeedRun(record: $0, result: self) } }

    /// - Throws: `SessionError.noSeed`
    func run(ofSeed seed: Int) throws(SessionError) -> SeedRun {
        guard let record = records.first(where: { Int($0.seed) == seed }) else {
            throw .noSeed(seed, seeds: (try? Seeds(list: records.map(\.seed)))?.description ?? "")
        }
        return SeedRun(record: record, result: self)
    }

    /// The run with the best value of what ranks, the first of equals; nil where every run failed.
    var bestRun: SeedRun? {
        let finished = runs.filter { $0.record.result != nil }
        guard let measured = finished.first?.record.result?.metrics.measured.map(\.metric) else { return nil }
        let metric = combination.ranking(among: measured)
        return finished.dropFirst().reduce(finished.first) { best, run in
            guard let best, let value = run.record.result?[metric], let top = best.record.result?[metric] else { return best }
            return metric.isBetter(value, than: top) ? run : best
        }
    }

    /// The facts that its runs learned.
    ///
    /// - Throws: `SessionError.failed` where the data is not there any more.
    var relations: Dataset {
        get throws(SessionError) {
            let data = combination.configuration.data
            if let relations = outcome.relations[data] { return relations }
            throw .failed("what its facts are called is not known: \(data) is not there, or has changed")
        }
    }

    func isSame(as other: TrainResult) -> Bool {
        folder == other.folder && combination.index == other.combination.index
    }

    /// The fields that are no hyper-parameters, with a line of help each.
    var fields: [(name: String, help: String)] { Self.fields(of: kind) }

    static func fields(of kind: TaskKind) -> [(name: String, help: String)] {
        switch kind {
        case .relations: commonFields + lists + [("test_items", "the facts that some seed tested, by word, with how many seeds tested each and how many got it right")]
        case .text:
            textFields + commonFields.filter { !["perfect", "train_loss"].contains($0.name) } + lists
                + [ResultField.evaluations, ("test_items", "the mean loss of each of 256 stretches of the validation text, over the seeds")]
        }
    }

    private static let textFields: [(name: String, help: String)] = [
        ("val_loss", "mean validation loss over the seeds, in nats per token"),
        ("best_val_loss", "mean over the seeds of val_loss less what evaluations rose by after the lowest: what stopping there would have given"),
        ("bits_per_byte", "mean validation loss in bits per byte of the text"),
        ("best_iter", "the iteration with the lowest mean validation loss"),
        ("train_loss", "mean loss of the batches of the last 100 iterations, or of all of fewer, dropout on; no evaluation, which plot loss draws"),
        ("val_losses", "validation loss of each seed, a list; inf where it failed"),
    ]

    private static let commonFields: [(name: String, help: String)] = [
        ("test_accuracy", "mean test accuracy over the seeds, 0 to 1"),
        ("train_accuracy", "mean train accuracy over the seeds, 0 to 1"),
        ("train_loss", "mean loss of the last epoch"),
        ("perfect", "share of the seeds with a test accuracy above 0.99"),
        ("test_accuracies", "test accuracy of each seed, a list; 0 where it failed"),
        ("n_embd", "channels: n_head * n_embd_factor"),
        ("seeds", "the seeds, a list"),
        ("failed", "how many seeds failed; each counts as the worst value in the means"),
        ("seconds", "the runs' seconds, added"),
        ("stopped_after", "the seeds after which a race stopped it, or none"),
        ("folder", "where the results are"),
    ]

    private static let lists: [(name: String, help: String)] = [
        ("loss_curve", "[epoch or iteration, mean loss over the seeds] of the updates that are kept, a list"),
        ("embedding", "the vector of each token in the best seed's model, a list; trains again where nothing kept it"),
    ]

    var fieldNames: [String] { fields.map(\.name) + parameters.map(\.name) }

    /// The hyper-parameters that it has.
    var parameters: [Hyperparameter] { Hyperparameter.belonging(to: kind) }
    private var kind: TaskKind { combination.configuration.kind }

    /// The value of a field; nil if there is none of that name.
    ///
    /// - Throws: `SessionError.failed` where nothing tells what the facts are called.
    func field(_ name: String) throws(SessionError) -> Value? {
        if let parameter = Hyperparameter.named(name), parameter.belongs(to: kind) { return Value(combination.configuration[parameter]) }
        if kind == .text, let value = textField(name) { return value }
        if name == "test_items" { return try testItems }
        return switch name {
        case "loss_curve": ResultField.lossCurve(records)
        case "embedding": bestRun?.record.result?.embedding.map(ResultField.vectors) ?? Value.none
        case "test_accuracy": mean(of: .testAccuracy)
        case "train_accuracy": mean(of: .trainAccuracy)
        case "train_loss": mean(of: .trainLoss)
        case "perfect" where kind == .relations: averages.map { .real($0.perfectShare) } ?? Value.none
        case "test_accuracies": .list(testAccuracies.map(Value.real))
        case "n_embd": .integer(combination.configuration.nEmbd)
        case "seeds": .list(records.map { .integer(Int($0.seed)) })
        case "failed": .integer(records.count { $0.failure != nil })
        case "seconds": .real(seconds)
        case "stopped_after", "raced_out": eliminatedAfter.map { .integer($0) } ?? Value.none
        case "folder": .string(folder)
        default: nil
        }
    }

    private func textField(_ name: String) -> Value? {
        switch name {
        case "val_loss": mean(of: .valLoss)
        case "best_val_loss": mean(of: .bestValLoss)
        case "bits_per_byte", Metric.valBitsPerByte.name: mean(of: .valBitsPerByte)
        case "best_iter": bestIteration.map { .integer($0) } ?? Value.none
        case "evaluations": ResultField.evaluations(records)
        case "val_losses": .list(records.map { .real($0.result?[.valLoss] ?? Metric.valLoss.worst) })
        default: nil
        }
    }

    private var testItems: Value {
        get throws(SessionError) {
            if kind == .text {
                let stretches = StretchLosses.all(of: [(combination, records)]).first?.means ?? []
                return .list(stretches.map { .real($0) })
            }
            let vocabulary = try relations.vocabulary, mistakes = FactMistakes(of: [(combination, records)])
            return .list(zip(mistakes.facts, mistakes.totals).map { fact, count in
                .list(ResultField.words(fact, vocabulary) + [.integer(count.tested), .integer(count.tested - count.wrong)])
            })
        }
    }

    private var bestIteration: Int? {
        let validation = LossSpread(records.compactMap { $0.result?.text?.evaluations }, \.validation)
        return validation.epochs.min { $0.mean < $1.mean }?.epoch
    }

    private func mean(of metric: Metric) -> Value { averages.map { .real($0[metric]) } ?? .none }

    /// Each seed's.
    var testAccuracies: [Double] { records.map { $0.result?[.testAccuracy] ?? Metric.testAccuracy.worst } }
}

extension TrainResult: CustomStringConvertible {
    /// `n_layer=1, …, n_embd=16: test accuracy 0.0650, train accuracy 0.2426, train loss 0.0698`
    package var description: String {
        guard let averages else { return "\(combination.assignmentsWithWidth): no averages, runs are missing" }
        let loss = kind == .text ? "val loss \(averages[.valLoss].fixed(4)), " : ""
        return "\(combination.assignmentsWithWidth): \(loss)test accuracy \(averages[.testAccuracy].fixed(4)), "
            + "train accuracy \(averages[.trainAccuracy].fixed(4)), train loss \(averages[.trainLoss].fixed(4))"
            + (averages.failedCount == 0 ? "" : ", \(averages.failedCount) of \(averages.runCount) seeds failed") + (eliminatedAfter.map { ", stopped after \($0) seeds" } ?? "")
    }
}

extension Value {
    init(_ value: Hyperparameter.Value) {
        self = switch value {
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .word("true"): .boolean(true)
        case .word("false"): .boolean(false)
        case .word(let word): .string(word)
        }
    }
}
