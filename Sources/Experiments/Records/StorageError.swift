import Glibc

/// Why results can't be kept where they should be.
package enum StorageError: Error, Hashable, Sendable {
    package enum Action: String, Sendable {
        case make, write, read, lock
    }

    /// The system refused, for the reason in `errno`.
    case cannot(Action, path: String, errno: Int32)
    /// A folder that was to be new holds something.
    case notEmpty(path: String)
    /// There is something of that name that is no folder.
    case notAFolder(path: String)
}

extension StorageError: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .cannot(let action, let path, let errno):
            "cannot \(action) \(path): \(String(cString: strerror(errno)))"
        case .notEmpty(let path):
            "the folder \(path) exists and is not empty; name a new or an empty one"
        case .notAFolder(let path):
            "\(path) exists and is not a folder; name a new or an empty one"
        }
    }
}
