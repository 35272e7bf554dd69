import Engine
import Testing

struct RelationReaderTests {
    private func facts(_ text: String) throws -> Dataset { try Dataset(relations: Array(text.utf8)) }

    private func message(_ text: String) -> String {
        do {
            _ = try Dataset(relations: Array(text.utf8))
            return "no error"
        } catch {
            return (error.place.map { "\($0.line):\($0.column): " } ?? "") + "\(error)"
        }
    }

    @Test func `the vocabulary is names by code point, then relations`() throws {
        let data = try facts("x\ty\tz\nZoë\tlikes\tzoe,Émile\nzoe\tknows\tZoë\n")
        #expect(data.vocabulary == ["Zoë", "zoe", "Émile", "knows", "likes"])
        #expect(data.relationCount == 2)
        #expect(data.factsOfRelations.map(\.facts) == [1, 1])
        #expect((data.count, data.contextLength) == (2, 2))
    }

    @Test func `more columns are longer examples`() throws {
        let data = try facts("a\tb\top\tanswers\n1\t2\tplus\t3\n2\t2\tplus\t4\n")
        #expect(data.contextLength == 3)
        #expect(data.vocabulary == ["1", "2", "3", "4", "plus"])
    }

    @Test func `CRLF, a byte-order mark, empty lines and blanks around names change nothing`() throws {
        let plain = try facts("h\tr\ta\nA\tr\tB,C\nB\tr\tA\n")
        for text in ["\u{FEFF}h\tr\ta\r\nA\tr\tB,C\r\nB\tr\tA", "h\tr\ta\n\nA\tr\tB, C \n\n B\tr \tA\n\n", "h\tr\ta\rA\tr\tB,C\rB\tr\tA\r"] {
            let other = try facts(text)
            #expect(other.vocabulary == plain.vocabulary)
            #expect(other.count == plain.count)
        }
    }

    @Test func `a backslash makes a comma part of a name`() throws {
        let data = try facts("city\tr\ta\nD.C.\tis\tWashington\\, D.C.,a\\b\nWashington, D.C.\tis\tD.C.\n")
        #expect(data.vocabulary == ["D.C.", "Washington, D.C.", "a\\b", "is"])
    }

    @Test func `what is no list of facts is a sentence with the place`() {
        #expect(message("") == "it is empty")
        #expect(message("a\tb\nx\ty\n") == "found 2 tab-separated columns, expected at least 3: input, relation, answers")
        #expect(message("h\tr\ta\n") == "it has no facts, expected at least two: one to train on, one to test")
        #expect(message("h\tr\ta\nA\tr\tB\n") == "it has one fact, expected at least two: one to train on, one to test")
        #expect(message("h\tr\ta\nA\tr\tB\nA\tr\n") == "3:4: found 2 tab-separated columns, expected 3 as in the first line")
        #expect(message("h\tr\ta\nÄ\tr\tB\tC\n") == "2:7: found 4 tab-separated columns, expected 3 as in the first line")
        #expect(message("h\tr\ta\nA\t \tB\n") == #"2:3: found no name in the column "r""#)
        #expect(message("h\tr\ta\nA\tr\tB,\n") == #"2:7: found no name in the column "a""#)
        #expect(message("h\tr\ta\nA\tr\tB\nr\ts\tB\n")
            == #"2:3: "r" is a relation here and a name in line 3; call one of them something else"#)
        #expect(message("h\tr\ta\nA\tr\tB\n\nA\tr\tC\n")
            == #"4:1: "A r" is in line 2 already; put all its answers there, with commas between them"#)
        #expect(message("h\tr\ta\nA\tr\tB,C,B\n") == #"2:9: "B" is there twice"#)
        #expect(message("h\tr\ta\nA\tr\t\0\n") == "2:5: found a NUL byte in a table of relations, expected UTF-8 text")
    }

    @Test(arguments: [
        ("h\tr\ta\nA\tr\tB\n", TaskKind.relations), ("h\tr\ta\nA\tr\tB\nA\tr\n", .relations), ("h\tr\ta", .relations),
        ("To be\tor\tnot\nto be\nthat is\nthe question", .text), ("a\tb\nc\td\n", .text), ("", .text), ("\u{FEFF}h\tr\ta\r\nA\tr\tB", .relations),
        ("h\tr\ta\nA\tr\t\0", .relations), ("a\tb\n\0\t", .text),
    ])
    func `content decides what a file is`(text: String, kind: TaskKind) {
        #expect(TaskKind(ofContent: Array(text.utf8)) == kind)
    }

    @Test func `train_size is in the family trees' proportion`() {
        #expect(Dataset.defaultTrainSize(of: 104) == 100)
        #expect([2, 3, 12, 13, 14, 27, 264].map(Dataset.defaultTrainSize) == [1, 2, 11, 12, 13, 26, 254])
    }

    @Test func `a relation that a seed never trains on is named`() throws {
        let data = try facts("h\tr\ta\nA\tr\tB\nB\ts\tA\nC\tt\tA\n")
        for seed in UInt32(0)..<5 { #expect(data.untrainedRelations(seed: seed, trainSize: 2).count == 1) }
        #expect(Dataset.familyTree.untrainedRelations(seed: 7, trainSize: 100).isEmpty)
    }

    /// No bytes trap: they are facts or a `DataError`.
    @Test func `whatever the bytes, they are read or refused`() {
        var numbers = Numbers(seed: 3)
        let pieces = ["\t", "\t", "\n", "\n", ",", "\\", " ", "A", "B", "r", "\r", "é", "\u{FEFF}", "\0"].map { Array($0.utf8) } + [[0xFF]]
        for _ in 0..<3_000 {
            var bytes = numbers.next(below: 2) == 0 ? Array("h\tr\ta\nA\tr\tB\n".utf8) : []
            for _ in 0..<numbers.next(below: 24) { bytes += pieces[numbers.next(below: pieces.count)] }
            _ = TaskKind(ofContent: bytes)
            if let data = try? Dataset(relations: bytes) { #expect(data.count >= 2) }
        }
    }
}
