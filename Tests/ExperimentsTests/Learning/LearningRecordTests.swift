import Engine
import Experiments
import Testing

/// What records hold of how a run learned.
struct LearningRecordTests {
    private func record(keepsEmbedding: Bool) throws -> RunRecord {
        let configuration = try TrainingConfiguration([.epochs: .integer(3), .nHead: .integer(1), .nEmbdFactor: .integer(2)])
        let outcome = TrainingOutcome(
            configuration: configuration, seed: 1, tokenEmbeddingSum: 2, firstTrainingInput: [3, 24], testInputs: [[1, 24]],
            testItemsRight: [true], trainItemsRight: 100, losses: [0.71234567, 0.5, 0.25], gradientNorms: [1, 1, 1],
            tokenEmbedding: [1, -0.1, 1e-30, 3e30])
        let findings = RunFindings(outcome, keepsEmbedding: keepsEmbedding)
        return RunRecord(configuration: configuration, seed: 1, ending: .finished(findings), seconds: 0.5)
    }

    @Test(arguments: [false, true]) func `curve and embedding are read back as they were`(keepsEmbedding: Bool) throws {
        let record = try record(keepsEmbedding: keepsEmbedding)
        #expect(try RunRecord(jsonLine: record.jsonLine) == record)
        let line = String(decoding: record.jsonLine, as: UTF8.self)
        #expect(line.contains(#""loss_curve":[0.71235,0.5,0.25],"#))
        #expect(line.contains(#""embedding":"AACAP83MzL1gQqINI14XQg=="#) == false || keepsEmbedding)
        #expect(line.contains(#""embedding":""#) == keepsEmbedding)
    }

    @Test func `a record without them is read`() throws {
        let line = String(decoding: try record(keepsEmbedding: false).jsonLine, as: UTF8.self)
        let older = line.replacing(#""loss_curve":[0.71235,0.5,0.25],"#, with: "")
        guard case .finished(let findings) = try RunRecord(jsonLine: Array(older.utf8)).ending else {
            Issue.record("not a finished run")
            return
        }
        #expect(findings.lossCurve == nil && findings.embedding == nil && findings.trainLoss == 0.25)
    }

    @Test(arguments: [("[0.71235,0.5,0.25]", "[0.71235,0.5]"), ("[0.71235,0.5,0.25]", "7"), (#""embedding":""#, #""embedding":"AAAA"#)])
    func `a curve or an embedding of another size is no record`(part: String, replacement: String) throws {
        let line = String(decoding: try record(keepsEmbedding: true).jsonLine, as: UTF8.self)
        let broken = line.replacing(part, with: replacement)
        #expect(broken != line)
        #expect(throws: (any Error).self) { try RunRecord(jsonLine: Array(broken.utf8)) }
    }
}
