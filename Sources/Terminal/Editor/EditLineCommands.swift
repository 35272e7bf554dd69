internal import CEditLine
internal import Glibc

/// The functions libedit gets besides its own, by the names `~/.editrc` can bind them under.
enum EditLineCommands {
    private struct Command {
        let name: String
        let help: String
        let function: EditLineCommand
    }

    private static let commands: [Command] = [
        Command(name: "accept-or-break-line", help: "Run the text, or break the line of an unfinished one") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).accept())
        },
        Command(name: "accept-or-break-last-line", help: "The same, from vi's command mode") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).acceptFromEnd())
        },
        Command(name: "break-line", help: "Break the line, even of a finished text") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).breakLine())
        },
        Command(name: "insert-paste", help: "Insert the pasted text") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).insertPasted())
        },
        Command(name: "up-line-or-history", help: "Up a line, or to the previous entry") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).up())
        },
        Command(name: "down-line-or-history", help: "Down a line, or to the next entry") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).down())
        },
        Command(name: "line-start", help: "To the start of the line") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).toLineStart())
        },
        Command(name: "line-end", help: "To the end of the line") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).toLineEnd())
        },
        // Two names that configurations written for other programs bind Tab to.
        Command(name: "rl_complete", help: "Complete the word") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).completeWord())
        },
        Command(name: "ed-complete", help: "Complete the word") { editLine, _ in
            UInt8(EditLineDriver.of(editLine).completeWord())
        },
    ]

    /// Adds the functions to an editor.
    ///
    /// - Returns: the names and help texts it keeps pointers to, to be deallocated after it has ended.
    static func install(in editLine: OpaquePointer) -> [UnsafeMutablePointer<wchar_t>] {
        commands.flatMap { command in
            let name = WideText.copy(command.name), help = WideText.copy(command.help)
            editline_add_command(editLine, name, help, command.function)
            return [name, help]
        }
    }

    /// The functions of the private keys.
    static func name(of key: EditorKey) -> String {
        switch key {
        case .up: "up-line-or-history"
        case .down: "down-line-or-history"
        case .left: "ed-prev-char"
        case .right: "ed-next-char"
        case .lineStart: "line-start"
        case .lineEnd: "line-end"
        case .wordLeft: "ed-prev-word"
        case .wordRight: "em-next-word"
        case .delete: "ed-delete-next-char"
        case .deleteWord: "em-delete-next-word"
        case .newline: "break-line"
        case .paste: "insert-paste"
        case .accept: "ed-newline"
        case .setMark: "em-set-mark"
        case .append: "vi-add-at-eol"
        }
    }
}
