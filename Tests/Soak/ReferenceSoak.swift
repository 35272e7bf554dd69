import Engine
import Foundation
import Testing

/// The whole of the reference: all 100 PyTorch runs in full, and every element of the oracle's gradients.
@Suite(.serialized, .enabled(if: Soak.isOn, "set SWEEPBOOK_SOAK=1 to run it"))
struct ReferenceSoak {
    private struct Run: Decodable {
        let seed: UInt32
        let n_layer: Int, n_head: Int, n_embd_factor: Int
        let dropout: Double, wte_sum: Double
        let train_input_first: [Int]
        let test_inputs: [[Int]]
        let test_acc: Double
        let losses: [Double]?
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "EngineTests/Reference")

    private func runs() throws -> [Run] {
        try String(contentsOf: Self.folder.appending(path: "pytorch_runs.jsonl"), encoding: .utf8)
            .split(separator: "\n").map { try JSONDecoder().decode(Run.self, from: Data($0.utf8)) }
    }

    /// The rule at the end of the reference's README, for each of its two configurations.
    @Test(arguments: [(1, 48, 0.02), (2, 28, 0.06)])
    func allRunsMeetTheRule(_ rule: (nLayer: Int, sameAccuracy: Int, averageDifference: Double)) async throws {
        let runs = try runs().filter { $0.n_layer == rule.nLayer }
        #expect(runs.count == 50)
        let outcomes = try await withThrowingTaskGroup(of: (Int, TrainingOutcome).self) { group in
            for (i, run) in runs.enumerated() {
                group.addTask {
                    let configuration = try TrainingConfiguration([
                        .nLayer: .integer(run.n_layer), .nHead: .integer(run.n_head),
                        .nEmbdFactor: .integer(run.n_embd_factor), .dropout: .real(run.dropout),
                    ])
                    return (i, try Trainer(configuration: configuration, seed: run.seed, task: .familyTree).train())
                }
            }
            return try await group.reduce(into: [Int: TrainingOutcome]()) { $0[$1.0] = $1.1 }
        }
        var same = 0, difference = 0.0, lossErrors: [Double] = []
        for (i, run) in runs.enumerated() {
            let outcome = try #require(outcomes[i])
            #expect(outcome.firstTrainingInput == run.train_input_first)
            #expect(outcome.testInputs == run.test_inputs)
            #expect(abs(Double(outcome.tokenEmbeddingSum) - run.wte_sum) <= 1e-7 * 36 * Double(outcome.configuration.nEmbd))
            let accuracy = Double(outcome.testItemsRightCount) / Double(outcome.testItemsRight.count)
            same += accuracy == run.test_acc ? 1 : 0
            difference += (accuracy - run.test_acc) / Double(runs.count)
            if let losses = run.losses {
                lossErrors.append(zip(outcome.losses.prefix(50), losses).map { abs($0 - $1) / $1 }.max() ?? .nan)
            }
        }
        print("n_layer \(rule.nLayer): same test accuracy in \(same) of 50 seeds, averages differ by \(difference), "
            + "first 50 losses off by \(lossErrors)")
        #expect(same >= rule.sameAccuracy)
        #expect(abs(difference) <= rule.averageDifference)
        #expect(lossErrors.sorted()[lossErrors.count / 2] < 1e-6)
        #expect(lossErrors.allSatisfy { $0 < 1e-4 })
    }

    /// Every element of every first gradient within 1e-5 of the oracle's, relative to the tensor's largest.
    /// Needs Python with NumPy and SciPy, from `.ci/setup` or the system.
    @Test func everyGradientElementIsTheOracles() throws {
        let target = FileManager.default.temporaryDirectory.appending(path: "sweepbook-gradients-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: target) }
        let python = Process(), output = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", Self.folder.appending(path: "make_gradients.py").path, "--full", target.path]
        python.standardOutput = output
        try python.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        struct Line: Decodable {
            struct Tensor: Decodable { let name: String }
            let n_layer: Int, n_head: Int, n_embd_factor: Int
            let dropout: Double, seed: UInt32
        }
        let lines = try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        #expect(lines.count == 18)
        var worst = 0.0
        for line in lines {
            let probe = try ModelProbe(
                configuration: TrainingConfiguration([
                    .nLayer: .integer(line.n_layer), .nHead: .integer(line.n_head),
                    .nEmbdFactor: .integer(line.n_embd_factor), .dropout: .real(line.dropout),
                ]), seed: line.seed, task: .familyTree, kernels: VectorKernels())
            _ = probe.forward()
            probe.backward()
            let folder = target.appending(path: "\(line.n_layer)_\(line.n_head)_\(line.n_embd_factor)_\(line.dropout)")
            for tensor in probe.tensors {
                let bytes = try Data(contentsOf: folder.appending(path: tensor.name + ".f32"))
                let expected = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
                let found = probe.gradients(tensor)
                try #require(found.count == expected.count)
                let largest = expected.map(abs).max() ?? 0
                let error = zip(found, expected).map { abs(Double($0) - Double($1)) }.max() ?? .nan
                worst = max(worst, error / Double(largest))
                #expect(error <= 1e-5 * Double(largest), "\(tensor.name) of \(folder.lastPathComponent)")
            }
        }
        print("largest gradient error, relative to its tensor's largest: \(worst)")
    }
}
