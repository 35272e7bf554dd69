internal import CEditLine
internal import Glibc

/// libedit's editor for one terminal: the keys' functions, the history it searches, and what its display needs.
///
/// libedit takes its characters from this type, which waits for the keyboard and for signals together. So whatever a
/// signal calls for happens between two keys, when the display is known, and never in a handler.
final class EditLineDriver {
    let editLine: OpaquePointer
    let capabilities: TerminalCapabilities
    let history: History
    let notices: NoticeBoard
    let isComplete: LineEditor.CompletenessCheck
    let complete: LineEditor.Completer

    var keyboard: Keyboard
    var prompt = Prompt("")
    var recall = HistoryRecall()
    /// Whether a search has been begun since the history was last walked.
    var hasSearched = false
    /// Pasted text on its way to the function that inserts it.
    var pasted = ""
    /// Where the display ended when the read was interrupted; nil while it has not been.
    var interruption: DisplayEnd?
    /// Scalars libedit's buffers hold without growing.
    var reserved = 0

    private let searchable: OpaquePointer
    private var isClosed = false
    /// What libedit keeps pointers to.
    private var names: [UnsafeMutablePointer<wchar_t>] = []
    private var shownPrompt = WideText.copy("")

    /// Both sides of an escape sequence in a prompt carry it.
    private static let promptMark: Unicode.Scalar = "\u{1}"
    /// The name under which `~/.editrc` may address this program alone.
    private static let programName = "sweepbook"
    /// Scalars libedit's buffers hold from the start.
    private static let reserve = 1 << 16
    /// Scalars of the longest entry that is searched: libedit's search takes time with the square of it.
    private static let longestSearchedEntry = 2048

    /// Nil when libedit can't drive the terminal, which is then as it was.
    init?(
        capabilities: TerminalCapabilities, history: History, notices: NoticeBoard,
        isComplete: @escaping LineEditor.CompletenessCheck, complete: @escaping LineEditor.Completer
    ) {
        _ = TerminalState.remember
        guard let editLine = Self.makeEditLine() else { return nil }
        guard let searchable = history_winit() else {
            el_end(editLine)
            return nil
        }
        self.editLine = editLine
        self.searchable = searchable
        self.capabilities = capabilities
        self.history = history
        self.notices = notices
        self.isComplete = isComplete
        self.complete = complete
        keyboard = Keyboard(encoding: capabilities.encoding)
        connect()
        names = EditLineCommands.install(in: editLine)
        keyboard.decoder.style = EditLineConfiguration(environment: .process).apply(to: editLine)
        guard editline_is_enabled(editLine) != 0 else {
            close()
            return nil
        }
    }

    deinit {
        close()
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        el_end(editLine)
        history_wend(searchable)
        names.forEach { $0.deallocate() }
        shownPrompt.deallocate()
    }

    /// libedit on the standard streams; nil for a terminal whose sequences are not ECMA-48's.
    ///
    /// A terminal it does not know, it complains about to its error stream, which is therefore given only then. One that
    /// calls itself a kind of xterm is taken for an xterm: its description is often missing on other machines.
    private static func makeEditLine() -> OpaquePointer? {
        guard let nowhere = fopen("/dev/null", "w") else { return nil }
        defer { fclose(nowhere) }
        guard let editLine = editline_open(programName, nowhere) else { return nil }
        if !canDraw(editLine), Environment.process["TERM"]?.hasPrefix("xterm") == true {
            editline_take_for_xterm(editLine)
        }
        guard canDraw(editLine) else {
            el_end(editLine)
            return nil
        }
        editline_complain_to_stderr(editLine)
        return editLine
    }

    private static func canDraw(_ editLine: OpaquePointer) -> Bool {
        guard let clearing = editline_capability(editLine, "ce"), let up = editline_capability(editLine, "up") else {
            return false
        }
        return String(cString: clearing).hasPrefix("\u{1B}[") && up.pointee != 0
    }

    private func connect() {
        editline_set_owner(editLine, Unmanaged.passUnretained(self).toOpaque())
        editline_set_prompt(editLine, { EditLineDriver.of($0).shownPrompt }, wchar_t(Self.promptMark.value))
        editline_set_reader(editLine) { editLine, character in
            guard let scalar = EditLineDriver.of(editLine).nextCharacter() else { return 0 }
            character?.pointee = wchar_t(bitPattern: scalar.value)
            return 1
        }
        editline_history_set_size(searchable, Int32.max)
        editline_set_history(editLine, searchable)
        history.entries.forEach(enter)
        // Its search keeps a pointer into its buffer, and would write through it after the buffer had moved.
        el_winsertstr(editLine, WideText.array(String(repeating: " ", count: Self.reserve)))
        reserved = Self.reserve
    }

    /// The driver an editor belongs to, for libedit's callbacks, all of which run during `readLine` or `init`.
    static func of(_ editLine: OpaquePointer?) -> EditLineDriver {
        guard let editLine, let owner = editline_owner(editLine) else {
            fatalError("an editor without its driver")
        }
        return Unmanaged<EditLineDriver>.fromOpaque(owner).takeUnretainedValue()
    }

    /// Makes an entry known to libedit's searches, unless it is too long for them.
    func enter(_ entry: String) {
        let wide = WideText.array(entry)
        if wide.count <= Self.longestSearchedEntry { editline_history_enter(searchable, wide) }
    }

    func readLine(_ prompt: Prompt) -> LineEditor.Outcome {
        self.prompt = prompt
        shownPrompt.deallocate()
        shownPrompt = WideText.copy(
            prompt.marked(Self.promptMark, colors: capabilities.colorsOutput, encoding: capabilities.encoding))
        recall = HistoryRecall()
        hasSearched = false
        pasted = ""
        interruption = nil
        return EditorEvents.receiving([SIGINT, SIGWINCH, SIGTSTP, SIGCONT]) {
            // Before the prompt: libedit would do it after, and what is typed in between would be echoed.
            editline_prepare_terminal(editLine, 1)
            return TerminalState.guarding { read() }
        }
    }

    private func read() -> LineEditor.Outcome {
        var count: Int32 = 0
        let line = el_wgets(editLine, &count)
        if let interruption {
            // libedit has gone below the text itself where the key was awaited by one of its functions.
            StandardOutput.write(count < 0 ? interruption.goingThere + "^C\n" : "^C\n")
            return .interrupted
        }
        guard let line, count > 0 else {
            StandardOutput.write("\n")
            return .endOfInput
        }
        return .entry(EditedLine(scalars: WideText.scalars(line, count: Int(count) - 1), cursor: 0).text)
    }

    var line: EditedLine {
        guard let span = el_wline(editLine)?.pointee,
            let start = span.buffer, let end = span.lastchar, let cursor = span.cursor
        else { return EditedLine(scalars: [], cursor: 0) }
        let before = WideText.scalars(start, count: min(cursor, end) - start)
        let after = WideText.scalars(min(cursor, end), count: end - min(cursor, end))
        return EditedLine(scalars: before + after, cursor: before.count)
    }
}
