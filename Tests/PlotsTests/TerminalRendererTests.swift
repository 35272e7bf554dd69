import Plots
import Testing

/// What figures in a terminal promise, whatever they show.
struct TerminalRendererTests {
    private static let all = Samples.usual + Samples.hard + Samples.empty

    @Test(arguments: all) func `no line is wider than the terminal`(name: String, figure: Figure) {
        for columns in [40, 57, 80, 120, 200] {
            let lines = TerminalRenderer(columns: columns).lines(figure)
            #expect(lines.allSatisfy { Self.width($0) <= columns })
            #expect(lines.count > 1)
        }
    }

    /// The cells of a line: the samples' wide characters take two.
    private static func width(_ line: String) -> Int {
        line.reduce(0) { $0 + ("家系図の".contains($1) ? 2 : 1) }
    }

    @Test(arguments: all) func `a plain terminal gets ASCII alone`(name: String, figure: Figure) {
        let lines = TerminalRenderer(columns: 80, characters: .ascii).lines(figure)
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    }

    @Test(arguments: all) func `no escape is sent without colours, and with them the text stays the same`(name: String, figure: Figure) {
        let plain = TerminalRenderer(columns: 80).lines(figure)
        let colored = TerminalRenderer(columns: 80, isColored: true).lines(figure)
        #expect(!plain.joined().contains("\u{1B}"))
        #expect(colored.joined().contains("\u{1B}"))
        if case .heatMap = figure.content { return }
        if case .matrix = figure.content { return }
        #expect(colored.map { $0.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") } == plain)
    }

    @Test(arguments: Samples.empty) func `a figure without data says so`(name: String, figure: Figure) {
        #expect(TerminalRenderer(columns: 80).lines(figure) == ["t", "no data"])
    }

    @Test(arguments: Samples.usual.map(\.name)) func `the text is that of the golden file`(name: String) throws {
        let figure = try #require(Samples.usual.first { $0.name == name }).figure
        let text = TerminalRenderer(columns: 80).lines(figure).map { $0 + "\n" }.joined()
        #expect(text == (try Golden.text("\(name).txt")))
    }

    @Test func `a terminal without braille gets letters and dots`() throws {
        let figure = Samples.loss()
        let text = TerminalRenderer(columns: 80, characters: .ascii).lines(figure).map { $0 + "\n" }.joined()
        #expect(text == (try Golden.text("loss-ascii.txt")))
    }

    @Test func `all labels of the embedding find room in 80 columns and in 120`() {
        for columns in [80, 120] {
            let text = TerminalRenderer(columns: columns).lines(Samples.embedding).joined(separator: "\n")
            #expect(Samples.people.allSatisfy { text.contains($0) })
        }
    }

    @Test func `a heat map in colours has its cells' colours as ground`() {
        let lines = TerminalRenderer(columns: 80, isColored: true).lines(Samples.heatMap())
        #expect(lines[3].contains("\u{1B}[38;5;231;48;5;17m"))
    }
}
