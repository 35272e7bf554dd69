import Glibc
import System

/// A folder that takes everything a verified notebook writes, and leaves nothing behind. A file lies in it under its own
/// absolute path: `/data/runs.csv` as `/tmp/sweepbook-XXXXXX/data/runs.csv`.
package struct ScratchFolder: Sendable {
    /// That the folder can't be made or gone to, for the reason in `errno`.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let errno: Int32
        var description: String { "cannot work in \"\(path)\": \(String(cString: strerror(errno)))" }
    }

    package let path: String
    /// The folder that the process was in when it was made, which relative names start from.
    let home: String

    /// - Throws: `Failure`
    package init() throws {
        home = Self.workingFolder
        let parent = Self.absolute(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp", from: home)
        var template = Array("\(parent)/sweepbook-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(path: parent, errno: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static var workingFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// Makes the home folder's place in it the process's own folder.
    ///
    /// - Throws: `Failure`
    func enter() throws(Failure) {
        makeFolders("\(path)\(home)")
        guard chdir("\(path)\(home)") == 0 else { throw Failure(path: path, errno: errno) }
    }

    /// Goes back to where the process was, and removes the folder.
    func leave() {
        if chdir(home) != 0 { _ = chdir("/") }
        remove()
    }

    package func remove() { Self.remove(path) }

    // MARK: - Paths
    /// Where a file lies outside, without `.` and `..`.
    func absolute(_ path: String) -> String { Self.absolute(path, from: home) }

    private static func absolute(_ path: String, from folder: String) -> String {
        var names: [Substring] = []
        for name in (path.hasPrefix("/") ? path : "\(folder)/\(path)").split(separator: "/") where name != "." {
            if name == ".." { _ = names.popLast() } else { names.append(name) }
        }
        return "/" + names.joined(separator: "/")
    }

    func holds(_ path: String) -> Bool { path == self.path || path.hasPrefix(self.path + "/") }

    /// Where a file lies in here.
    func place(of path: String) -> String { holds(path) ? path : self.path + absolute(path) }

    /// Where a file is written in here, with the folders above it that there are outside.
    func output(_ path: String) -> String {
        let place = place(of: path)
        if Self.isFolder(FileName.folder(String(place.dropFirst(self.path.count)))) { makeFolders(FileName.folder(place)) }
        return place
    }

    private func makeFolders(_ path: String) {
        guard path != self.path, holds(path), mkdir(path, 0o777) != 0, errno == ENOENT else { return }
        makeFolders(FileName.folder(path))
        mkdir(path, 0o777)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// A text in which files are named alike from wherever a notebook was run: those in here by their own paths, those at home
    /// and in the notebook's folder without it.
    func named(asOutside text: String, beside folder: String) -> String {
        [absolute(folder), home, folder].reduce(text.replacing("\(path)/", with: "/")) { text, folder in
            ["/", "."].contains(folder) ? text : text.replacing("\(folder)/", with: "")
        }
    }

    // MARK: - Copies
    /// Copies a folder in, unless it is here, so that it can be changed.
    ///
    /// - Throws: `FileError`
    func copy(_ folder: String) throws(FileError) -> String {
        let copy = output(folder)
        if copy == folder || mkdir(copy, 0o777) != 0 { return copy }
        try Self.copy(absolute(folder), to: copy)
        return copy
    }

    private static func copy(_ folder: String, to copy: String) throws(FileError) {
        for name in names(in: folder) {
            let (from, to) = ("\(folder)/\(name)", "\(copy)/\(name)")
            if isFolder(from) {
                mkdir(to, 0o777)
                try Self.copy(from, to: to)
            } else {
                try WholeFile.write(try WholeFile.read(from), to: to, durably: false)
            }
        }
    }

    private static func remove(_ path: String) {
        for name in names(in: path) where unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        rmdir(path)
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
