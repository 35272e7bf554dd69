import Foundation
import TestSupport
import Testing

/// Files that are no data: one sentence that names the file and the place, and nothing made.
struct DataTests {
    private static let latin1: [UInt8] = Array("one\ncaf".utf8) + [0xE9, 10]
    private static let table = "head\trelation\tanswers\nA\tr\tB\n"

    @Test(arguments: [
        ("x.txt", [], #""x.txt": it is empty"#),
        ("x.txt", latin1, "x.txt:2:4: byte 8 is 0xE9, which is not UTF-8; save it as UTF-8, or use tokenizer=byte"),
        ("x.txt", [0xFF, 0xFE, 97, 0], "x.txt:1:1: byte 1 is 0xFF, which is not UTF-8; this looks like UTF-16, save it as UTF-8"),
        ("x.txt", Array("ab\0".utf8), "x.txt:1:3: byte 3 is NUL, which no text has; tokenizer=byte reads any bytes"),
        ("x.txt", Array("aaaaaaaa".utf8), #""x.txt": every character is "a": there is nothing to learn"#),
        ("x.tsv", Array((table + "B\tr\nC\tr\tA\n").utf8), "x.tsv:3:4: found 2 tab-separated columns, expected 3 as in the first line"),
        ("x.tsv", Array((table + "r\ts\tA\n").utf8), #"x.tsv:2:3: "r" is a relation here and a name in line 3; call one of them something else"#),
        ("x.tsv", Array((table + "A\tr\tC\n").utf8), #"x.tsv:3:1: "A r" is in line 2 already; put all its answers there, with commas between them"#),
        ("x.tsv", Array(table.utf8), #""x.tsv": it has one fact, expected at least two: one to train on, one to test"#),
    ] as [(String, [UInt8], String)])
    func `content that is no data is a sentence`(name: String, bytes: [UInt8], sentence: String) throws {
        let sweepbook = try Sweepbook()
        try Data(bytes).write(to: URL(fileURLWithPath: sweepbook.folder.file(name)))
        try expectRefusal(of: name, sentence, in: sweepbook, found: [name])
    }

    @Test func `what is no file is a sentence, and no pipe is waited for`() throws {
        let sweepbook = try Sweepbook()
        mkfifo(sweepbook.folder.file("pipe"), 0o600)
        try FileManager.default.createDirectory(atPath: sweepbook.folder.file("texts"), withIntermediateDirectories: false)
        let found = ["pipe", "texts"]
        try expectRefusal(of: "pipe", #"cannot read "pipe": found a pipe, expected a file"#, in: sweepbook, found: found)
        try expectRefusal(of: "texts", #"cannot read "texts": found a folder, expected a file"#, in: sweepbook, found: found)
        try expectRefusal(of: "/dev/zero", #"cannot read "/dev/zero": found a device, expected a file"#, in: sweepbook, found: found)
        try expectRefusal(of: "none.txt", #"cannot read "none.txt": no such file"#, in: sweepbook, found: found)
    }

    /// As large as no machine's memory, and no byte of the disk's.
    @Test func `a file that memory can't hold is refused unread`() throws {
        let sweepbook = try Sweepbook()
        let path = sweepbook.folder.file("large.txt")
        try Data().write(to: URL(fileURLWithPath: path))
        try #require(truncate(path, 1 << 43) == 0)
        let result = try sweepbook.run("inspect", "large.txt")
        #expect(result.complaint.contains(#"cannot read "large.txt": 8 TB of data take 32 TB of memory, this machine has "#))
        #expect(result.status == 1)
    }

    private func expectRefusal(of name: String, _ sentence: String, in sweepbook: Sweepbook, found names: [String]) throws {
        let result = try sweepbook.run("inspect", name)
        #expect(result.complaint.split(separator: "\n").first.map(String.init) == "sweepbook: \(sentence)")
        #expect(result.output.isEmpty)
        #expect(result.status == 1)
        #expect(try sweepbook.folder.names() == names)
    }
}
