import Characters
import Glibc
import Language

/// What the names in a folder are.
enum FolderNames {
    /// `; did you mean "input.txt"?`: the path in the folder of a missing one that is most like it; else nothing.
    static func advice(onMissing path: String) -> String {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let near = NearestWord.find(FileName.last(path), among: names(in: folder, startingWith: ""))
        return near.map { "; did you mean \"\(folder)\($0)\"?" } ?? ""
    }

    /// Sorted; hidden ones only where a dot starts them; none that a terminal could not show.
    static func names(in folder: String, startingWith start: Substring) -> [String] {
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
}
