import TestSupport
import Testing

/// The progress line: on a terminal, and nowhere else.
struct ProgressTests {
    private let sweepbook: Sweepbook
    private let arguments = [
        "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", "2",
        "--seeds", "3", "--out", "out",
    ]

    init() throws {
        sweepbook = try Sweepbook()
    }

    @Test func `a terminal shows runs done, rate and time left, and keeps only the text`() throws {
        let shown = try shownOnTerminal(type: "xterm-256color")
        #expect(shown.contains("\r0/3 runs\u{1B}[K"))
        #expect(shown.contains(#/\r3\/3 runs, \d+\.\d runs\/(s|min), \d+:\d\d left(, best [^\r]*)?\u{1B}\[K/#))
        let text = try sweepbook.folder.text(of: "out/n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0.txt")
        #expect(kept(of: shown) == text + "All output files saved to: out\n")
    }

    @Test func `the best so far stands with its interval`() throws {
        let shown = try shownOnTerminal(type: "xterm-256color", [
            "train", "--n_layer", "1", "--n_head", "4", "--n_embd_factor", "16", "--dropout", "0.1", "--seeds", "10",
            "--out", "out",
        ])
        let last = try #require(shown.split(separator: "\r").last { $0.hasPrefix("10/10 runs, ") })
        #expect(last.contains(" left, best 0.4000 [0.233, 0.609] with "))
        // The same as compare's.
        let compared = try sweepbook.run("compare", "out")
        #expect(compared.output.contains(" 0.400  [0.233, 0.609] "))
    }

    @Test(arguments: ["dumb", ""])
    func `a terminal that can't redraw shows the text alone`(type: String) throws {
        let shown = try shownOnTerminal(type: type)
        let text = try sweepbook.folder.text(of: "out/n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0.txt")
        #expect(shown.replacing("\r\n", with: "\n") == text + "All output files saved to: out\n")
    }

    @Test func `no byte of it goes into a pipe`() throws {
        let result = try sweepbook.run(arguments, environment: ["TERM": "xterm-256color"])
        #expect(result.complaint == "")
        #expect(!result.output.utf8.contains(0x1B))
        #expect(!result.output.utf8.contains(UInt8(ascii: "\r")))
    }

    @Test func `a log gets plain lines, and a short run none`() throws {
        let result = try sweepbook.run(arguments, environment: ["TERM": "xterm-256color", "SWEEPBOOK_LOG_SECONDS": "0", "FORCE_COLOR": "1"])
        let lines = result.complaint.split(separator: "\n")
        #expect(lines.first == "0/3 runs")
        #expect(lines.last?.wholeMatch(of: #/3\/3 runs, \d+\.\d runs\/(s|min), \d+:\d\d left(, best [^\r\e]*)?/#) != nil, "\(lines)")
        #expect(!result.complaint.contains("\r") && !result.complaint.contains("\u{1B}"))
        let text = try sweepbook.folder.text(of: "out/n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0.txt")
        #expect(result.output == text + "All output files saved to: out\n")
    }

    /// What stays on a terminal's screen: each line after its last clearing.
    private func kept(of shown: String) -> String {
        shown.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false).last ?? ""
        }.joined(separator: "\n")
    }

    /// Runs the command on a pseudo-terminal, which `script` makes.
    private func shownOnTerminal(type: String, _ words: [String]? = nil) throws -> String {
        let command = (words ?? arguments).joined(separator: " ")
        let result = try sweepbook.shell("TERM='\(type)' script -qec \"$SWEEPBOOK \(command)\" /dev/null")
        #expect(result.status == 0)
        return result.output
    }
}
