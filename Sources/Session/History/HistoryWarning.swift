import Glibc

/// Why lines of earlier sessions are missing, or those of this one are not kept.
package enum HistoryWarning: Error, Equatable {
    /// Neither XDG_STATE_HOME nor HOME names a folder.
    case noFolder
    /// The path exists and is not a file.
    case notAFile(path: String)
    /// The system refused; `code` is its errno.
    case cannotRead(path: String, code: Int32)
    case cannotWrite(path: String, code: Int32)

    /// One sentence for the user.
    package var message: String {
        switch self {
        case .noFolder:
            "the history is not kept: neither XDG_STATE_HOME nor HOME is set"
        case .notAFile(let path):
            "the history is not kept: \(path) is not a file"
        case .cannotRead(let path, let code):
            "the history of earlier sessions is missing: can't read \(path): \(String(cString: strerror(code)))"
        case .cannotWrite(let path, let code):
            "the history is not kept: can't write \(path): \(String(cString: strerror(code)))"
        }
    }
}
