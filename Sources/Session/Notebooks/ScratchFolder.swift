import Glibc

/// A folder to work in that leaves nothing behind: until it is removed it is the process's own folder.
struct ScratchFolder {
    /// That the folder can't be made or gone to, for the reason in `errno`.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let errno: Int32
        var description: String { "cannot work in \"\(path)\": \(String(cString: strerror(errno)))" }
    }

    private let path: String
    /// The process's own folder before.
    let home: String

    /// - Throws: `Failure`
    init() throws(Failure) {
        home = Self.workingFolder
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/sweepbook-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(path: parent, errno: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard chdir(path) == 0 else { throw Failure(path: path, errno: errno) }
    }

    private static var workingFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// Goes back to where the process was, and removes the folder and all in it.
    func remove() {
        if chdir(home) != 0 { _ = chdir("/") }
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        closedir(folder)
        rmdir(path)
    }
}
