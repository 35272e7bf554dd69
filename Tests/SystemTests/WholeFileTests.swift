import Foundation
import Glibc
import System
import Testing
import TestSupport

struct WholeFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ bytes: [UInt8], _ name: String, existing: WholeFile.Existing = .replaced) throws(FileError) {
        try WholeFile.write(bytes, to: "\(folder.path)/\(name)", existing: existing)
    }

    private func read(_ name: String) throws -> [UInt8] { try WholeFile.read("\(folder.path)/\(name)") }

    private func permissions(_ name: String) -> mode_t {
        var status = stat()
        stat("\(folder.path)/\(name)", &status)
        return status.st_mode & 0o7777
    }

    @Test func `a file appears whole and alone`() throws {
        try write([1, 2], "a")
        try write([3], "a")
        #expect(try read("a") == [3])
        #expect(try folder.names() == ["a"])
    }

    @Test func `a link stays a link and permissions stay`() throws {
        try write([1], "a")
        chmod(folder.path + "/a", 0o640)
        symlink("a", folder.path + "/link")
        symlink("\(folder.path)/link", folder.path + "/second")
        try write([2], "second")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link") == "a")
        #expect(try read("a") == [2])
        #expect(permissions("a") == 0o640)
    }

    @Test func `a link to nothing gets its file`() throws {
        symlink("new", folder.path + "/link")
        try write([1], "link")
        #expect(try folder.names() == ["link", "new"])
        #expect(try read("new") == [1])
    }

    @Test func `a new file has the permissions that the user's umask leaves, or is private`() throws {
        try write([1], "a")
        try WholeFile.write([1], to: folder.path + "/b", isPrivate: true)
        close(creat(folder.path + "/plain", 0o666))
        #expect(permissions("a") == permissions("plain"))
        #expect(permissions("b") == 0o600)
    }

    @Test func `an old file is kept where that is asked for`() throws {
        try write([1], "a", existing: .kept)
        let error = #expect(throws: FileError.self) { try write([2], "a", existing: .kept) }
        #expect(error?.reason.code == EEXIST)
        #expect(try read("a") == [1])
        #expect(try folder.names() == ["a"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"), arguments: [true, false])
    func `a full disk leaves the old file, and nothing else`(durably: Bool) throws {
        let disk = try SmallDisk(at: folder.path + "/disk", kilobytes: 64)
        defer { disk.unmount() }
        try write([1, 2], "disk/a")
        let (path, large) = (disk.path + "/a", [UInt8](repeating: 1, count: 1 << 20))
        let error = #expect(throws: FileError.self) { try WholeFile.write(large, to: path, durably: durably) }
        #expect(error?.description == "cannot write \"\(path)\": No space left on device")
        #expect(try read("disk/a") == [1, 2])
        #expect(try folder.names(in: "disk") == ["a"])
    }

    @Test func `what can't be read or written is named`() throws {
        let missing = folder.path + "/no/a"
        let unread = #expect(throws: FileError.self) { try WholeFile.read(missing) }
        #expect(unread?.description == "cannot read \"\(missing)\": No such file or directory")
        let unwritten = #expect(throws: FileError.self) { try WholeFile.write([1], to: missing) }
        #expect(unwritten?.description == "cannot write \"\(missing)\": No such file or directory")
        let replaced = #expect(throws: FileError.self) { try WholeFile.write([1], to: folder.path) }
        #expect(replaced?.description == "cannot write \"\(folder.path)\": Is a directory")
        #expect(try folder.names() == [])
    }

    @Test func `a pipe and a device are written to, not replaced`() throws {
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try WholeFile.write([1, 2, 3], to: pipe)
        #expect(try FileDescriptor(reader).read(limit: 3) == [1, 2, 3])
        let full = #expect(throws: FileError.self) { try WholeFile.write([1], to: "/dev/full") }
        #expect(full?.description == "cannot write \"/dev/full\": No space left on device")
    }

    @Test func `an open file goes on where its last output ended`() throws {
        let file = try FileDescriptor.open(folder.path + "/log", O_WRONLY | O_CREAT)
        defer { file.close() }
        symlink("/dev/fd/\(file.number)", folder.path + "/link")
        try file.write([1])
        try WholeFile.write([2], to: "/dev/fd/\(file.number)")
        try write([3], "link")
        try file.write([4])
        #expect(try read("log") == [1, 2, 3, 4])
    }

    @Test func `no more is read than was asked for and one byte`() throws {
        try write([UInt8](repeating: 5, count: 10_000), "a")
        #expect(try read("a").count == 10_000)
        #expect(try WholeFile.read(folder.path + "/a", limit: 5000).count == 5001)
        #expect(try WholeFile.read("/proc/self/stat").isEmpty == false)
        let file = try FileDescriptor.open(folder.path + "/a", O_RDONLY)
        defer { file.close() }
        #expect(try file.read(from: 9990).count == 10)
    }
}
