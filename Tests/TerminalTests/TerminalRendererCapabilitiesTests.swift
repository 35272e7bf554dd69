import Plots
import System
import Terminal
import Testing

/// Which characters and colours pictures are drawn with.
struct TerminalRendererCapabilitiesTests {
    private static let figure = Figure(
        title: "t", content: .bars(BarChart(amount: Axis("share"), bars: [.init(name: "a", amount: 3)])))

    private func text(_ variables: [String: String], isTerminal: Bool = true, encoding: TextEncoding = .utf8) -> String {
        let capabilities = TerminalCapabilities(
            terminals: .init(input: isTerminal, output: isTerminal, error: isTerminal), environment: Environment(variables),
            color: .auto, encoding: encoding)
        return TerminalRenderer(for: capabilities, columns: 80).lines(Self.figure).joined(separator: "\n")
    }

    @Test func `a terminal with UTF-8 gets blocks in colour`() {
        let text = text(["TERM": "xterm-256color"])
        #expect(text.contains("█") && text.contains("\u{1B}[38;5;32m"))
    }

    @Test func `a dumb terminal gets ASCII without colour`() {
        for term in ["dumb", "emacs"] {
            let text = text(["TERM": term])
            #expect(text.allSatisfy { $0.isASCII } && !text.contains("\u{1B}") && text.contains("###"))
        }
    }

    @Test func `NO_COLOR takes the colour, a locale without UTF-8 the blocks`() {
        #expect(!text(["TERM": "xterm", "NO_COLOR": "1"]).contains("\u{1B}"))
        let plain = text(["TERM": "xterm"], encoding: .ascii)
        #expect(plain.allSatisfy { $0.isASCII })
    }

    @Test func `a pipe gets blocks without colour, whatever the terminal is called`() {
        let text = text(["TERM": "dumb"], isTerminal: false)
        #expect(text.contains("█") && !text.contains("\u{1B}"))
    }
}
