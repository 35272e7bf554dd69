internal import Glibc
import Session
import System

/// An editor at one terminal: keys and signals in, the prompt and the text out.
///
/// What a signal calls for is done between two keys, when the display is known, and never in a handler.
final class TerminalEditor: EditingTerminal {
    private let capabilities: TerminalCapabilities
    private let notices: NoticeBoard
    private var keyboard: Keyboard
    private var prompt = Prompt("")
    private var display = EditedDisplay(size: TerminalCapabilities.size())
    private var view = EditedView(text: EditedText())
    private lazy var entry = EntryEditor(
        keys: configuration.keys, history: history, terminal: self, isComplete: isComplete, complete: complete)
    private let configuration: EditorConfiguration
    private let history: EntryHistory
    private let isComplete: CompletenessCheck
    private let complete: Completer

    /// Rows of candidates shown at most, however high the terminal.
    private static let mostListedRows = 20

    /// Nil when the user's configuration leaves the keys to the terminal.
    init?(
        capabilities: TerminalCapabilities, history: EntryHistory, notices: NoticeBoard,
        isComplete: @escaping CompletenessCheck, complete: @escaping Completer
    ) {
        configuration = EditorConfiguration(environment: .process)
        guard configuration.isEnabled else { return nil }
        self.capabilities = capabilities
        self.history = history
        self.notices = notices
        self.isComplete = isComplete
        self.complete = complete
        keyboard = Keyboard(encoding: capabilities.encoding)
        keyboard.decoder.style = configuration.style
    }

    func readLine(_ prompt: Prompt) -> LineEditor.Outcome {
        self.prompt = prompt
        view = EditedView(text: EditedText())
        display.forget(size: TerminalCapabilities.size())
        return EditorEvents.receiving([SIGINT, SIGWINCH, SIGTSTP, SIGCONT]) {
            // Before the prompt: what is typed in between would be echoed.
            TerminalState.editing { read() }
        }
    }

    private func read() -> LineEditor.Outcome {
        do throws(EditingEnd) {
            let text = try entry.edit()
            leave("\n")
            return .entry(text)
        } catch {
            switch error {
            case .interrupted:
                leave("^C\n")
                return .interrupted
            case .endOfInput:
                leave("\n")
                return .endOfInput
            }
        }
    }

    /// Goes behind the end of the text.
    private func leave(_ ending: String) {
        var text = entry.text
        text.cursor = text.scalars.count
        view = EditedView(text: text)
        draw(ending)
    }

    // MARK: Keys and events

    func nextKey(_ view: EditedView) throws(EditingEnd) -> KeyDecoder.Key {
        self.view = view
        while true {
            switch keyboard.next(beforeWaiting: { draw() }) {
            case .key(let key): return key
            case .end: throw .endOfInput
            case .events(let events):
                if events.contains(.interrupt) {
                    keyboard.decoder.reset()
                    throw .interrupted
                }
                handle(events)
            }
        }
    }

    private func handle(_ events: Set<EditorEvents.Event>) {
        if events.contains(.resume) {
            // The process was stopped by SIGSTOP, and the terminal may have been changed since.
            TerminalState.beginEditing()
            StandardOutput.write(EditedDisplay.clearingRow)
            display.forget(size: TerminalCapabilities.size())
        }
        if events.contains(.suspend) { suspend() }
        if events.contains(.resize) { redraw() }
        if events.contains(.notice) { printAbove(notices.take()) }
    }

    /// Ctrl-Z: leaves the terminal as commands expect it, stops, and draws the line when it continues.
    private func suspend() {
        let shown = view
        leave("\n")
        TerminalState.endEditing()
        Signals.stopProcess()
        TerminalState.beginEditing()
        view = shown
        display.forget(size: TerminalCapabilities.size())
    }

    // MARK: The display

    private func draw(_ ending: String = "") {
        let rows = EditedRows(
            prompt: prompt, view, columns: display.size.columns, encoding: capabilities.encoding,
            colors: capabilities.colorsOutput)
        StandardOutput.write(display.draw(rows) + ending)
    }

    func redraw() {
        StandardOutput.write(display.clear(TerminalCapabilities.size()))
    }

    func clearScreen() {
        StandardOutput.write("\u{1B}[H\u{1B}[2J")
        display.forget(size: TerminalCapabilities.size())
    }

    func beep() { StandardOutput.write("\u{7}") }

    func post(_ notice: String) { printAbove([notice]) }

    func list(_ candidates: [CompletionCandidate]) {
        let size = TerminalCapabilities.size()
        let listing = CompletionListing(
            columns: size.columns, maximumRows: min(Self.mostListedRows, size.rows - 3),
            encoding: capabilities.encoding)
        printAbove(listing.lines(candidates))
    }

    /// Shows lines where the prompt is; the prompt and the text come below them.
    private func printAbove(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        StandardOutput.write(display.clear(TerminalCapabilities.size()) + lines.map { $0 + "\n" }.joined())
    }
}
