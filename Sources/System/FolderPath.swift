import Glibc

/// Folders by their paths.
package enum FolderPath {
    /// Makes a folder and those that lead to it, as far as they are missing.
    package static func make(_ path: String, mode: UInt32 = 0o777) throws(FileError) {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            folder += "/" + part
            if mkdir(folder, mode) != 0, errno != EEXIST, access(folder, F_OK) != 0 { throw FileError(.write, folder, .last) }
        }
    }
}
