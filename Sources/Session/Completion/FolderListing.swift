import Characters
import Language
import Glibc

/// Paths on the disk that start with what was typed.
enum FolderListing {
    /// Sorted; folders end with a slash. Hidden ones only where a dot was typed; none that a terminal could not show.
    static func paths(startingWith word: String) -> [String] {
        let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
        let start = word.dropFirst(folder.count)
        guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
        defer { closedir(stream) }
        var paths: [String] = []
        while let entry = readdir(stream), paths.count < 10_000 {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let isHidden = name.hasPrefix(".") && !start.hasPrefix(".")
            guard !isHidden, name != ".", name != "..", name.hasPrefix(start), name == ForeignText.line(name) else { continue }
            paths.append(folder + name + (isFolder(folder + name) ? "/" : ""))
        }
        return paths.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
