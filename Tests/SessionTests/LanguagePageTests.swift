import Foundation
import Language
import Session
import Testing

/// Every line of the language's page of examples, in its order and in one session, with one epoch and few seeds.
struct LanguagePageTests {
    private let harness = Harness()

    /// Runs lines that train nothing; they show just this.
    private func expect(_ text: String, shows lines: String..., at location: SourceLocation = #_sourceLocation) async throws {
        #expect(try await harness.run(text) == lines, sourceLocation: location)
    }

    /// What a command that trains reports, once it has come to its end.
    private func report(of text: String, at location: SourceLocation = #_sourceLocation) async throws -> [String] {
        let lines = try await harness.run(text)
        #expect(!lines.contains { $0.contains("error:") }, "\(lines)", sourceLocation: location)
        return lines
    }

    /// Puts a short script where the page has the standard sweep's.
    private func makeScript() throws {
        let folder = "\(ScriptCase.folder)/notebooks"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try Data("let standing_in = [7, 8]\nprint \"stands in for 72 combinations\"\n".utf8)
            .write(to: URL(fileURLWithPath: "\(folder)/standard.sweep"))
    }

    @Test func `every line of the page does what it says`() async throws {
        try makeScript()
        try await settings()
        try await training()
        try await sweeps()
        try await comparison()
        try await otherScript()
        try await values()
        try await results()
        try await rest()
    }

    private func settings() async throws {
        try await expect("# a comment; blank lines are nothing; ; separates statements")
        try await expect("\n;;\nprint [1,\n 2]; print 1 + \\\n 2", shows: "[1, 2]", "3")
        try await expect("set n_head 4                         # set one hyper-parameter …\nn_head", shows: "4")
        try await expect("set n_head=3 dropout=0.3             # … or several\nprint n_head, dropout", shows: "3 0.3")
        try await expect("set n_head=4 dropout=0.1")
        try await expect("n_head = 5\nn_head", shows: "5")
        try await expect("n_head = 4                           # … the same")
        let overview = try await harness.run("show")
        #expect(overview.prefix(4) == ["n_layer        2", "n_head         4", "n_embd_factor  32", "dropout        0.1"])
        #expect(overview.contains("n_embd         128"))
        #expect(overview.suffix(3).map { $0.prefix(8) } == ["paramete", "memory  ", "train   "])
        try await expect(
            "show dropout                         # one: value, default, range, what it does",
            shows: "dropout  0.1", "default  0.2; for text 0.0", "range    a number of at least 0 and below 1", "meaning  probability that dropout zeroes a value")
        try await expect("reset n_head\nprint n_head, dropout", shows: "2 0.1")
        try await expect("reset                                # defaults again\nprint n_head, dropout", shows: "2 0.2")
    }

    private func training() async throws {
        try await expect("set epochs 1\nset seeds 2")
        let plain = try await report(of: "train                                # the current configuration, all its seeds")
        #expect(plain.first == "Training and evaluating with 2 random seeds, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2")
        #expect(plain.count { $0.hasPrefix("Random seed 0") } == 2)
        let changed = try await report(of: "train n_layer=3 n_head=4 n_embd_factor=16 dropout=0.1 seeds=10       # for this command only")
        #expect(changed.first == "Training and evaluating with 10 random seeds, n_layer=3, n_head=4, n_embd_factor=16, dropout=0.1")
        #expect(changed.filter { $0.hasPrefix("Random seed ") }.map { $0.prefix(14) } == (0..<10).map { "Random seed 0\($0)" })
        try await expect("print n_layer, n_head, n_embd_factor, dropout, seeds", shows: "2 2 32 0.2 2")
    }

