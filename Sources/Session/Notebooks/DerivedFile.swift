import Notebook

/// A file made from another.
struct DerivedFile {
    /// That a file is there already which says something else.
    struct Occupied: Error, CustomStringConvertible {
        let path: String
        var description: String { "\"\(path)\" is there already and has another content; choose another name with --out" }
    }

    let path: String
    /// Whether the user named it.
    let isChosen: Bool

    /// Writes the file and shows its name, or shows the bytes for `-`.
    ///
    /// - Parameter replacing: whether a file that nobody named may take the place of another.
    /// - Throws: `Occupied` or `NotebookFile.Failure`.
    func write(_ bytes: [UInt8], replacing: Bool, _ emit: SessionEmitter) async throws {
        if path == "-" { return try await emit(.text(String(decoding: bytes, as: UTF8.self))) }
        if !replacing, !isChosen, let old = try? NotebookFile.read(path), old != bytes { throw Occupied(path: path) }
        try NotebookFile.publish(bytes, at: path)
        try await emit(.lines(["wrote \(path)"]))
    }
}

/// Names of files.
enum FileName {
    /// The path without what stands behind the last dot of its name.
    static func withoutExtension(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), path.lastIndex(of: "/").map({ $0 < dot }) ?? true, dot > path.startIndex else {
            return path
        }
        return String(path[..<dot])
    }

    static func last(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
