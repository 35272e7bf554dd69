import Engine
import Experiments
import Testing

/// Records of runs that learned a text.
struct TextRecordTests {
    private let run: Run

    init() throws {
        let choices: [Hyperparameter: [Hyperparameter.Value]] = [
            .task: [.word("text")], .data: [.word("texts/a \"b\".txt")], .maxIters: [.integer(300)],
        ]
        run = try SweepPlan(choices, seeds: Seeds(parsing: "7..7")).runs[0]
    }

    private func record(segments: [Float] = [1.5, 2.25, .nan]) -> RunRecord {
        let text = TextOutcome(
            evaluations: [.init(iteration: 0, train: 4.1, validation: 4.2), .init(iteration: 300, train: 1.5, validation: 0.1 + 0.2)],
            validationTokens: 111_488, validationTokensRight: 50_000, segments: segments, tokensSeen: 230_400, trainingTokens: 1_003_854)
        let metrics: MetricValues = [
            .valLoss: .real(1.8982), .testAccuracy: .count(50_000, of: 111_488), .trainAccuracy: .count(51_000, of: 111_424),
            .trainLoss: .real(1.7), .bestValLoss: .real(0.1 + 0.2), .valBitsPerByte: .real(2.7385),
        ]
        return RunRecord(configuration: run.configuration, seed: 7, ending: .finished(RunResult(
            metrics: metrics, testInputs: [], testItemsRight: [], tokenEmbeddingSum: 37.5, firstTrainingInput: [413_217, 42],
            lossCurve: LossCurve((0..<300).map(Double.init)), text: text)), seconds: 2.5)
    }

    @Test func `has losses and counts of tokens in the place of test items`() throws {
        let line = String(decoding: record().jsonLine, as: UTF8.self)
        #expect(line.contains(#""evaluations":[[0,4.1,4.2],[300,1.5,0.30000000000000004]]"#))
        #expect(line.contains(#""best_iter":300,"#))
        #expect(line.contains(#""epochs_seen":0.2295154474654681,"#))
        #expect(line.contains(#""train_tokens":1003854,"train_tokens_right":51000,"train_tokens_tested":111424,"#))
        #expect(line.contains(#""val_bits_per_byte":2.7385,"val_loss":1.8982,"val_segments":"AADAPwAAEEAAAMB/","val_tokens":111488,"val_tokens_right":50000,"#))
        #expect(line.contains(#""min_lr":"auto""#))
        #expect(line.contains(#""task":"text""#))
        #expect(!line.contains("test_"))
        #expect(!line.contains("epochs\":"))
    }

    @Test func `reads back as the same record`() throws {
        let record = record()
        let read = try RunRecord(jsonLine: record.jsonLine)
        #expect(read.agrees(with: record))
        #expect(read.configuration == record.configuration)
        #expect(read.keptLine == record.keptLine)
        #expect(!read.agrees(with: self.record(segments: [1.5, 2.25, 2.5])))
        #expect(try RunRecord(jsonLine: self.record(segments: [1]).jsonLine) == self.record(segments: [1]))
    }

    @Test func `a run that failed says at which iteration`() throws {
        let failed = RunRecord(configuration: run.configuration, seed: 7, ending: .failed(epoch: 12, loss: .infinity), seconds: 1)
        #expect(failed.failure == "loss is inf in iteration 12")
        #expect(String(decoding: failed.jsonLine, as: UTF8.self).contains(#""failed_iter":12,"failed_loss":"inf""#))
        #expect(try RunRecord(jsonLine: failed.jsonLine) == failed)
    }

    @Test(arguments: [
        (#""val_tokens_right":50000"#, #""val_tokens_right":111489"#), (#""val_tokens":111488"#, #""val_tokens":0"#),
        (#""train_tokens_tested":111424"#, #""train_tokens_tested":5"#), (#""val_loss":1.8982,"#, ""),
        (#""max_iters":300"#, #""max_iters":400"#), ("[0,4.1,4.2]", "[0,4.1]"),
    ])
    func `refuses what can't be`(found: String, replacement: String) throws {
        let line = String(decoding: record().jsonLine, as: UTF8.self)
        #expect(line.contains(found))
        #expect(throws: (any Error).self) { try RunRecord(jsonLine: Array(line.replacing(found, with: replacement).utf8)) }
    }
}