    private func sweeps() async throws {
        try await expect("set seeds 1")
        let standard = try await report(of: "sweep n_layer=[1,2] n_head=[1,2,4,8] n_embd_factor=[16,32,64] dropout=[0.1,0.2,0.3]")
        #expect(standard.contains("Total combinations: 72"))
        #expect(standard.contains("Successful runs: 72"))
        #expect(standard.count { $0.hasPrefix("Random seed 00 ") } == 72)
        let rates = try await report(of: """
            sweep n_layer=1..3 learning_rate=logspace(1e-3, 1e-1, 5) seeds=[3,5,8] out="results/rates" where n_embd <= 256 and n_layer > 1
            """)
        #expect(rates.contains("Total combinations: 10"))
        #expect(rates.filter { $0.hasPrefix("Random seed ") }.map { $0.prefix(14) }
            == (0..<10).flatMap { _ in ["Random seed 03", "Random seed 05", "Random seed 08"] })
        #expect(rates.last == "All output files saved to: results/rates")
    }

    private func comparison() async throws {
        let compared = try await harness.run("compare")
        #expect(compared.first == "10 combinations, 3 seeds each, 4 test items; all with n_head=2,")
        let rows = compared.dropFirst().map { $0.split(separator: " ") }.filter { $0.first.flatMap { Int($0) } != nil && $0.count > 8 }
        #expect(rows.map { $0[0] } == (1...10).map { "\($0)" })
        #expect(Set(rows.map { $0[1] }) == ["2", "3"])
        #expect(compared.last == "p-values and intervals are for new seeds on this data set.")
    }

    private func otherScript() async throws {
        for form in ["notebooks/standard.sweep", #""notebooks/standard.sweep""#] {
            try await expect("run \(form)         # another script", shows: "stands in for 72 combinations")
        }
        try await expect("standing_in[1]", shows: "8")
    }

    private func values() async throws {
        try await expect("let widths = [16, 32]\nwidths", shows: "[16, 32]")
        try await expect(
            "widhts = [8]", shows: #"t:1:1: error: unknown name "widhts""#, "  1 | widhts = [8]",
            #"    | ^~~~~~ did you mean "widths"?"#)
        let widths = try await report(of: "sweep n_embd_factor=widths")
        #expect(widths.contains("n_embd_factor values: [16, 32]"))
        #expect(widths.contains("Total combinations: 2"))
        _ = try await report(of: "let wide = train n_head=8            # a command's result is a value")
        try await expect("print wide.n_head, wide.n_embd, wide.seeds, wide.epochs, n_head", shows: "8 256 [0] 1 2")
        _ = try await report(of: "let s = sweep dropout=[0.1, 0.2]")
    }

    private func results() async throws {
        // After one epoch nothing is learnt yet.
        try await expect(#"print s.best.dropout, wide.test_accuracy, "and", len(s)"#, shows: "0.1 0.0 and 2")
        try await expect("for r in s { print r.dropout, r.test_accuracy }", shows: "0.1 0.0", "0.2 0.0")
        let loop = try await report(of: "for f in [16, 32] {\n    train n_embd_factor=f n_head=64/f\n}")
        #expect(loop.filter { $0.hasPrefix("Training and ") } == [
            "Training and evaluating with 1 random seeds, n_layer=2, n_head=4, n_embd_factor=16, dropout=0.2",
            "Training and evaluating with 1 random seeds, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
        ])
        try await expect(
            #"if wide.test_accuracy < 0.5 { print "try more layers" } else { print "good" }"#, shows: "try more layers")
        let claim = #"assert wide.test_accuracy >= 0.25, "wider should do better than chance""#
        try await expect(
            claim, shows: "t:1:8: error: assertion failed: wider should do better than chance", "  1 | \(claim)",
            "    |        ^~~~~~~~~~~~~~~~~~~~~~~~~~")
    }

    private func rest() async throws {
        try await expect("1 + 2 * 3                            # a bare expression shows its value: 7", shows: "7")
        for line in ["help sweep                           # also: help, help dropout, ? and ?sweep", "?sweep"] {
            let help = try await harness.run(line)
            #expect(help.first == #"sweep [NAME=[VALUE, …] …] [OPTION=VALUE …] [zip(NAME=[VALUE, …], …)] [where CONDITION]"#)
        }
        let help = try await harness.run("help")
        #expect(help.count > 20)
        #expect(try await harness.run("?") == help)
        #expect(try await harness.run("help dropout").first?.hasPrefix("dropout") == true)
        let end = try await harness.interpreter.execute(SourceText(name: "t", "quit\nprint 1")) { event in
            Issue.record("nothing is shown after quit: \(event)")
        }
        #expect(end == .quit)
    }
}
