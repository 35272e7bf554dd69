import Formats
package import Notebook
import Plots

/// What the events of a running cell change in its notebook.
package struct CellOutputs: Sendable {
    private let cell: CellSource
    private var keepsTimes: Bool
    /// Whether a statement failed, rather than being stopped.
    private(set) var hasFailed = false

    package init(of cell: CellSource, keepsTimes: Bool) {
        self.cell = cell
        self.keepsTimes = keepsTimes
    }

    func keepingTimes(_ keepsTimes: Bool) -> CellOutputs {
        var outputs = self
        outputs.keepsTimes = keepsTimes
        return outputs
    }

    /// The change, if there is one; neither a folder nor a page of help is an output.
    package mutating func change(by event: SessionEvent) -> NotebookChange? {
        switch event {
        case .lines(let lines): .text(lines.map { shown($0) + "\n" }.joined())
        case .text(let text): .output(.stdout(shown(text)))
        case .value(let text):
            .output(Output(.result(MIMEBundle(plain: shown(text)), metadata: [:], executionCount: cell.number)))
        case .table(_, let bundle): .output(.display(bundle))
        case .figure(let figure): .output(.display(Self.bundle(of: figure)))
        case .failure(let diagnostic): change(by: diagnostic)
        case .shortfall(let diagnostic): .text(diagnostic.message + "\n")
        case .folder, .progress, .notice, .page: nil
        }
    }

    /// The change by what ended the cell.
    package mutating func change(by error: any Error) -> NotebookChange {
        hasFailed = hasFailed || error is Diagnostic
        return .output(cell.output(for: error))
    }

    /// A figure as SVG and as a terminal of 80 columns shows it.
    private static func bundle(of figure: Figure) -> MIMEBundle {
        let lines = TerminalRenderer(columns: 80, characters: .unicode, isColored: false).lines(figure)
        return MIMEBundle(plain: lines.joined(separator: "\n"), [MIMEBundle.svg: .string(SVGRenderer().render(figure))])
    }

    private func shown(_ text: String) -> String { keepsTimes ? text : TimelessText.text(text) }
}

extension Output {
    /// The same without times and dates in what is lines or a value.
    var withoutTimes: Output {
        switch content {
        case .stream(let name, let text): Output(.stream(name: name, text: TimelessText.text(text)))
        case .result(let bundle, let metadata, let count):
            Output(.result(MIMEBundle(plain: TimelessText.text(bundle.text(MIMEBundle.plain) ?? "")), metadata: metadata, executionCount: count))
        case .display, .error, .other: self
        }
    }
}
