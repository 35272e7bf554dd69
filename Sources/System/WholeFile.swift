import Glibc

/// Files that are read whole, and written whole or not at all.
///
///     try WholeFile.write(bytes, to: "runs.csv")
///
/// A file is written beside the old one, synced and given its name: whoever opens that name finds all of the old or all of
/// the new, whatever ends the process. A full disk leaves the old file. While it is written the new file has no name,
/// where the file system allows that, so that a kill can leave it behind only in the moment before the rename.
///
/// A link stays one, and what it leads to is replaced. A file keeps its owner and permissions, where the system allows it. A pipe, a device and an
/// open file such as `/dev/stdout` is written to as it is.
package enum WholeFile {
    /// What to do about a file that is there already.
    package enum Existing: Sendable { case replaced, kept }

    /// - Parameter limit: the most bytes that are wanted; one more is returned of a file that has more.
    package static func read(_ path: String, limit: Int = .max - 1) throws(FileError) -> [UInt8] {
        do throws(SystemError) {
            let file = try FileDescriptor.open(path, O_RDONLY)
            defer { file.close() }
            return try file.read(limit: limit)
        } catch {
            throw FileError(.read, path, error)
        }
    }

    /// - Parameters:
    ///   - existing: a file that is kept makes this throw `EEXIST`.
    ///   - isPrivate: whether a file that is new is for its owner alone.
    ///   - durably: wait until it is on the disk, so that it survives a crash of the machine too.
    package static func write(
        _ bytes: [UInt8], to path: String, existing: Existing = .replaced, isPrivate: Bool = false, durably: Bool = true
    ) throws(FileError) {
        do throws(SystemError) {
            switch FileTarget(path) {
            case .file(let target): try publish(bytes, at: target, existing, isPrivate ? 0o600 : 0o666, durably)
            case .device(let target): try write(bytes, to: .open(target, O_WRONLY | O_NOCTTY))
            case .descriptor(let number): try write(bytes, to: .copy(of: number))
            }
        } catch {
            throw FileError(.write, path, error)
        }
    }

    /// Whether there is a file that would be replaced.
    package static func replaces(_ path: String) -> Bool {
        guard case .file(let target) = FileTarget(path) else { return false }
        var status = stat()
        return stat(target, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The path of the file that a path leads to, past all links; the path itself for what is no file.
    package static func target(of path: String) -> String {
        if case .file(let target) = FileTarget(path) { target } else { path }
    }

    /// Whether there is a file that is not empty.
    package static func holdsText(_ path: String) -> Bool {
        replaces(path) && (try? read(path, limit: 1))?.isEmpty == false
    }

    /// Whether two paths lead to one file.
    package static func isSame(_ path: String, _ other: String) -> Bool {
        var one = stat(), two = stat()
        return stat(path, &one) == 0 && stat(other, &two) == 0 && (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)
    }

    private static func write(_ bytes: [UInt8], to file: FileDescriptor) throws(SystemError) {
        defer { file.close() }
        try file.write(bytes)
    }

    private static func publish(
        _ bytes: [UInt8], at target: String, _ existing: Existing, _ mode: mode_t, _ durably: Bool
    ) throws(SystemError) {
        let folder = FileTarget.folder(of: target)
        let new = try NewFile(in: folder, like: target, mode: mode)
        defer { new.file.close() }
        do throws(SystemError) {
            try new.file.write(bytes)
            if durably { try new.file.synchronize() }
            try new.takeName(target, existing)
        } catch {
            unlink(new.aside)
            throw error
        }
        guard durably, let list = try? FileDescriptor.open(folder, O_RDONLY | O_DIRECTORY) else { return }
        // Not every folder lets itself be synced.
        try? list.synchronize()
        list.close()
    }
}

/// Where a path leads to.
enum FileTarget {
    /// A file, a folder or nothing, by a path that is no link.
    case file(String)
    /// A pipe, a terminal, whatever can only be written to.
    case device(String)
    /// One of the process's open files.
    case descriptor(Int32)

    init(_ path: String) {
        var target = path
        for _ in 0..<Self.mostLinks {
            if let number = Self.descriptor(target) { self = .descriptor(number); return }
            guard let link = Self.link(target) else { break }
            target = link.hasPrefix("/") ? link : "\(Self.folder(of: target))/\(link)"
        }
        var status = stat()
        let isDevice = stat(target, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
        self = isDevice ? .device(target) : .file(target)
    }

    /// As many as the system follows.
    private static let mostLinks = 40

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Which of the process's open files a path stands for: `/dev/stdout`, `/dev/fd/5`. One that was redirected to a file
    /// goes on where that file's last output ended.
    private static func descriptor(_ path: String) -> Int32? {
        switch path {
        case "/dev/stdout": return STDOUT_FILENO
        case "/dev/stderr": return STDERR_FILENO
        default:
            let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix)
            return folder.flatMap { Int32(path.dropFirst($0.count)) }
        }
    }

    private static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension FileDescriptor {
    fileprivate static func copy(of number: Int32) throws(SystemError) -> FileDescriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .last }
        return FileDescriptor(copy)
    }
}

/// A file that is written before it gets its name.
private struct NewFile {
    let file: FileDescriptor
    /// The name that it has meanwhile, or would have.
    let aside: String
    private let isUnnamed: Bool

    /// - Parameter target: the file whose owner and permissions it gets, if there is one.
    init(in folder: String, like target: String, mode: mode_t) throws(SystemError) {
        var old = stat()
        let exists = stat(target, &old) == 0
        if !exists, errno != ENOENT { throw .last }
        if exists, old.st_mode & S_IFMT == S_IFDIR { throw SystemError(code: EISDIR) }
        if exists, access(target, W_OK) != 0 { throw .last }
        let mode = exists ? old.st_mode & 0o7777 : mode
        let random = String(UInt64.random(in: .min ... .max), radix: 16)
        aside = "\(folder)/.sweepbook.\(random).new"
        let unnamed = access(Self.ownFiles, X_OK) == 0
            ? try? FileDescriptor.open(folder, Self.unnamedFile | O_WRONLY, mode: mode) : nil
        isUnnamed = unnamed != nil
        file = if let unnamed { unnamed } else {
            try .open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
        }
        guard exists else { return }
        // Who may not give a file away may still give it to its group.
        if fchown(file.number, old.st_uid, old.st_gid) != 0 { fchown(file.number, uid_t.max, old.st_gid) }
        fchmod(file.number, mode)
    }

    /// `O_TMPFILE`, which Glibc shows only to C programs that ask for it.
    private static let unnamedFile = 0o20_000_000 | O_DIRECTORY

    /// Through which an unnamed file gets a name; missing where there is no `/proc`.
    private static let ownFiles = "/proc/self/fd"

    /// - Throws: `EEXIST` where a file is to be kept.
    func takeName(_ target: String, _ existing: WholeFile.Existing) throws(SystemError) {
        if isUnnamed {
            let name = existing == .kept ? target : aside
            guard linkat(AT_FDCWD, "\(Self.ownFiles)/\(file.number)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else { throw .last }
            if existing == .kept { return }
        }
        switch existing {
        case .replaced:
            guard rename(aside, target) == 0 else { throw .last }
        case .kept:
            do throws(SystemError) {
                try FileRename.exclusively(aside, to: target)
            } catch where FileRename.isUnknown(error) {
                guard link(aside, target) == 0 else { throw .last }
                unlink(aside)
            }
        }
    }
}
