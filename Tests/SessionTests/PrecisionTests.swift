import Engine
import Experiments
import Foundation
import Language
import Plots
import Runner
import Session
import System
import Testing

/// A hyper-parameter whose values are words, in a session with a trainer of the test's own: what the engine makes of
/// them is nothing to it.
struct PrecisionTests {
    /// One item of four is right in fp32, two are in bf16.
    private let harness = Harness(SessionEnvironment(jobs: 2, worker: Worker { run, _, _ in
        let right = run.configuration.precision == .bf16 ? 2 : 1
        return TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 1, evaluation: Evaluation(
                firstTrainingInput: [0, 24],
                testInputs: [[0, 24], [1, 25], [2, 26], [3, 27]], testItemsRight: (0..<4).map { $0 < right },
                trainItemsRight: 50, trainSize: run.configuration.trainSize), losses: Array(repeating: 0.5, count: run.configuration.epochs), gradientNorms: [1])
    }))

    private func run(_ text: String) async throws -> [String] {
        _ = ScriptCase.folder
        return try await harness.run("set n_layer=1 n_head=1 n_embd_factor=4 dropout=0 epochs=1 seeds=2\n" + text)
    }

    private func names(_ lines: [String]) -> [String] {
        lines.filter { $0.hasPrefix("Running with ") }
            .map { $0.replacing("Running with ", with: "").replacing(", n_embd_factor=4, dropout=0.0", with: "") }
    }

    private func figures(_ text: String) async throws -> [Figure] {
        _ = ScriptCase.folder
        let figures = Locked<[Figure]>([])
        _ = try await harness.interpreter.execute(SourceText(name: "t", text)) { event in
            if case .figure(let figure) = event { figures.withLock { $0.append(figure) } }
        }
        return figures.withLock { $0 }
    }

    @Test func `a sweep names the words in every text and file name, and results have them`() async throws {
        let lines = try await run("let s = sweep precision=[fp32, bf16] out=\"precision_1\"")
        #expect(lines.contains("precision values: [fp32, bf16]"))
        #expect(names(lines) == ["n_layer=1, n_head=1, precision=fp32", "n_layer=1, n_head=1, precision=bf16"])
        let runs = lines.filter { $0.hasPrefix("Random seed ") }
        #expect(runs.map { $0.contains(", dropout: 0.0, precision: bf16, n_embd: 4") } == [false, false, true, true])
        #expect(runs.map { $0.contains(", dropout: 0.0, precision: fp32, n_embd: 4") } == [true, true, false, false])
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(ScriptCase.folder)/precision_1").sorted()
        #expect(files.prefix(2) == [
            "n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0_precision_bf16.txt",
            "n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0_precision_fp32.txt",
        ])
        let summary = try String(contentsOfFile: "\(ScriptCase.folder)/precision_1/sweep_summary.txt", encoding: .utf8)
        #expect(summary.contains(
            " 1. n_layer=1, n_head=1, n_embd_factor=4, dropout=0.0, precision=bf16, n_embd=4, test_acc=0.5000, train_acc=0.5000\n"))
        #expect(try await harness.run("print s.best.precision, s[0].precision\ns.best.precision") == ["bf16 fp32", "\"bf16\""])
        #expect(try await harness.run("for r in s { if r.precision == \"bf16\" { print r.test_accuracy } }") == ["0.5"])
    }

    @Test func `one run is named when it is not the default`() async throws {
        let plain = try await run("train precision=fp32 seeds=1 out=\"precision_2\"")
        #expect(plain.first == "Training and evaluating with 1 random seeds, n_layer=1, n_head=1, n_embd_factor=4, dropout=0.0")
        let lines = try await run("set precision bf16\nlet r = train seeds=1 out=\"precision_3\"\nr")
        #expect(lines.first
            == "Training and evaluating with 1 random seeds, n_layer=1, n_head=1, n_embd_factor=4, dropout=0.0, precision=bf16")
        #expect(lines.last == "n_layer=1, n_head=1, n_embd_factor=4, dropout=0.0, precision=bf16, n_embd=4: "
            + "test accuracy 0.5000, train accuracy 0.5000, train loss 0.5000")
        let files = [2, 3].map { FileManager.default.contents(
            atPath: "\(ScriptCase.folder)/precision_\($0)/n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0\($0 == 3 ? "_precision_bf16" : "").txt") }
        #expect(files.allSatisfy { $0 != nil })
    }

    @Test func `conditions, zips and random draws take words`() async throws {
        #expect(names(try await run(
            "sweep precision=[fp32, bf16] n_layer=1..2 seeds=1 out=\"precision_4\" where precision == \"bf16\" or n_layer == 1"))
            == ["n_layer=1, n_head=1, precision=fp32", "n_layer=1, n_head=1, precision=bf16", "n_layer=2, n_head=1, precision=bf16"])
        #expect(names(try await run("sweep zip(precision=[bf16, fp32], n_layer=[2, 1]) seeds=1 out=\"precision_5\""))
            == ["n_layer=2, n_head=1, precision=bf16", "n_layer=1, n_head=1, precision=fp32"])
        #expect(Set(names(try await run("sweep random=2 precision=[fp32, bf16] seeds=1 out=\"precision_6\"")))
            == ["n_layer=1, n_head=1, precision=fp32", "n_layer=1, n_head=1, precision=bf16"])
        #expect(names(try await run("sweep random=2 n_head=[1, 2] precision=bf16 seeds=1 out=\"precision_7\""))
            .allSatisfy { $0.hasSuffix(", precision=bf16") })
        #expect(names(try await run("let words = [\"bf16\"]\nsweep precision=words n_layer=1..2 seeds=1 out=\"precision_8\""))
            == ["n_layer=1, n_head=1, precision=bf16", "n_layer=2, n_head=1, precision=bf16"])
    }

    @Test func `a variable of a word's name comes first, in a list as well`() async throws {
        let lines = try await run("let bf16 = \"fp32\"\nsweep precision=[bf16, \"bf16\"] seeds=1 out=\"precision_9\"")
        #expect(names(lines) == ["n_layer=1, n_head=1, precision=fp32", "n_layer=1, n_head=1, precision=bf16"])
    }

    @Test func `a folder is extended by a word, and resumed`() async throws {
        _ = try await run("train out=\"precision_10\"")
        let lines = try await run("let s = extend precision_10 precision=bf16\nprint len(s), s.best.precision")
        #expect(names(lines) == ["n_layer=1, n_head=1, precision=fp32", "n_layer=1, n_head=1, precision=bf16"])
        #expect(lines.last == "2 bf16")
        let again = try await run("let s = resume precision_10\nprint len(s), s[1].precision")
        #expect(again.last == "2 bf16")
    }

    @Test func `comparisons name the words`() async throws {
        _ = try await run("let s = sweep precision=[fp32, bf16] out=\"precision_11\"")
        #expect(try await harness.run("compare by precision").prefix(5) == [
            "precision: 2 values, over the 2 seeds that every combination has",
            "",
            "precision  combinations   mean",
            "     fp32             1  0.250",
            "     bf16             1  0.500",
        ])
        let table = try await harness.run("compare")
        #expect(table.filter { $0.contains("bf16 ") || $0.contains("fp32 ") }.map { $0.prefix(23) }
            == ["   1       bf16  0.500 ", "   2       fp32  0.250 "])
        let pair = try await harness.run("compare s[0] s[1] as=\"json\"").joined()
        #expect(pair.contains(#""precision":"fp32""#) && pair.contains(#""precision":"bf16""#))
        let csv = try await harness.run("compare to=\"precision=fp32\" as=\"csv\"").map { $0.split(separator: ",") }
        let column = try #require(csv[0].firstIndex(of: "precision"))
        #expect(csv.dropFirst().map { $0[column] } == ["bf16", "fp32"])
        #expect(try await harness.run("compare to=\"precision=bf61\"").first
            == "t:1:12: error: to: precision: found \"bf61\", expected fp32 or bf16")
    }

    @Test func `figures stand by the words, in the order of the range`() async throws {
        let figures = try await figures("""
            set n_layer=1 n_head=1 n_embd_factor=4 dropout=0 epochs=1 seeds=2
            sweep precision=[bf16, fp32] n_layer=1..2 out="precision_12"
            plot test_accuracy precision
            plot heatmap precision n_layer
            plot parallel
            plot test_accuracy
            """)
        guard case .intervals(let chart) = figures[0].content, case .parallel(let lines) = figures[2].content,
            case .intervals(let all) = figures[3].content
        else {
            Issue.record("other figures")
            return
        }
        #expect(chart.positions == .names(title: "precision"))
        #expect(chart.groups.map(\.name) == ["fp32", "bf16"])
        #expect(chart.groups.map(\.position) == [nil, nil])
        #expect(chart.groups.map(\.mean) == [0.25, 0.5])
        #expect(figures[1].data == "precision \\ n_layer\t1\t2\nfp32\t0.25\t0.25\nbf16\t0.5\t0.5\n")
        #expect(lines.axes == [Axis("n_layer"), Axis("precision", kind: .names(["fp32", "bf16"])), Axis("test accuracy")])
        #expect(figures[2].data == """
            n_layer\tprecision\ttest accuracy
            1\tbf16\t0.5
            1\tfp32\t0.25
            2\tbf16\t0.5
            2\tfp32\t0.25

            """)
        #expect(all.groups.map(\.name) == ["1, bf16", "2, bf16", "1, fp32", "2, fp32"])
    }

    @Test func `an export has a column of words`() async throws {
        _ = try await run("sweep precision=[fp32, bf16] seeds=1 out=\"precision_13\"")
        let rows = try await harness.run("export precision_13 csv").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let column = try #require(rows[0].firstIndex(of: "precision"))
        #expect(rows.map { $0[column] } == ["precision", "fp32", "bf16"])
        let lines = try await harness.run("export precision_13 jsonl")
        #expect(lines.map { $0.contains(#""precision":"bf16""#) } == [false, true])
    }

    @Test func `a dry run shows the words, and the same estimate for both`() async throws {
        let lines = try await run("sweep precision=[fp32, bf16] dry=true")
        let table = lines.filter { $0.contains("  ") }.map { $0.split(separator: " ") }
        #expect(lines[2] == "n_layer  n_head  n_embd_factor  dropout  precision  n_embd  parameters  s a run  memory a run")
        #expect(table[1][4] == "fp32" && table[2][4] == "bf16")
        #expect(table[1].dropFirst(5).prefix(3) == table[2].dropFirst(5).prefix(3))
    }

    @Test func `a word can be given from outside`() async throws {
        try await harness.interpreter.give("precision", "bf16", to: [])
        #expect(try await harness.run("precision") == ["\"bf16\""])
        let error = try await #require(throws: Diagnostic.self) {
            try await harness.interpreter.give("precision", "bf61", to: [])
        }
        #expect(error.rendered == """
            -p:1:11: error: precision: found "bf61", expected fp32 or bf16
              1 | precision=bf61
                |           ^~~~ did you mean "bf16"?
            """)
    }
}
