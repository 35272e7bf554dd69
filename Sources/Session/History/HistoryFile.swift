import Glibc
import System

/// The history's file: one entry a line, readable by its owner alone.
///
/// Several sessions may append at once. Each append opens the file, locks it and writes one line in one call;
/// when the file has been replaced since it was opened, it is opened again. The file is only ever replaced
/// as a whole, by a new one renamed over it under the same lock, which is held for no longer than that takes.
struct HistoryFile {
    let path: String

    /// Bytes read from a file's end at most.
    static let mostBytes = 16 << 20
    /// How often a lock held by another session is tried, and the microseconds in between.
    private static let lockAttempts = 500
    private static let lockPause: UInt32 = 2_000

    /// The lines, oldest first, without what precedes the last 16 MiB.
    ///
    /// - Throws: `HistoryWarning`. A file that does not exist yet has no lines.
    func lines() throws(HistoryWarning) -> [ArraySlice<UInt8>] {
        try withFile { file throws(HistoryWarning) in
            let (bytes, offset) = try end(of: file)
            return Self.lines(bytes[...], from: offset)
        } ?? []
    }

    /// What `body` makes of the file, opened for reading; nil where there is none.
    private func withFile<Value>(_ body: (Int32) throws(HistoryWarning) -> Value) throws(HistoryWarning) -> Value? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if file < 0 {
            if errno == ENOENT { return nil }
            throw .cannotRead(path: path, code: errno)
        }
        defer { close(file) }
        return try body(file)
    }

    /// A file's last 16 MiB, and where they start.
    private func end(of file: Int32) throws(HistoryWarning) -> (bytes: [UInt8], offset: Int) {
        let offset = max(0, try size(file) - Self.mostBytes)
        return (try bytes(file, from: offset), offset)
    }

    /// The lines of a file's bytes from an offset on, but for one that started before.
    private static func lines(_ bytes: ArraySlice<UInt8>, from offset: Int) -> [ArraySlice<UInt8>] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        return offset == 0 ? lines : Array(lines.dropFirst())
    }

    /// Adds one line.
    ///
    /// - Throws: `HistoryWarning`.
    func append(_ line: String) throws(HistoryWarning) {
        try createFolder()
        let file = try openLocked()
        defer { close(file) }
        let size = try size(file)
        var last: UInt8 = UInt8(ascii: "\n")
        if size > 0 { _ = pread(file, &last, 1, size - 1) }
        // A line cut short, by a full disk or a crash, must not swallow this one.
        let start = last == UInt8(ascii: "\n") ? "" : "\n"
        try write(start + line + "\n", to: file)
    }

    /// Replaces the file by its last `count` lines, as they are, and what is added meanwhile. Does nothing while other sessions
    /// keep it locked, or replace it themselves.
    ///
    /// - Throws: `HistoryWarning`.
    func compact(keeping count: Int) throws(HistoryWarning) {
        let target = WholeFile.target(of: path)
        let aside = target + ".\(UInt32.random(in: .min ... .max)).new"
        defer { unlink(aside) }
        try withFile { old throws(HistoryWarning) in
            let (bytes, offset) = try end(of: old)
            // A line that is being added is not cut: it belongs to what comes later.
            let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let kept = Self.lines(bytes[..<end], from: offset).suffix(count).map { $0 + [UInt8(ascii: "\n")] }
            do throws(FileError) {
                try WholeFile.write(Array(kept.joined()), to: aside, isPrivate: true)
            } catch {
                throw .cannotWrite(path: path, code: error.reason.code)
            }
            try replace(old, by: aside, from: offset + end, target)
        }
    }

    /// Gives the new file what the old one got from an offset on, and its name.
    private func replace(_ old: Int32, by aside: String, from offset: Int, _ target: String) throws(HistoryWarning) {
        let held = try openLocked()
        defer { close(held) }
        guard isCurrent(old), flock(held, LOCK_EX | LOCK_NB) == 0 else { return }
        do throws(SystemError) {
            let new = try FileDescriptor.open(aside, O_WRONLY | O_APPEND)
            defer { new.close() }
            try new.write(try FileDescriptor(old).read(from: offset, limit: Self.mostBytes))
            guard rename(aside, target) == 0 else { throw .last }
        } catch {
            throw .cannotWrite(path: path, code: error.code)
        }
    }

    /// Opens the file that the path names at the time its lock is held.
    private func openLocked() throws(HistoryWarning) -> Int32 {
        var attempts = 0
        while true {
            let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
            guard file >= 0 else {
                if errno == EISDIR { throw .notAFile(path: path) }
                throw .cannotWrite(path: path, code: errno)
            }
            lock(file)
            attempts += 1
            if isCurrent(file) || attempts == Self.lockAttempts { return file }
            close(file)
        }
    }

    /// Waits a second at most: a session that was stopped while it held the lock must not stop this one,
    /// and a whole line is appended in one piece even without.
    private func lock(_ file: Int32) {
        for _ in 0..<Self.lockAttempts {
            if flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
            usleep(Self.lockPause)
        }
    }

    private func isCurrent(_ file: Int32) -> Bool {
        var opened = stat(), named = stat()
        guard fstat(file, &opened) == 0, stat(path, &named) == 0 else { return false }
        return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }

    /// The file's size in bytes. Removes other users' permissions.
    private func size(_ file: Int32) throws(HistoryWarning) -> Int {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .cannotRead(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        if status.st_mode & 0o077 != 0 { fchmod(file, 0o600) }
        return status.st_size
    }

    private func bytes(_ file: Int32, from offset: Int) throws(HistoryWarning) -> [UInt8] {
        do throws(SystemError) {
            return try FileDescriptor(file).read(from: offset, limit: Self.mostBytes)
        } catch {
            throw .cannotRead(path: path, code: error.code)
        }
    }

    private func write(_ text: String, to file: Int32) throws(HistoryWarning) {
        do throws(SystemError) {
            try FileDescriptor(file).write(text.utf8)
        } catch {
            throw .cannotWrite(path: path, code: error.code)
        }
    }

    /// Makes the folders that lead to the file, for their owner alone.
    private func createFolder() throws(HistoryWarning) {
        guard let slash = path.lastIndex(of: "/") else { return }
        do throws(FileError) {
            try FolderPath.make(String(path[..<slash]), mode: 0o700)
        } catch {
            throw .cannotWrite(path: error.path, code: error.reason.code)
        }
    }
}
