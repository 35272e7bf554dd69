import Glibc
import System

/// The system's file calls, each complete or thrown as a fact: interruptions and short writes never show.
enum Storage {
    /// Makes a folder of that name durably; false when there is something of that name already.
    static func makeFolder(_ path: String) throws(StorageError) -> Bool {
        guard mkdir(path, 0o777) == 0 else {
            if errno == EEXIST { return false }
            throw .cannot(.make, path: path, errno: errno)
        }
        do throws(StorageError) {
            try syncFolder(folder(of: path))
        } catch {
            rmdir(path)
            throw error
        }
        return true
    }

    /// The folder that a path's last name is in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a folder holds nothing.
    static func isEmptyFolder(_ path: String) throws(StorageError) -> Bool {
        guard access(path, R_OK) == 0 else { throw .cannot(.read, path: path, errno: errno) }
        return try names(in: path).isEmpty
    }

    /// Opens a file; with `O_CREAT` it gets the permissions of the user's umask.
    static func open(_ path: String, _ flags: Int32) throws(StorageError) -> Int32 {
        do throws(SystemError) {
            return try FileDescriptor.open(path, flags).number
        } catch {
            throw .cannot(flags & O_CREAT != 0 ? .make : .read, path: path, errno: error.code)
        }
    }

    /// Writes all the bytes and waits until they are on the disk.
    static func writeDurably(_ bytes: [UInt8], to descriptor: Int32, of path: String) throws(StorageError) {
        try write(bytes, to: descriptor, of: path)
        do throws(SystemError) {
            try FileDescriptor(descriptor).synchronize()
        } catch {
            throw .cannot(.write, path: path, errno: error.code)
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, of path: String) throws(StorageError) {
        do throws(SystemError) {
            try FileDescriptor(descriptor).write(bytes)
        } catch {
            throw .cannot(.write, path: path, errno: error.code)
        }
    }

    /// The most bytes that a results file may have: four times those of a million runs.
    static let largestFile = 4 << 30

    /// All the bytes of a file; nil when there is none.
    ///
    /// - Throws: `StorageError` also when it is no regular file, or has more than `limit` bytes.
    static func contents(of path: String, limit: Int = largestFile) throws(StorageError) -> [UInt8]? {
        for _ in 0..<4 {
            do throws(StorageError) {
                return try contentsAtOnce(of: path, limit)
            } catch .cannot(_, _, ESTALE) {
                // On NFS the name has come to another file since it was looked up.
            }
        }
        return try contentsAtOnce(of: path, limit)
    }

    private static func contentsAtOnce(of path: String, _ limit: Int) throws(StorageError) -> [UInt8]? {
        guard let descriptor = try openFile(path) else { return nil }
        defer { close(descriptor) }
        let size = try checkedSize(of: descriptor, path)
        guard size <= limit else { throw .tooLarge(path: path, bytes: size, limit: limit) }
        return try contents(of: descriptor, path)
    }

    /// The bytes of a file that has that many; nil for any other, and where there is none.
    static func contents(of path: String, size: Int) throws(StorageError) -> [UInt8]? {
        guard let descriptor = try openFile(path) else { return nil }
        defer { close(descriptor) }
        return try checkedSize(of: descriptor, path) == size ? try contents(of: descriptor, path) : nil
    }

    static func contents(of descriptor: Int32, _ path: String, from offset: Int = 0) throws(StorageError) -> [UInt8] {
        do throws(SystemError) {
            return try FileDescriptor(descriptor).read(from: offset)
        } catch {
            throw .cannot(.read, path: path, errno: error.code)
        }
    }

    /// Opens for reading, without waiting for whoever may write to a pipe; nil when there is nothing of that name.
    private static func openFile(_ path: String) throws(StorageError) -> Int32? {
        do throws(StorageError) {
            return try open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch .cannot(_, _, ENOENT) {
            return nil
        } catch .cannot(_, _, ENXIO) {
            throw .notAFile(path: path, found: "a socket or a device")
        }
    }

    /// How many bytes a regular file has.
    private static func checkedSize(of descriptor: Int32, _ path: String) throws(StorageError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannot(.read, path: path, errno: errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
        case S_IFDIR: throw .notAFile(path: path, found: "a folder")
        case S_IFIFO: throw .notAFile(path: path, found: "a pipe")
        default: throw .notAFile(path: path, found: "a device")
        }
    }

    /// The names in a folder, sorted; none when there is no such folder.
    ///
    /// - Parameter isOurs: whether it is a folder that sweepbook has made, and so no link to another.
    static func names(in path: String, isOurs: Bool = false) throws(StorageError) -> [String] {
        let descriptor: Int32
        do throws(StorageError) {
            descriptor = try open(path, O_RDONLY | O_DIRECTORY | (isOurs ? O_NOFOLLOW : 0))
        } catch .cannot(_, _, ENOENT) {
            return []
        }
        guard let folder = fdopendir(descriptor) else {
            defer { close(descriptor) }
            throw .cannot(.read, path: path, errno: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let name = try nextName(in: folder, path) {
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The next name in a folder; nil behind the last.
    private static func nextName(in folder: OpaquePointer, _ path: String) throws(StorageError) -> String? {
        errno = 0
        guard let entry = readdir(folder) else {
            if errno != 0 { throw .cannot(.read, path: path, errno: errno) }
            return nil
        }
        return withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// Writes a file aside, then gives it its name: whoever opens that name finds all of it or nothing.
    static func publish(_ bytes: [UInt8], as name: String, in folder: String) throws(StorageError) {
        let path = "\(folder)/\(name)"
        let aside = "\(folder)/\(AsideName())"
        do throws(StorageError) {
            try write(bytes, aside: aside, for: path)
            guard rename(aside, path) == 0 else { throw .cannot(.write, path: path, errno: errno) }
        } catch {
            unlink(aside)
            throw error
        }
        try syncFolder(folder)
    }

    /// The same, unless there is a file of that name: then it returns false.
    static func publishFirst(_ bytes: [UInt8], as name: String, in folder: String) throws(StorageError) -> Bool {
        let path = "\(folder)/\(name)"
        let aside = "\(folder)/\(AsideName())"
        defer { unlink(aside) }
        try write(bytes, aside: aside, for: path)
        guard try move(aside, to: path) else { return false }
        try syncFolder(folder)
        return true
    }

    private static func write(_ bytes: [UInt8], aside: String, for path: String) throws(StorageError) {
        let descriptor = try open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        defer { close(descriptor) }
        try writeDurably(bytes, to: descriptor, of: path)
    }

    /// Writes a file aside, to be synced and named later.
    static func draft(_ bytes: [UInt8], in folder: String) throws(StorageError) -> String {
        let aside = "\(folder)/\(AsideName())"
        let descriptor = try open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        defer { close(descriptor) }
        do throws(StorageError) {
            try write(bytes, to: descriptor, of: aside)
        } catch {
            unlink(aside)
            throw error
        }
        return aside
    }

    /// Waits until a file's bytes are on the disk, and gives it a name in its folder, which is yet to be synced.
    static func settle(_ draft: String, as path: String) throws(StorageError) {
        let descriptor = try open(draft, O_RDONLY | O_NOFOLLOW)
        defer { close(descriptor) }
        do throws(SystemError) {
            try FileDescriptor(descriptor).synchronize()
        } catch {
            throw .cannot(.write, path: path, errno: error.code)
        }
        guard rename(draft, path) == 0 else { throw .cannot(.write, path: path, errno: errno) }
    }

    /// Waits until a folder's list of names is on the disk, where its permissions and file system allow to.
    static func syncFolder(_ path: String) throws(StorageError) {
        let descriptor: Int32
        do throws(StorageError) {
            descriptor = try open(path, O_RDONLY | O_DIRECTORY)
        } catch .cannot(_, _, EACCES) {
            return
        }
        defer { close(descriptor) }
        do throws(SystemError) {
            try FileDescriptor(descriptor).synchronize()
        } catch where error.code != EINVAL {
            throw .cannot(.write, path: path, errno: error.code)
        } catch {
            // It can't be synced, and needs not be.
        }
    }
}
