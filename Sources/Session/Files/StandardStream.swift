import Glibc

/// `-`, which stands for standard input where a file is read and for standard output where one is written. A file of that name
/// is `./-`.
enum StandardStream {
    static let name = "-"
    /// Why a results folder can't be read from it.
    static let holdsNoFolder = SessionError.failed("results are read from a folder, not from standard input; one called - is ./-")

    /// All of standard input.
    ///
    /// - Throws: `ScriptFile.Unreadable`; also when it is the terminal at which commands are typed.
    static func input() throws(ScriptFile.Unreadable) -> [UInt8] {
        guard isatty(STDIN_FILENO) == 0 else {
            throw ScriptFile.Unreadable(path: name, reason: "standard input is a terminal; pipe a file into it, or name one")
        }
        return try ScriptFile.contents(of: STDIN_FILENO, name)
    }
}
