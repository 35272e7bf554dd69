import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// What records hold of how a run learned.
struct LearningRecordTests {
    private func record(keepsEmbedding: Bool) throws -> RunRecord {
        let configuration = try TrainingConfiguration([.epochs: .integer(3), .nHead: .integer(1), .nEmbdFactor: .integer(2)])
        let outcome = TrainingOutcome(
            configuration: configuration, seed: 1, tokenEmbeddingSum: 2, evaluation: Evaluation(
                firstTrainingInput: [3, 24], testInputs: [[1, 24]],
                testItemsRight: [true], trainItemsRight: 100, trainSize: configuration.trainSize), losses: [0.71234567, 0.5, 0.25], gradientNorms: [1, 1, 1],
            tokenEmbedding: [1, -0.1, 1e-30, 3e30])
        let result = RunResult(outcome, keepsEmbedding: keepsEmbedding)
        return RunRecord(configuration: configuration, seed: 1, ending: .finished(result), seconds: 0.5)
    }

    @Test(arguments: [false, true]) func `curve and embedding are read back as they were`(keepsEmbedding: Bool) throws {
        let record = try record(keepsEmbedding: keepsEmbedding)
        #expect(try RunRecord(jsonLine: record.jsonLine) == record)
        let line = String(decoding: record.jsonLine, as: UTF8.self)
        #expect(line.contains(#""loss_curve":"SVw2PwAAAD8AAIA+","#))
        #expect(line.contains(#""embedding":"AACAP83MzL1gQqINF3YXcg==","#) == keepsEmbedding)
    }

    @Test func `a record without them is read`() throws {
        let line = String(decoding: try record(keepsEmbedding: false).jsonLine, as: UTF8.self)
        let older = line.replacing(#""loss_curve":"SVw2PwAAAD8AAIA+","#, with: "")
        guard case .finished(let result) = try RunRecord(jsonLine: Array(older.utf8)).ending else {
            Issue.record("not a finished run")
            return
        }
        #expect(result.lossCurve == nil && result.embedding == nil && result[.trainLoss] == 0.25)
    }

    @Test(arguments: [
        ("SVw2PwAAAD8AAIA+", "SVw2PwAAAD8="), (#""SVw2PwAAAD8AAIA+""#, "7"), ("SVw2PwAAAD8AAIA+", "SVw2PwAAAD8AAIA"),
        ("SVw2PwAAAD8AAIA+", "AADAfwAAAD8AAIA+"), (#""embedding":""#, #""embedding":"AAAA"#),
    ])
    func `a curve or an embedding of another size or of no numbers is no record`(part: String, replacement: String) throws {
        let line = String(decoding: try record(keepsEmbedding: true).jsonLine, as: UTF8.self)
        let broken = line.replacing(part, with: replacement)
        #expect(broken != line)
        #expect(throws: (any Error).self) { try RunRecord(jsonLine: Array(broken.utf8)) }
    }
}

/// The same through a results folder, which reads lines in their written form without a decoder.
struct LearningFolderTests {
    @Test func `a folder gives curves and embeddings back as they were`() throws {
        let plan = try SweepPlan(
            [.epochs: [.integer(40)], .nHead: [.integer(1)], .nEmbdFactor: [1, 2, 3].map(Hyperparameter.Value.integer)],
            seeds: try Seeds(count: 3))
        let folder = try TemporaryFolder()
        var text: [UInt8] = [], records: [RunRecord] = []
        for (index, run) in plan.runs.enumerated() {
            let width = run.configuration.nEmbd
            let outcome = TrainingOutcome(
                configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 1.5, evaluation: Evaluation(
                firstTrainingInput: [3, 24],
                    testInputs: [[1, 24]], testItemsRight: [true], trainItemsRight: 10, trainSize: run.configuration.trainSize), losses: (0..<40).map { 1 / Double($0 + index + 1) },
                gradientNorms: [], tokenEmbedding: (0..<width * (index + 1)).map { 1 / Float($0 + 7) })
            let result = RunResult(outcome, keepsEmbedding: index % 2 == 0)
            records.append(RunRecord(configuration: run.configuration, seed: run.seed, ending: .finished(result), seconds: 0.5))
            text += records[index].jsonLine + [UInt8(ascii: "\n")]
        }
        try Data(text).write(to: URL(filePath: "\(folder.path)/runs.jsonl"))
        try Data(SweepManifest(plan: plan, tasks: .familyTree, created: .now).json).write(to: URL(filePath: "\(folder.path)/sweep.json"))
        let results = try ResultsFolder(reading: folder.path)
        #expect(results.problems.isEmpty)
        #expect((0..<3).flatMap { results.records(of: $0) } == records)
    }

    @Test func `sweep.json keeps that embeddings are recorded`() throws {
        let plan = try SweepPlan(seeds: try Seeds(count: 1))
        for keeps in [false, true] {
            let manifest = SweepManifest(plan: plan, tasks: .familyTree, created: .now, keepsEmbeddings: keeps)
            #expect(try SweepManifest(json: manifest.json).keepsEmbeddings == keeps)
            #expect(manifest.with(plan).keepsEmbeddings == keeps)
            #expect(String(decoding: manifest.json, as: UTF8.self).contains("embeddings") == keeps)
        }
    }
}
