import Glibc

/// A text file that the user has named.
package enum UserFile {
    /// Why a file can't be written.
    package struct Unwritable: Error, CustomStringConvertible {
        package let path: String
        package let reason: String
        package var description: String { "cannot write \"\(path)\": \(reason)" }
    }

    /// Writes lines, in the place of whatever the file held.
    package static func write(_ lines: [String], to path: String) throws(Unwritable) {
        guard let file = fopen(path, "we") else { throw Unwritable(path: path, reason: reason()) }
        var isWritten = true
        for line in lines where isWritten { isWritten = fputs(line, file) >= 0 && fputc(10, file) >= 0 }
        let failure = isWritten ? "" : reason()
        guard fclose(file) == 0 else { throw Unwritable(path: path, reason: isWritten ? reason() : failure) }
        if !isWritten { throw Unwritable(path: path, reason: failure) }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
