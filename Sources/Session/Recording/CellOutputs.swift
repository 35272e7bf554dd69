import Formats
package import Notebook

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
        case .lines(let lines): .text(lines.map { shown($0) + "\n" }.joined(), .stdout)
        case .text(let text): .text(shown(text), .stdout)
        case .value(let text):
            .output(Output(.result(MIMEBundle(plain: shown(text)), metadata: [:], executionCount: cell.number)))
        case .table(_, let bundle): .output(.display(bundle.mapTexts(shown)))
        case .figure(let figure): .output(.display(MIMEBundle(figure)))
        case .failure(let diagnostic): change(by: diagnostic)
        case .notice(let sentence): .text(shown(sentence) + "\n", .stderr)
        case .shortfall(let diagnostic): .text(shown(diagnostic.message) + "\n", .stderr)
        case .folder, .progress, .page: nil
        }
    }

    /// The change by what ended the cell.
    package mutating func change(by error: any Error) -> NotebookChange {
        hasFailed = hasFailed || error is Diagnostic
        return .output(cell.output(for: error))
    }

    private func shown(_ text: String) -> String { keepsTimes ? text : TimelessText.text(text) }
}

extension Output {
    /// The same without times and dates; a picture stays.
    var withoutTimes: Output {
        switch content {
        case .stream(let name, let text): Output(.stream(name: name, text: TimelessText.text(text)))
        case .result(let bundle, let metadata, let count):
            Output(.result(bundle.mapTexts(TimelessText.text), metadata: metadata, executionCount: count))
        case .display(let bundle, let metadata) where bundle.text(MIMEBundle.svg) == nil:
            .display(bundle.mapTexts(TimelessText.text), metadata: metadata)
        case .display, .error, .other: self
        }
    }
}
