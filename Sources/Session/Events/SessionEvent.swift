import Characters
import Language
package import Notebook
package import Plots

/// What a door shows while commands run.
package enum SessionEvent: Sendable {
    /// Whole lines, without their ends.
    case lines([String])
    /// A text as it is: no line end is added.
    case text(String)
    /// The value of an expression that stands alone, as text.
    case value(String)
    /// A table: its lines as wide as the door shows them, and what a notebook keeps of it.
    case table([String], MIMEBundle)
    /// What `?name` shows: lines for a terminal, the same as a bundle for a front end's pager. A notebook keeps none of it.
    case page([String], MIMEBundle)
    /// A picture, to be drawn as the door can.
    case figure(Figure)
    /// Training goes into this results folder.
    case folder(String)
    /// How far training is; nil when it is over.
    case progress(ProgressText?)
    /// A sentence beside the results: something to know that is no error.
    case notice(String)
    /// An error that did not end the script.
    case failure(Diagnostic)
    /// That runs failed, which leaves their sweep a value: the script goes on, and a process's exit status tells of it.
    case shortfall(Diagnostic)
}

extension SessionEvent {
    /// Whether it is shown beside the results.
    var isAside: Bool {
        switch self {
        case .progress, .notice, .folder, .failure, .shortfall: true
        case .lines, .text, .value, .table, .page, .figure: false
        }
    }

    /// The event as it may be shown: nothing of foreign origin in its texts is obeyed by a terminal. A figure's texts are
    /// escaped where it is drawn, a diagnostic's where it is put into words.
    var escaped: SessionEvent {
        switch self {
        case .lines(let lines): .lines(lines.map(ForeignText.line))
        case .text(let text): .text(ForeignText.lines(text))
        case .value(let text): .value(ForeignText.line(text))
        case .table(let lines, let bundle): .table(lines.map(ForeignText.line), bundle.mapTexts(ForeignText.lines))
        case .page(let lines, let bundle): .page(lines.map(ForeignText.line), bundle.mapTexts(ForeignText.lines))
        case .notice(let sentence): .notice(ForeignText.line(sentence))
        case .figure, .folder, .progress, .failure, .shortfall: self
        }
    }
}

/// Shows an event; what it throws ends the command.
package typealias SessionEmitter = @Sendable (SessionEvent) async throws -> Void

/// Why a door can't show an event.
package protocol DoorError: Error {
    /// Whether nobody reads any more, as behind `| head`.
    var isReaderGone: Bool { get }
}

/// That a sweep was stopped because nobody reads its output any more.
package struct ReaderGone: Error {
    /// What is kept, where, and how to go on; nil when nothing is.
    package let kept: String?
}
