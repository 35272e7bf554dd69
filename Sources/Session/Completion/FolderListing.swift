import Characters
import Experiments
import Glibc
import Language

/// Paths on the disk that start with what was typed.
enum FolderListing {
    /// Sorted; folders end with a slash. Hidden ones only where a dot was typed; none that a terminal could not show.
    static func paths(startingWith word: String, _ kind: PathKind) -> [String] {
        if word == "~" { return ["~/"] }
        let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
        let paths = names(in: folder, startingWith: word.dropFirst(folder.count)).map { name in
            folder + name + (isFolder(folder + name) ? "/" : "")
        }
        let folders = paths.filter { $0.hasSuffix("/") }
        switch kind {
        case .folders: return folders
        case .results:
            let results = folders.filter { access(HomePath.expanded($0 + ResultsTree.manifestName), F_OK) == 0 }
            return results + folders.filter { !results.contains($0) }
        case .files(let endings):
            let wanted = paths.filter { path in endings.contains { path.hasSuffix($0) } }
            return wanted.isEmpty ? paths : wanted + folders
        }
    }

    /// `; did you mean "input.txt"?`: the path in the folder of a missing one that is most like it; else nothing.
    static func advice(onMissing path: String) -> String {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let near = NearestWord.find(FileName.last(path), among: names(in: folder, startingWith: ""))
        return near.map { "; did you mean \"\(folder)\($0)\"?" } ?? ""
    }

    private static func names(in folder: String, startingWith start: Substring) -> [String] {
        guard let stream = opendir(folder.isEmpty ? "." : HomePath.expanded(folder)) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream), names.count < 10_000 {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let isHidden = name.hasPrefix(".") && !start.hasPrefix(".")
            guard !isHidden, name != ".", name != "..", name.hasPrefix(start), name == ForeignText.line(name) else { continue }
            names.append(name)
        }
        return names.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(HomePath.expanded(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
