import Engine
import Experiments
import Testing

struct RunRecordTests {
    private func run() throws -> Run {
        try SweepPlan([.gradClip: [.real(.infinity)], .weightDecay: [.real(1e-5)]], seeds: Seeds(.max ... .max)).runs[0]
    }

    @Test func `is one line of sorted fields`() throws {
        let record = RunRecord.finished(
            try run(), right: 3, trainRight: 99, loss: 0.1 + 0.2, sum: 37.67279, seconds: 1.0 / 3)
        #expect(String(decoding: record.jsonLine, as: UTF8.self) == #"""
            {"dropout":0.2,"epochs":400,"grad_clip":"inf","learning_rate":0.01,"n_embd":64,"n_embd_factor":32,\#
            "n_head":2,"n_layer":2,"precision":"fp32","seconds":0.3333333333333333,"seed":4294967295,"status":"finished",\#
            "test_inputs":[[1,24],[2,25],[3,26],[4,27]],"test_items":[true,true,true,false],"test_items_right":3,\#
            "test_size":4,"train_accuracy":0.99,"train_input_first":[19,33],"train_items_right":99,\#
            "train_loss":0.30000000000000004,"train_size":100,"warmup_epochs":0,"weight_decay":1e-05,\#
            "wte_sum":37.67279052734375}
            """#)
    }

    @Test func `tells why a run failed`() throws {
        let line = String(decoding: RunRecord.failed(try run(), epoch: 12, loss: -.infinity).jsonLine, as: UTF8.self)
        #expect(line.contains(#""failed_epoch":12,"failed_loss":"-inf""#))
        #expect(line.contains(#""reason":"loss is -inf in epoch 12""#))
        #expect(line.contains(#""status":"failed""#))
        #expect(!line.contains("test_items"))
    }

    @Test(arguments: [0.1 + 0.2, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.0, 1e22, 123_456_789.0])
    func `reads back as the same numbers`(number: Double) throws {
        let sum = Float(number).isFinite ? Float(number) : .leastNonzeroMagnitude
        let record = RunRecord.finished(try run(), loss: number, sum: sum, seconds: number)
        #expect(try RunRecord(jsonLine: record.jsonLine) == record)
    }

    @Test func `items need not be listed`() throws {
        let result = RunResult(
            metrics: [.testAccuracy: .count(60_000, of: 111_540), .trainAccuracy: .count(7, of: 100), .trainLoss: .real(1.5)],
            testInputs: [], testItemsRight: [], tokenEmbeddingSum: 2, firstTrainingInput: [1, 2, 3])
        let record = RunRecord(configuration: try run().configuration, seed: 3, ending: .finished(result), seconds: 1)
        let line = record.jsonLine
        #expect(String(decoding: line, as: UTF8.self).contains(#""test_items_right":60000,"test_size":111540"#))
        #expect(try RunRecord(jsonLine: line) == record)
    }

    @Test func `a failed run reads back`() throws {
        let record = RunRecord.failed(try run(), epoch: 3, loss: .infinity)
        #expect(try RunRecord(jsonLine: record.jsonLine) == record)
        let line = RunRecord.failed(try run(), epoch: 3, loss: .nan).jsonLine
        guard case .failed(epoch: 3, let loss) = try RunRecord(jsonLine: line).ending else {
            Issue.record("not a failed run")
            return
        }
        #expect(loss.isNaN)
    }

    @Test(arguments: [
        ("", ""), ("{", "}"), (#""seed":4294967295"#, #""seed":4294967296"#), (#""n_head":2"#, #""n_head":0"#),
        (#""precision":"fp32""#, #""precision":"bf61""#), (#""precision":"fp32""#, #""precision":32"#), (#""n_head":2,"#, ""),
        (#""status":"finished""#, #""status":"lost""#), (#""test_items":[true,"#, #""test_items":["#),
        (#""train_items_right":50"#, #""train_items_right":101"#), (#""train_loss":0.0625,"#, ""),
    ])
    func `what is no record is not read as one`(part: String, replacement: String) throws {
        let line = String(decoding: RunRecord.finished(try run()).jsonLine, as: UTF8.self)
        let broken = part.isEmpty ? String(line.dropLast()) : line.replacing(part, with: replacement)
        #expect(broken != line)
        #expect(throws: (any Error).self) { try RunRecord(jsonLine: Array(broken.utf8)) }
    }

    @Test func `a result keeps a curve of the losses, and the embedding when it is asked for`() throws {
        let outcome = TrainingOutcome(
            configuration: try TrainingConfiguration([.trainSize: .integer(101), .epochs: .integer(3)]), seed: 1, tokenEmbeddingSum: 2,
            evaluation: Evaluation(
                firstTrainingInput: [3, 24], testInputs: [[1, 24], [2, 25], [3, 26]], testItemsRight: [true, false, true],
                trainItemsRight: 100, trainSize: 101), losses: [3, 2, 0.5], gradientNorms: [1, 1, 1], tokenEmbedding: [Float](repeating: 0.25, count: 128))
        let result = RunResult(outcome)
        #expect(result[.trainLoss] == 0.5)
        #expect(result[.testAccuracy] == 2.0 / 3)
        #expect(result[.trainAccuracy] == 100.0 / 101)
        #expect(result.metrics.isPerfect == false)
        #expect(result.lossCurve?.epochs == [0, 1, 2])
        #expect(result.lossCurve?.losses == [3, 2, 0.5])
        #expect(result.embedding == nil)
        let vectors = RunResult(outcome, keepsEmbedding: true).embedding?.vectors
        #expect(vectors == [[Float]](repeating: [Float](repeating: 0.25, count: 64), count: 2))
    }
}
