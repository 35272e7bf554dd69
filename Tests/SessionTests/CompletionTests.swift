import Foundation
import Language
import Session
import Testing

struct CompletionTests {
    private let harness = Harness()

    private func texts(_ line: String) async -> [String] {
        await harness.interpreter.completions(for: SourceText(name: "t", line), at: line.utf8.count).items.map(\.text)
    }

    @Test(arguments: [
        ("tr", ["train", "train_size"]), ("sweep drop", ["dropout="]), ("sweep se", ["seeds="]), ("train o", ["optimizer=", "out="]),
        ("show n_h", ["n_head"]), ("train dropout=", ["0.2"]), ("print lins", ["linspace("]), ("help swe", ["sweep"]),
        ("let x = sw", ["sweep"]), ("sweep n_layer=1..3 where n_emb", ["n_embd_factor", "n_embd"]), ("let ab", []),
        ("# tr", []), ("plot he", ["height=", "head=", "heatmap"]), ("plot test_accuracy n_h", ["n_head"]), ("plot loss o", ["out="]),
        ("train emb", ["embeddings="]), ("train embeddings=", ["true"]), ("sweep n_layer=[1] wh", ["where"]),
        ("compare comparing/_gr", ["comparing/_grid/"]),
        ("compare imp", ["importance=", "importance"]), ("compare b", ["by"]), ("compare by n_h", ["n_head"]), ("compare to", ["to="]),
        ("compare n_h", []), ("compare \"comparing/_gr", ["comparing/_grid/"]), ("let s = open(\"comparing/_gr", ["comparing/_grid/"]),
        ("sweep zi", ["zip("]), ("sweep zip(n_h", ["n_head="]),
        ("sweep zip(n_head=[1], n_h", []), ("sweep ra", ["random=", "random_seed=", "race="]), ("sweep dry=", ["true"]),
        ("sweep random=3 dropout=un", ["uniform("]), ("train ra", []),
        ("train precision=", ["fp32", "bf16"]), ("sweep precision=[fp32, b", ["bf16"]), ("precision = bf", ["bf16"]),
        ("set precision ", ["fp32", "bf16"]), ("set precision b", ["bf16"]), ("set n_head ", ["2", "1", "4", "8"]),
        ("sweep zip(precision=f", ["fp32"]), ("sweep pr", ["precision="]),
        ("set n_h", ["n_head="]), ("set ep", ["epochs="]), ("set max_", []), ("set data=\"x\" max_", ["max_iters="]), ("show max_", ["max_iters"]),
        ("help te", ["text"]), ("help mod", ["models"]), ("sample x temp", ["temperature="]),
    ])
    func `offers what fits`(line: String, expected: [String]) async {
        _ = ScriptCase.folder
        let offered = await texts(line)
        #expect(expected.isEmpty ? offered.isEmpty : Array(offered.prefix(expected.count)) == expected)
    }

    /// A folder with names that need escapes, and results.
    private func makeFolder() throws {
        let folder = "\(ScriptCase.folder)/paths"
        for name in ["other/within", "results_1", "it's here", "a \"quoted\" one", "back\\slash", "é漢"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        for name in ["results_1/sweep.json", "one.sweep", "two words.sweep", "study.ipynb", "picture.svg", "plain.txt"] {
            _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data())
        }
    }

    @Test(arguments: [
        ("results \"paths/", ["paths/results_1/", "paths/a \\\"quoted\\\" one/", "paths/back\\\\slash/", "paths/it's here/", "paths/other/", "paths/é漢/"]),
        ("open \"paths/r", ["paths/results_1/"]), ("resume \"paths/o", ["paths/other/"]), ("compare s \"paths/r", ["paths/results_1/"]),
        ("plot loss \"paths/r", ["paths/results_1/"]), ("train out=\"paths/r", ["paths/results_1/"]), ("train out=pat", ["\"paths/"]),
        ("open 'paths/it", ["paths/it\\'s here/"]), ("open 'paths/it\\'s", ["paths/it\\'s here/"]), ("open \"paths/it\\", []), ("open \"paths/é", ["paths/é漢/"]),
        ("open \"paths/back\\\\s", ["paths/back\\\\slash/"]), ("open paths/it", ["\"paths/it's here/"]), ("run paths/", ["paths/one.sweep", "\"paths/two words.sweep\""]),
        ("run \"paths/t", ["paths/two words.sweep"]), ("record paths/s", ["paths/study.ipynb"]), ("plot loss out=\"paths/p", ["paths/picture.svg"]),
        ("run paths/pl", ["paths/plain.txt"]), ("open \"~", ["~/"]), ("open \"nowhere/", []), ("print \"paths/", []), ("let x = \"paths/", []),
        ("help as=\"ma", ["markdown", "man"]), ("precision = \"b", ["bf16"]), ("train precision=\"f", ["fp32"]), ("help \"sw", []),
    ])
    func `offers folders and files in strings, escaped as they are written`(line: String, expected: [String]) async throws {
        try makeFolder()
        let offered = await texts(line)
        #expect(expected.isEmpty ? offered.isEmpty : Array(offered.prefix(expected.count)) == expected)
    }

    @Test func `a string that is closed already is completed all the same`() async throws {
        try makeFolder()
        let list = await harness.interpreter.completions(for: SourceText(name: "t", "open \"paths/r\" quiet=true"), at: 13)
        #expect(list.items.map(\.text) == ["paths/results_1/"])
        #expect(list.quote == "\"")
    }

    @Test func `offers fields and variables of what there is`() async throws {
        _ = ScriptCase.folder
        _ = try await harness.run("let wide = train n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1")
        #expect(await texts("print wide.test_") == ["test_accuracy", "test_accuracies", "test_items"])
        #expect(await texts("print wi") == ["wide"])
        _ = try await harness.run("let wise = 3")
        #expect(await texts("compare wi") == ["wide"])
    }

    @Test func `what takes words or a path offers nothing else, and set each name once`() async throws {
        _ = ScriptCase.folder
        #expect(await texts("train tokenizer=") == ["char", "byte", "bpe"])
        #expect(await texts("tokenizer = ") == ["char", "byte", "bpe"])
        let data = await texts("set data=")
        #expect(data.first == "\"family_tree\"" && data.contains("\"input.txt\"") && !data.contains("n_head"))
        #expect(await texts("data = inp") == ["\"input.txt\""])
        let names = await texts("set ")
        #expect(Set(names).count == names.count && !names.contains("n_head") && !names.contains("max_iters="))
    }

    @Test func `of text its names are offered`() async throws {
        _ = ScriptCase.folder
        _ = try await harness.run("data = \"input.txt\"")
        #expect(await texts("set ep").isEmpty)
        #expect(await texts("set max_") == ["max_iters="])
        #expect(await texts("extend x ep") == ["epochs="])
    }

    /// Tells how long one took; 20 ms is what a keystroke may take.
    @Test func `finds its way among 10,000 variables`() async throws {
        var text = ""
        for number in 0..<10_000 { text += "let z\(number) = \(number)\n" }
        _ = try await harness.run(text)
        var best = Duration.seconds(1)
        for _ in 0..<5 {
            let start = ContinuousClock.now
            let found = await texts("print z999")
            best = min(best, ContinuousClock.now - start)
            #expect(found == ["z999"] + (0..<10).map { "z999\($0)" })
            #expect(await texts("print z").count == 10_000)
        }
        print("completion among 10,000 variables: \(best)")
    }
}
