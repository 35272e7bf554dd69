import Formats
import Notebook
import Plots

/// The outputs of a cell so far.
struct CellOutputs: Sendable {
    private let cell: CellSource
    private let keepsTimes: Bool
    private var finished: [Output] = []
    /// The results folders that it has made or resumed.
    var folders: [String] = []
    /// Whether a statement failed, rather than being stopped.
    private(set) var hasFailed = false
    /// The lines since the last output of another kind.
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
        case .text(let text): add(.stdout(shown(text)))
        case .value(let text):
            add(Output(.result(MIMEBundle(plain: shown(text)), metadata: [:], executionCount: cell.number)))
        case .table(_, let bundle): add(.display(bundle))
        case .figure(let figure): add(.display(Self.bundle(of: figure)))
        case .failure(let diagnostic): take(diagnostic)
        case .folder(let folder): folders.append(folder)
        case .progress, .notice: break
        }
    }

    /// Adds what ended the cell.
    mutating func take(_ error: any Error) {
        hasFailed = hasFailed || error is Diagnostic
        add(cell.output(for: error))
    }

    /// A figure as SVG and as a terminal of 80 columns shows it.
    private static func bundle(of figure: Figure) -> MIMEBundle {
        let lines = TerminalRenderer(columns: 80, characters: .unicode, isColored: false).lines(figure)
        return MIMEBundle(plain: lines.joined(separator: "\n"), [MIMEBundle.svg: .string(SVGRenderer().render(figure))])
    }

    private mutating func add(_ output: Output) {
        finished += stream + [output]
        lines = []
    }

    private func shown(_ text: String) -> String { keepsTimes ? text : TimelessText.text(text) }
}
