import Engine
import Experiments
import Foundation
import Language
import Session
import Testing

/// That the topics of help leave nothing out.
struct HelpTopicTests {
    private let harness = Harness()

    init() { _ = ScriptCase.folder }

    private func page(_ topic: String) async throws -> String { try await harness.run("help \(topic)").joined(separator: "\n") }

    /// The names of the fields that `?` tells of a value.
    private func fields(of value: String) async throws -> [String] {
        try await harness.run("?\(value)").filter { $0.hasPrefix("  .") }.map { String($0.dropFirst(2).prefix { $0 != " " }) }
    }

    @Test func `every operator is told, and does what is told of it`() async throws {
        let told = OperatorRow.all.flatMap(\.operators)
        #expect(ArithmeticOperator.allCases.allSatisfy { told.contains($0.rawValue) })
        #expect(ComparisonOperator.allCases.allSatisfy { told.contains($0.rawValue) })
        let others: [Symbol] = [
            .equal, .comma, .semicolon, .colon, .question, .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace,
        ]
        #expect(Symbol.allCases.allSatisfy { told.contains($0.rawValue) || others.contains($0) })
        for row in OperatorRow.all { #expect(try await harness.run(row.example) == [row.value]) }
        let page = try await page("operators")
        #expect(told.allSatisfy { page.contains($0) })
    }

    @Test func `every escape is told, and is one`() async throws {
        let page = try await page("strings")
        for escape in StringEscape.all {
            #expect(page.contains("  \(escape.written) "))
            let written = escape.written.replacing("H…", with: "41").replacing("HHHHHHHH", with: "00000041").replacing("HHHH", with: "0041").replacing("HH", with: "41")
            #expect(try await harness.run("len(\"\(written)\")") == ["1"])
        }
    }

    @Test func `every kind of value, function and reserved word is told`() async throws {
        let page = try await page("language")
        _ = try await harness.run("let r = train n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1 out=\"help_values\"\nlet s = sweep dropout=[0.1, 0.2] n_layer=1 n_embd_factor=4 epochs=1 seeds=1")
        for value in ["4", "0.1", "true", "\"a\"", "none", "[1]", "1..4", "r", "r[0]", "load(\"help_values\")", "s"] {
            let kind = try await harness.run("let x = \(value)\n?x").first { $0.contains(": ") }?.split(separator: ":")[0].drop { $0 == " " }
            #expect(page.contains("  \(try #require(kind))\n"), "\(value)")
        }
        #expect(Function.all.allSatisfy { page.contains($0.usage) })
        #expect(Keyword.allCases.allSatisfy { page.contains($0.rawValue) })
    }

    @Test func `every field is told`() async throws {
        let page = try await page("fields")
        let text = "data=\"input.txt\" n_layer=1 n_head=1 n_embd_factor=4 block_size=4 batch_size=1 max_iters=2 eval_iters=1 seeds=1"
        for (what, arguments) in [("relations", "n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1"), ("text", text)] {
            let shown = try await harness.run("""
                let r = train \(arguments) out="help_fields_\(what)"
                let s = sweep \(arguments) dropout=[0.0, 0.1]
                let one = r[0]
                let m = load("help_fields_\(what)")
                """)
            #expect(!shown.contains { $0.contains(": error: ") }, "\(shown)")
            for value in ["r", "s", "one", "m"] {
                let fields = try await fields(of: value)
                #expect(!fields.isEmpty)
                for field in fields where !Hyperparameter.all.contains(where: { ".\($0.name)" == field }) { #expect(page.contains("  \(field) "), "\(value)\(field)") }
            }
        }
    }

    @Test func `every file of a results folder is told`() async throws {
        let page = try await page("files")
        _ = try await harness.run("train n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1 checkpoints=last out=\"help_files\"")
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(ScriptCase.folder)/help_files").filter { !$0.hasPrefix(".") }
        #expect(names.contains("sweep.json") && names.contains("checkpoints"))
        for name in names { #expect(page.contains("  \(name) ") || page.contains("  \(name)/ ") || name.hasPrefix("n_layer_1_")) }
        #expect(ResultsTree.contents.allSatisfy { page.contains("  \($0.name) ") })
    }

    @Test func `every rule of checkpoints is told`() async throws {
        let page = try await page("checkpoints")
        #expect(CheckpointRule.allCases.allSatisfy { page.contains("\n  \($0.rawValue) ") })
    }

    @Test func `keys are the door's, or the front end's`() async throws {
        #expect(try await page("keys").contains("the keys are the front end's"))
        var environment = SessionEnvironment(jobs: 1)
        environment.keys = [KeySection("Entering", [["Enter", "runs it"]])]
        #expect(try await Harness(environment).run("help keys").contains("  Enter  runs it"))
    }

    @Test func `a topic is found by another name, and listed by help`() async throws {
        #expect(try await page("slurm") == page("cluster"))
        let overview = try await page("")
        for topic in ["language", "strings", "operators", "fields", "keys", "data", "text", "models", "checkpoints", "cluster", "files"] {
            #expect(overview.contains("\n  \(topic) "))
            for format in ["markdown", "text", "man"] {
                let manual = try await harness.run("help as=\(format)").joined(separator: "\n")
                #expect(manual.contains("\n\(topic)\n---") || manual.contains("\n## \(topic)\n") || manual.contains(".SH \"\(topic.uppercased())\""))
            }
        }
    }

    @Test func `every topic comes as Markdown and as a manual page`() async throws {
        let topics = try await harness.run("completion zsh \"sweepbook help \"").map { $0.prefix { $0 != "\t" } }
        #expect(topics.count > 100)
        for topic in topics {
            let isCommand = CommandTable.standard[String(topic)] != nil
            let page = try await harness.run("help \(topic) as=man")
            #expect(page.first?.hasPrefix(".TH SWEEPBOOK-\(topic.uppercased()) \(isCommand ? 1 : 7) ") == true)
            #expect(page[1] == ".SH NAME" && !page[2].hasSuffix(" "), "\(topic) is told in a line")
            #expect(try await harness.run("help \(topic) as=markdown").first == "# \(topic)")
        }
    }
}
