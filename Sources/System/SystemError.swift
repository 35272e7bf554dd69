import Glibc

/// What the system gave as its reason to refuse a call: an `errno`.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    package let code: Int32

    package init(code: Int32) {
        self.code = code
    }

    /// That of the call that failed last on this thread.
    package static var last: SystemError { SystemError(code: errno) }

    /// `No space left on device`
    package var description: String { String(cString: strerror(code)) }
}

/// Why a file can't be read or written.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Action: String, Sendable { case read, write }

    package let action: Action
    package let path: String
    package let reason: SystemError

    package init(_ action: Action, _ path: String, _ reason: SystemError) {
        self.action = action
        self.path = path
        self.reason = reason
    }

    /// Whether the path named a file that was to be kept.
    package var isOfExistingFile: Bool { action == .write && reason.code == EEXIST }

    /// `cannot write "runs.csv": No space left on device`
    package var description: String { "cannot \(action.rawValue) \"\(path)\": \(reason)" }
}
