import Engine
import Session
import Testing

/// What the shells' scripts are answered; `.ci/check-shells` presses Tab in the shells themselves.
struct ShellCompletionTests {
    private let harness = Harness()

    init() { _ = ScriptCase.folder }

    private func lines(_ shell: String, _ line: String, breaks: String? = nil) async throws -> [String] {
        let quoted = ([line] + (breaks.map { [$0] } ?? [])).map { text in
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return try await harness.run("completion \(shell) " + quoted.joined(separator: " "))
    }

    private func words(_ line: String) async throws -> [String] {
        try await lines("zsh", line).map { String($0.prefix { $0 != "\t" }) }
    }

    @Test(arguments: [
        ("sweepbook benchm", ["benchmark"]), ("A=1 B='x y' sweepbook benchm", ["benchmark"]), ("/opt/bin/sweepbook benchm", ["benchmark"]),
        ("sweepbook nothing", []), ("sweepbook --col", ["--color"]), ("sweepbook --color a", ["auto", "always"]),
        ("sweepbook --color never benchm", ["benchmark"]), ("sweepbook sweep --drop", ["--dropout"]), ("sweepbook sweep --dropout 0.1 --drop", []),
        ("sweepbook sweep --precision=", ["--precision=fp32", "--precision=bf16"]), ("sweepbook sweep --precision fp32 ", ["bf16"]),
        ("sweepbook train --precision fp32 ", []), ("sweepbook sweep --n_layer 1 --n_layer=1,", ["--n_layer=1,2", "--n_layer=1,4"]),
        ("sweepbook compare --as c", ["csv"]), ("sweepbook compare --csv --cs", []), ("sweepbook compare --by n_h", ["n_head"]),
        ("sweepbook compare --by n_head n_l", ["n_layer"]), ("sweepbook sweep --zip n_head=1,", ["n_head=1,2", "n_head=1,4", "n_head=1,8"]),
        ("sweepbook kernel ", ["install", "uninstall", "list", "start"]), ("sweepbook notebook v", ["verify"]), ("sweepbook help lins", ["linspace"]),
        ("sweepbook record --no", ["--no-times"]), ("sweepbook sweep --no-t", []), ("sweepbook sweep --record x.ipynb --no-t", ["--no-times"]),
        ("sweepbook resume comparing/_gr", ["comparing/_grid/"]), ("sweepbook resume --lost_after 5 comparing/_gr", ["comparing/_grid/"]),
        ("sweepbook resume -- comparing/_gr", ["comparing/_grid/"]), ("sweepbook resume -- --", []), ("sweepbook resume --quiet comparing/_gr", ["comparing/_grid/"]),
        ("sweepbook train --out=comparing/_gr", ["--out=comparing/_grid/"]), ("sweepbook resume 'comparing/_gr", ["comparing/_grid/"]),
        ("sweepbook resume $x/", []), ("sweepbook resume \"`x`", []), ("sweepbook help '$", []), ("sweepbook quit ", []), ("sweepbook print -1", []),
        ("sweepbook export comparing/_grid js", ["jsonl"]), ("sweepbook x.sweep --keep", ["--keep-going"]), ("sweepbook sweep --keep", []),
        ("sweepbook set n_head ", ["2", "4", "1", "8"]),
    ])
    func `offers what fits`(line: String, expected: [String]) async throws {
        #expect(try await words(line) == expected)
    }

    @Test(arguments: [
        ("sweepbook compare --as=c", ["", "csv"]), ("sweepbook compare --as c", ["", "csv"]), ("sweepbook compare --a", ["", "--as"]),
        ("sweepbook resume comparing/_gr", ["filenames nospace", "comparing/_grid"]), ("sweepbook train --out=comparing/_gr", ["filenames nospace", "comparing/_grid"]),
        ("sweepbook resume 'comparing/_gr", ["filenames nospace", "comparing/_grid"]), ("sweepbook train --out=\"comparing/_gr", ["filenames nospace", "comparing/_grid"]),
        ("sweepbook sweep --zip n_h", ["nospace", "n_head="]), ("sweepbook resume x\\=comparing", [""]),
        ("sweepbook train \\--out=comparing/_gr", ["filenames nospace", "comparing/_grid"]), ("sweepbook resume $x", []),
    ])
    func `bash is given what it replaces`(line: String, expected: [String]) async throws {
        #expect(try await lines("bash", line, breaks: "\"'@><=;|&(:") == expected)
    }

    @Test func `a word keeps what bash doesn't break`() async throws {
        #expect(try await lines("bash", "sweepbook compare --as=c", breaks: ":") == ["", "--as=csv"])
    }

    @Test func `within single quotes fish alone escapes`() async throws {
        #expect(try await lines("fish", #"sweepbook 'a\' b' --as"#) == [])
        #expect(try await lines("zsh", #"sweepbook 'compare\' --as"#) == [])
        #expect(try await lines("fish", #"sweepbook 'compare' --cs"#) == ["--csv\tshort for --as csv"])
    }

    @Test(arguments: CommandTable.standard.all.map(\.name))
    func `offers every option of every command`(command: String) async throws {
        let offered = try await words("sweepbook \(command) --")
        for option in CommandTable.standard[command]?.optionNames ?? [] { #expect(["--", "--no-"].contains { offered.contains($0 + option) }) }
        #expect(try await words("sweepbook ").contains(command))
        #expect(offered.contains("--help"))
    }

    @Test func `offers every hyper-parameter, and every topic of help`() async throws {
        let offered = try await words("sweepbook sweep --")
        #expect(Hyperparameter.all.allSatisfy { offered.contains("--\($0.name)") })
        let topics = try await words("sweepbook help ")
        #expect(Function.all.allSatisfy { topics.contains($0.name) })
    }
}
