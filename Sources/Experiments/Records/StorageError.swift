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
    /// There is a folder, a pipe or the like where a file should be.
    case notAFile(path: String, found: String)
    /// A file has more bytes than are ever written there.
    case tooLarge(path: String, bytes: Int, limit: Int)
    /// A file in the folder would have a longer name, or path, than the system allows.
    case tooLong(folder: String, bytes: Int, limit: Int)
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
        case .notAFile(let path, let found):
            "cannot read \(path): found \(found), expected a file"
        case .tooLarge(let path, let bytes, let limit):
            "cannot read \(path): found \(bytes) bytes, expected at most \(limit)"
        case .tooLong(let folder, let bytes, let limit):
            "a file in \(folder) would have a name of \(bytes) bytes, and at most \(limit) are possible there; choose another folder"
        }
    }
}
