import Experiments
import Glibc

/// Paths on the disk that start with what was typed.
enum FolderListing {
    /// Sorted; folders end with a slash. Hidden ones only where a dot was typed; none that a terminal could not show.
    static func paths(startingWith word: String, _ kind: PathKind) -> [String] {
        if word == "~" { return ["~/"] }
        let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
        let paths = FolderNames.names(in: folder, startingWith: word.dropFirst(folder.count)).map { name in
            folder + name + (isFolder(folder + name) ? "/" : "")
        }
        let folders = paths.filter { $0.hasSuffix("/") }
        switch kind {
        case .folders: return folders
        case .results: return resultsFirst(folders)
        case .models: return paths.filter { $0.hasSuffix(ModelFile.fileExtension) } + resultsFirst(folders)
        case .files(let endings):
            let wanted = paths.filter { path in endings.contains { path.hasSuffix($0) } }
            return wanted.isEmpty ? paths : wanted + folders
        }
    }

    private static func resultsFirst(_ folders: [String]) -> [String] {
        let results = folders.filter { access(HomePath.expanded($0 + ResultsTree.manifestName), F_OK) == 0 }
        return results + folders.filter { !results.contains($0) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(HomePath.expanded(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
