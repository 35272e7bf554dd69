import CSystem
import Glibc

/// What the plain `rename` can't do, and NFS and some others can't either.
package enum FileRename {
    /// Gives a file a new name that no other file has.
    ///
    /// - Throws: `EEXIST` where another has it; see also ``isUnknown(_:)``.
    package static func exclusively(_ path: String, to target: String) throws(SystemError) {
        guard rename_exclusively(path, target) == 0 else { throw .last }
    }

    /// Gives each of two files the other's name.
    package static func exchanging(_ path: String, _ other: String) throws(SystemError) {
        guard rename_exchanging(path, other) == 0 else { throw .last }
    }

    /// Whether the reason is a file system that knows only the plain rename.
    package static func isUnknown(_ reason: SystemError) -> Bool {
        [EINVAL, ENOSYS, EOPNOTSUPP].contains(reason.code)
    }
}
