import Foundation
import Glibc
import Notebook
import TestSupport
import Testing

struct NotebookFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a file appears whole and alone`() throws {
        let path = folder.path + "/a.ipynb"
        try NotebookFile.publish([1, 2], at: path)
        try NotebookFile.publish([3], at: path)
        #expect(try NotebookFile.read(path) == [3])
        #expect(try folder.names() == ["a.ipynb"])
    }

    @Test func `a link stays a link and permissions stay`() throws {
        let (path, link) = (folder.path + "/a.ipynb", folder.path + "/link.ipynb")
        try NotebookFile.publish([1], at: path)
        chmod(path, 0o640)
        symlink("a.ipynb", link)
        try NotebookFile.publish([2], at: link)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.ipynb")
        #expect(try NotebookFile.read(path) == [2])
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test func `what can't be read or written is told`() throws {
        let missing = folder.path + "/no/a.ipynb"
        let unread = #expect(throws: NotebookFile.Failure.self) { try NotebookFile.read(missing) }
        #expect(unread?.description == "cannot read \"\(missing)\": No such file or directory")
        let unwritten = #expect(throws: NotebookFile.Failure.self) { try NotebookFile.publish([1], at: missing) }
        #expect(unwritten?.description == "cannot write \"\(missing)\": No such file or directory")
        let replaced = #expect(throws: NotebookFile.Failure.self) { try NotebookFile.publish([1], at: folder.path) }
        #expect(replaced?.description == "cannot write \"\(folder.path)\": Is a directory")
        #expect(try folder.names() == [])
    }

    @Test func `a pipe is written to, not replaced`() throws {
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try NotebookFile.publish([1, 2, 3], at: pipe)
        var bytes = [UInt8](repeating: 0, count: 8)
        #expect(read(reader, &bytes, 8) == 3)
        #expect(bytes.prefix(3) == [1, 2, 3])
        let full = #expect(throws: NotebookFile.Failure.self) { try NotebookFile.publish([1], at: "/dev/full") }
        #expect(full?.description == "cannot write \"/dev/full\": No space left on device")
    }
}
