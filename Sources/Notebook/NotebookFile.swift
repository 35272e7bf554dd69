import Formats
import Glibc

/// Notebooks on disk: read whole, and written whole or not at all.
package enum NotebookFile {
    /// Why a file can't be read or written, by the system's `errno`.
    package struct Failure: Error, Equatable, Sendable {
        package enum Deed: String, Sendable { case read, write }
        package let deed: Deed
        package let path: String
        package let errno: Int32
    }

    /// The bytes of a file, one more than a notebook may have at most.
    ///
    /// - Throws: `Failure`
    package static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = try open(path, O_RDONLY, for: .read, path)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= JSONReader.sizeLimit {
            let count = Glibc.read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(deed: .read, path: path, errno: errno) }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return bytes
    }

    /// Writes a file aside, then gives it its name: whoever opens that name finds all of the old or all of the new.
    /// A link stays one, and a file that is there keeps its permissions. What is no file, a pipe or a device, is
    /// written to as it is.
    ///
    /// - Parameter durably: wait until it is on the disk, so that it survives a crash of the machine too.
    /// - Throws: `Failure`; the file that was there is untouched then.
    package static func publish(_ bytes: [UInt8], at path: String, durably: Bool = true) throws(Failure) {
        let target = resolved(path)
        if isDevice(target) { return try write(bytes, to: target, like: target, path, durably: false) }
        let (folder, name) = split(target)
        let aside = "\(folder).\(name).new"
        do throws(Failure) {
            try write(bytes, to: aside, like: target, path, durably: durably)
            guard rename(aside, target) == 0 else { throw Failure(deed: .write, path: path, errno: errno) }
        } catch {
            unlink(aside)
            throw error
        }
        if durably { sync(folder: folder) }
    }

    private static func write(
        _ bytes: [UInt8], to aside: String, like target: String, _ path: String, durably: Bool
    ) throws(Failure) {
        let descriptor = try open(aside, O_WRONLY | O_CREAT | O_TRUNC, for: .write, path)
        defer { close(descriptor) }
        var status = stat()
        if aside != target, stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(deed: .write, path: path, errno: errno) }
            rest = rest.dropFirst(count)
        }
        guard !durably || fsync(descriptor) == 0 else { throw Failure(deed: .write, path: path, errno: errno) }
    }

    /// Whether something is there that is neither a file nor a folder.
    private static func isDevice(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    private static func open(
        _ file: String, _ flags: Int32, for deed: Failure.Deed, _ path: String
    ) throws(Failure) -> Int32 {
        while true {
            let descriptor = Glibc.open(file, flags | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return descriptor }
            guard errno == EINTR else { throw Failure(deed: deed, path: path, errno: errno) }
        }
    }

    /// Where a link leads to, if the path is one.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The folder with its last `/`, or nothing, and the name in it.
    private static func split(_ path: String) -> (folder: String, name: String) {
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:)) ?? path.startIndex
        return (String(path[..<start]), String(path[start...]))
    }

    /// Waits until the folder's list of names is on the disk, where its permissions and file system allow to.
    private static func sync(folder: String) {
        let descriptor = Glibc.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension NotebookFile.Failure: CustomStringConvertible {
    /// `cannot read "study.ipynb": No such file or directory`
    package var description: String {
        "cannot \(deed.rawValue) \"\(path)\": \(String(cString: strerror(errno)))"
    }
}
