import Engine
import Experiments
import Language
import Session
import Testing

struct CommandTests {
    @Test(arguments: CommandTable.standard.all.filter { !$0.examples.isEmpty }.map(\.name))
    func `a command's examples run`(name: String) async throws {
        _ = ScriptCase.folder
        let harness = Harness()
        for example in try #require(CommandTable.standard[name]).examples {
            let lines = try await harness.run(example)
            #expect(!lines.contains { $0.contains(": error: ") }, "\(lines)")
        }
    }

    @Test func `no name is two things`() {
        let commands = CommandTable.standard.all.map(\.name)
        let settings = Hyperparameter.all.map(\.name) + [Seeds.name]
        let names = commands + Function.all.map(\.name) + settings + ["inf", "n_embd"]
        #expect(Set(names).count == names.count)
    }

    @Test func `the manual has every command, hyper-parameter and function`() {
        let (text, markdown) = (Manual.standard.text.joined(separator: "\n"), Manual.standard.markdown.joined(separator: "\n"))
        for command in CommandTable.standard.all {
            #expect(text.contains(command.help.dropFirst()))
            #expect(markdown.contains("## \(command.name)\n"))
        }
        for parameter in Hyperparameter.all { #expect(text.contains(parameter.help)) }
        for function in Function.all { #expect(text.contains(function.usage)) }
    }

    @Test func `what is given from outside wins over the script's own let`() async throws {
        let harness = Harness()
        let script = SourceText(name: "t", "let a = 1\nprint a, n_head")
        try await harness.interpreter.give("a", "[2, 3]", to: [script])
        try await harness.interpreter.give("n_head", "4", to: [script])
        #expect(try await harness.run(script) == ["[2, 3] 4"])
    }

    @Test func `a cancelled loop ends, and the session goes on`() async throws {
        let harness = Harness()
        let loop = Task { try await harness.run("let a = 7\nfor i in 1..10**12 { let b = i }") }
        loop.cancel()
        #expect(try await loop.value == ["interrupted"])
        #expect(try await harness.run("1 + 1") == ["2"])
    }
}
