import System
import Terminal
import Testing

@Suite("TerminalCapabilities and TextStyle")
struct TerminalCapabilitiesTests {
    private func capabilities(
        input: Bool = true, output: Bool = true, error: Bool = true, _ variables: [String: String] = [:],
        color: ColorChoice = .auto
    ) -> TerminalCapabilities {
        TerminalCapabilities(
            terminals: .init(input: input, output: output, error: error),
            environment: Environment(["TERM": "xterm"].merging(variables) { $1 }), color: color, encoding: .utf8)
    }

    @Test(
        "colours go where they can be seen, unless someone says otherwise",
        arguments: [
            (true, [:], .auto, true),
            (false, [:], .auto, false),
            (true, ["NO_COLOR": "1"], .auto, false),
            (true, ["NO_COLOR": ""], .auto, true),
            (true, ["TERM": "dumb"], .auto, false),
            (true, ["TERM": ""], .auto, false),
            (false, ["FORCE_COLOR": "1"], .auto, true),
            (true, ["FORCE_COLOR": "0"], .auto, false),
            (true, ["FORCE_COLOR": "false"], .auto, false),
            (false, ["FORCE_COLOR": "1", "NO_COLOR": "1"], .auto, false),
            (false, [:], .always, true),
            (true, ["NO_COLOR": "1"], .always, true),
            (true, ["FORCE_COLOR": "1"], .never, false),
        ] as [(Bool, [String: String], ColorChoice, Bool)])
    func colors(isTerminal: Bool, variables: [String: String], choice: ColorChoice, expected: Bool) {
        let capabilities = capabilities(output: isTerminal, error: !isTerminal, variables, color: choice)
        #expect(capabilities.colorsOutput == expected)
    }

    @Test("each stream has colours of its own")
    func streams() {
        let piped = capabilities(output: false)
        #expect(!piped.colorsOutput)
        #expect(piped.colorsError)
    }

    @Test("lines are edited only between two terminals, one of which can move its cursor")
    func editing() {
        #expect(capabilities().canEdit)
        #expect(!capabilities(input: false).isInteractive)
        #expect(!capabilities(output: false).isInteractive)
        #expect(capabilities(error: false).canEdit)
        for term in ["dumb", "", "emacs"] {
            let dumb = capabilities(["TERM": term])
            #expect(dumb.isInteractive && dumb.isDumb && !dumb.canEdit, "with TERM=\(term)")
        }
    }

    @Test("a style brackets a text in escapes, and leaves it alone without colours")
    func style() {
        let style = TextStyle.bold + .red
        #expect(style.paint("no", colors: true) == "\u{1B}[1;31mno\u{1B}[0m")
        #expect(style.paint("no", colors: false) == "no")
        #expect(style.paint("", colors: true) == "")
        #expect(TextStyle.plain.paint("no", colors: true) == "no")
    }

    @Test("ASCII has question marks for what it lacks")
    func restricting() {
        #expect(TextEncoding.ascii.restricting("né 漢") == "n? ?")
        #expect(TextEncoding.utf8.restricting("né 漢") == "né 漢")
    }
}
