import Engine
import Experiments
import Foundation
import Language
import Notebook
import Session
import System
import Testing

/// Models in the language: where they come from, what they say, and what stops them.
struct ModelTests {
    private let harness = Harness()
    private static let train = "train n_layer=1 n_head=1 n_embd_factor=4 epochs=3 seeds=2 quiet=true checkpoints=none"
    private static let text = """
        train data="input.txt" n_layer=1 n_head=1 n_embd_factor=8 block_size=16 max_iters=3 warmup_iters=0 seeds=1 quiet=true
        """

    init() { _ = ScriptCase.folder }

    @Test func `a model whose tokens are others than its data's is not held against it`() async throws {
        let folder = "others_\(UUID().uuidString)"
        _ = try await harness.run("train n_layer=1 n_head=1 n_embd_factor=4 epochs=3 seeds=1 quiet=true out=\"\(folder)\"")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/checkpoints").first)
        let kept = try ModelFile(reading: "\(folder)/checkpoints/\(name)"), vocabulary = kept.vocabulary
        let other = ModelFile(
            configuration: kept.configuration, seed: kept.seed, iteration: kept.iteration, dataHash: kept.dataHash,
            vocabulary: ModelVocabulary(names: vocabulary.names.reversed(), form: vocabulary.form), values: kept.values)
        try WholeFile.write(other.bytes, to: "\(folder)/other.safetensors", existing: .kept)
        #expect(try await harness.run("predict \"\(folder)/checkpoints/\(name)\"").first?.hasSuffix("that seed 0 has not trained on") == true)
        #expect(
            try await harness.run("predict \"\(folder)/other.safetensors\"").first?
                .contains("the model's data, family_tree, is not there or has changed") == true)
    }

    @Test func `a run whose record was changed is refused when it is trained again`() async throws {
        let folder = "changed_\(UUID().uuidString)"
        _ = try await harness.run("\(Self.train) out=\"\(folder)\"")
        let path = "\(folder)/runs.jsonl"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let changed = try lines.map { line in
            let record = try RunRecord(jsonLine: Array(line.utf8)), result = try #require(record.result)
            var metrics = result.metrics
            metrics[.trainLoss] = .real(0.25)
            let other = RunResult(
                metrics: metrics, testInputs: result.testInputs, testItemsRight: result.testItemsRight,
                tokenEmbeddingSum: result.tokenEmbeddingSum, firstTrainingInput: result.firstTrainingInput, lossCurve: result.lossCurve)
            return RunRecord(configuration: record.configuration, seed: record.seed, ending: .finished(other), seconds: 1)
        }
        try WholeFile.write(changed.flatMap(\.keptLine), to: path, existing: .replaced)
        let said = try await harness.run("load \(folder)")
        #expect(said[0].contains("trained again, is not what its record says: train loss 0.") && said[0].hasSuffix("recorded 0.25"), "\(said)")
    }

    @Test func `a run is trained again from changed data only in words`() async throws {
        let folder = "altered_\(UUID().uuidString)"
        try "one\ttwo\tthree\na\tis\tb\nb\tis\tc\nc\tis\ta\n".write(toFile: "\(folder).tsv", atomically: true, encoding: .utf8)
        _ = try await harness.run("train data=\"\(folder).tsv\" epochs=2 seeds=1 checkpoints=none out=\"\(folder)\"")
        try "one\ttwo\tthree\na\tis\tb\nb\tis\tc\nc\tis\tb\n".write(toFile: "\(folder).tsv", atomically: true, encoding: .utf8)
        let said = try await Harness().run("load \(folder)")
        #expect(said[0].contains("can't be trained again: \"\(folder).tsv\" has changed since"), "\(said)")
    }

    @Test func `what was written when the stop button came is kept`() async throws {
        _ = try await harness.run("let r = \(Self.text)")
        let interpreter = harness.interpreter, shown = Locked("")
        let writing = Task {
            try await interpreter.execute(SourceText(name: "t", "let t = sample r n=250000")) { event in
                guard case .text(let text) = event else { return }
                shown.withLock { $0 += text }
                // Pressed where the text is shown: a button pressed elsewhere comes too late where cores are few.
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: Interrupted.self) { try await writing.value }
        let text = shown.withLock { $0 }
        #expect(text.hasSuffix("\n") && text.count < 250_000)
        #expect(try await interpreter.text(of: SourceText(name: "t", "len(t) > 0")) == "true")
        #expect(try await harness.run("print 1") == ["1"])
    }

    @Test func `a door that shows no more ends the text`() async throws {
        struct Gone: DoorError { let isReaderGone = true }
        _ = try await harness.run("let r = \(Self.text)")
        await #expect(throws: Gone.self) {
            try await harness.interpreter.execute(SourceText(name: "t", "sample r n=250000")) { event in
                if case .text = event { throw Gone() }
            }
        }
    }

    @Test func `a recorded sample is one output, and verifies`() async throws {
        let path = "\(ScriptCase.folder)/sampled_\(UUID().uuidString).ipynb"
        for text in [
            "record \"\(path)\" times=false", "let r = \(Self.text)", "sample r \"sail\" n=300", "predict r \"sail the\"", "mistakes r top=2", "record off",
        ] { _ = try await harness.run(text) }
        let notebook = try NotebookFile.notebook(path)
        let outputs = notebook.cells[1].outputs
        #expect(outputs.count == 1)
        guard case .stream("stdout", let text)? = outputs.first?.content else {
            Issue.record("\(outputs)")
            return
        }
        #expect(text.hasPrefix("sail") && text.utf8.count >= 304)
        let program = try NotebookProgram(notebook, name: path)
        #expect(try await NotebookVerification(of: program).findings { _ in }.differences == [])
    }

    @Test func `characters that come in pieces are whole, and what is none is replaced`() {
        let bytes = Array("aé漢🙂\r\nz".utf8) + [0xE2, 0x28, 0xF0, 0x9F, 0x99]
        let whole = String(decoding: bytes, as: UTF8.self)
        for size in 1...bytes.count {
            var pieces = CharacterPieces(), text: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                text.append(pieces.add(Array(bytes[start..<min(start + size, bytes.count)])))
            }
            text.append(pieces.finish())
            #expect(text.joined() == whole)
            #expect(text.dropLast().allSatisfy { $0.unicodeScalars.last != "\r" })
        }
    }

    @Test func `models complete by their fields, and where one is wanted`() async throws {
        _ = try await harness.run("let trained = \(Self.train)\nlet loaded = load(trained)\nlet number = 3")
        #expect(await texts("print loaded.it") == ["iteration"])
        #expect(await texts("print loaded.n_la") == ["n_layer"])
        #expect(await texts("print trained[1].test_it") == ["test_items"])
        #expect(await texts("predict ").prefix(2) == ["top=", "loaded"])
        #expect(await texts("sample tra").first == "trained")
        #expect(await texts("let m = lo").first == "load")
        #expect(await texts("predict nu") == [])
    }

    private func texts(_ line: String) async -> [String] {
        await harness.interpreter.completions(for: SourceText(name: "t", line), at: line.utf8.count).items.map(\.text)
    }
}
