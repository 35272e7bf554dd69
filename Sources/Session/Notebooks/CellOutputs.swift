import Notebook
import Plots

/// What came of a cell so far.
struct CellOutputs: Sendable {
    private let cell: CellSource
    private let keepsTimes: Bool
    private var finished: [Output] = []
    /// Whether a statement failed, rather than was stopped.
    private(set) var hasFailed = false
    /// The lines since the last output that was no line.
    private var lines: [String] = []

    init(of cell: CellSource, keepsTimes: Bool) {
        self.cell = cell
        self.keepsTimes = keepsTimes
    }

    var outputs: [Output] { finished + stream }

    private var stream: [Output] {
        lines.isEmpty ? [] : [.stdout(lines.map { $0 + "\n" }.joined())]
    }

    mutating func take(_ event: SessionEvent) {
        switch event {
        case .lines(let lines): self.lines += lines.map(shown)
        case .value(let text):
            add(Output(.result(MIMEBundle(plain: shown(text)), metadata: [:], executionCount: cell.number)))
        case .figure(let figure): add(.display(MIMEBundle(figure)))
        case .failure(let diagnostic): take(diagnostic)
        case .progress, .notice: break
        }
    }

    /// Takes what ended the cell.
    mutating func take(_ error: any Error) {
        hasFailed = hasFailed || error is Diagnostic
        add(cell.output(for: error))
    }

    private mutating func add(_ output: Output) {
        finished += stream + [output]
        lines = []
    }

    private func shown(_ text: String) -> String { keepsTimes ? text : TimelessText.text(text) }
}

extension MIMEBundle {
    /// A figure as a picture, and as characters where there are no pictures.
    fileprivate init(_ figure: Figure) {
        let characters = TerminalRenderer(columns: 80).lines(figure).joined(separator: "\n")
        self.init(plain: characters, JSONObject([(Self.svg, .string(SVGRenderer().render(figure)))]))
    }
}
