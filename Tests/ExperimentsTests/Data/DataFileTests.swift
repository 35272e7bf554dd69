import Engine
import Experiments
import Foundation
import TestSupport
import Testing

struct DataFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ bytes: [UInt8], to name: String = "d.txt") throws -> String {
        let path = "\(folder.path)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    private func message(_ path: String, within memory: Double = 1e9) -> String {
        do {
            let file = try DataFile.read(path, named: "d.txt", within: memory)
            _ = try file.corpus(TextEncoding(tokenizer: .char, vocabularySize: 0, split: 0.9))
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a file is read once, with its hash`() throws {
        let path = try write(Array("to be or not to be".utf8))
        let file = try DataFile.read(path, named: "d.txt", within: 1e9)
        _ = try write([1])
        #expect(file.bytes == Array("to be or not to be".utf8))
        #expect(file.hash == "2e9d72a733ae5a6c1c1ebd6802a33dfc92854bfc3439878e5d77dac320995f54")
        #expect(file.kind == .text)
        #expect(try file.corpus(TextEncoding(tokenizer: .char, vocabularySize: 0, split: 0.5)).trainingCount == 9)
    }

    @Test func `the family trees need no file`() throws {
        #expect(DataFile.familyTree.kind == .relations)
        #expect(try DataFile.familyTree.relations().vocabulary == Dataset.familyTree.vocabulary)
    }

    @Test func `what is no file is a sentence`() throws {
        #expect(message("\(folder.path)/none") == "cannot read \"d.txt\": no such file")
        #expect(message(folder.path) == "cannot read \"d.txt\": found a folder, expected a file")
        #expect(message("/dev/zero") == "cannot read \"d.txt\": found a device, expected a file")
        mkfifo("\(folder.path)/pipe", 0o600)
        #expect(message("\(folder.path)/pipe") == "cannot read \"d.txt\": found a pipe, expected a file")
        #expect(message(try write([])) == "\"d.txt\": it is empty")
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a file without permission is a sentence`() throws {
        let path = try write([97])
        chmod(path, 0)
        #expect(message(path) == "cannot read \"d.txt\": Permission denied")
    }

    @Test func `a file too large for memory is not read`() throws {
        let path = try write([])
        truncate(path, 1 << 30)
        #expect(message(path, within: 3 * 0x1p30)
            == "cannot read \"d.txt\": 1 GB of data take 4 GB of memory, this machine has 3 GB")
    }

    private static let shorterThanItSays = "/sys/kernel/mm/transparent_hugepage/enabled"

    /// The system says of such a file that it has a page of bytes, and gives fewer.
    @Test(.enabled(if: access(shorterThanItSays, R_OK) == 0, "the system has no such file"))
    func `a file that changes while it is read is a sentence`() {
        #expect(message(Self.shorterThanItSays) == "cannot read \"d.txt\": it changed while it was read; try again")
    }

    @Test func `what is wrong with the content has the file's name and a place`() throws {
        #expect(message(try write([97, 10, 0xFF]))
            == "d.txt:2:1: byte 3 is 0xFF, which is not UTF-8; save it as UTF-8, or use tokenizer=byte")
        let file = DataFile(name: "f.tsv", bytes: Array("h\tr\ta\nA\tr\nB\tr\tA".utf8))
        #expect { try file.relations() } throws: { "\($0)" == "f.tsv:2:4: found 2 tab-separated columns, expected 3 as in the first line" }
        let short = DataFile(name: "s.txt", bytes: Array("abcdefghij".utf8))
        let corpus = try short.corpus(TextEncoding(tokenizer: .char, vocabularySize: 0, split: 0.9))
        #expect { try short.check(corpus, blockSize: 4) } throws: {
            "\($0)" == "\"s.txt\": its validation part has 1 token, too few for block_size 4, which takes at least 5"
        }
    }

    @Test func `a description compares with tables and zlib`() throws {
        let text = Array(String(repeating: "to be or not to be, that is the question\n", count: 100).utf8)
        let description = try TextDescription(
            of: DataFile(name: "d", bytes: text), TextEncoding(tokenizer: .char, vocabularySize: 0, split: 0.9))
        #expect(description.references.map(\.name).last == "zlib")
        #expect(description.references.count == 7)
        #expect(description.references[6].nats < 0.3)
        #expect(description.characters?.first?.character == "\n")
        #expect(description.memory == 3 * Double(text.count))
    }
}
