import Engine
import Foundation
import Testing

/// Byte pairs are those of Hugging Face's `tokenizers`: its merges, in its order, and its tokens of other text.
struct BytePairTests {
    private struct Fixture: Decodable {
        struct Case: Decodable {
            let text: String
            let size: Int
            let merges: [String]
            let tokens: [UInt16]
        }
        struct Shakespeare: Decodable {
            let size: Int
            let merges: [String]
            let tokens: Int
            let checksum: UInt64
        }
        let cases: [Case]
        let shakespeare: [Shakespeare]
    }

    private static let fixture: Fixture = {
        do {
            return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: Reference.folder().appending(path: "bpe.json")))
        } catch {
            fatalError("\(error)")
        }
    }()

    private func merges(of text: [UInt8], size: Int) throws -> [String] {
        let tokenizer = try BytePairTokenizer(trainedOn: PlainText(text), size: size)
        return tokenizer.mergedNames.map { "\($0) \($1)" }
    }

    @Test(arguments: fixture.cases.indices)
    func `merges and tokens of small texts are Hugging Face's`(index: Int) throws {
        let example = Self.fixture.cases[index]
        let text = Array(example.text.utf8)
        let corpus = try Corpus(text: text, TextEncoding(tokenizer: .bpe, vocabularySize: example.size, split: 0.5))
        #expect(Array(corpus.tokens[corpus.trainingCount...]) == example.tokens)
        let training = text.dropLast(corpus.validationBytes)
        if !training.isEmpty { #expect(try merges(of: Array(training), size: example.size) == example.merges) }
    }

    @Test(arguments: fixture.shakespeare.indices)
    func `merges and tokens of Shakespeare are Hugging Face's`(index: Int) throws {
        let example = Self.fixture.shakespeare[index]
        let corpus = try Corpus(
            text: Reference.shakespeareBytes(), TextEncoding(tokenizer: .bpe, vocabularySize: example.size, split: 0.9))
        let validation = corpus.tokens[corpus.trainingCount...]
        #expect(corpus.vocabulary.count == example.size)
        #expect(validation.count == example.tokens)
        #expect(validation.reduce(0) { ($0 &* 31 &+ UInt64($1)) & (1 << 63 - 1) } == example.checksum)
        let training = try Reference.shakespeareBytes().dropLast(corpus.validationBytes)
        #expect(try merges(of: Array(training), size: example.size) == example.merges)
    }

    /// Numbers of tokens are 16 bits: as many as there may be.
    @Test func `a text that has no pair twice has one token a byte`() throws {
        let tokenizer = try BytePairTokenizer(trainedOn: PlainText(Array("abcdef".utf8)), size: 1 << 16)
        #expect(tokenizer.names.count == 256)
        #expect(tokenizer.decode(try tokenizer.encode(Array("été".utf8))) == Array("été".utf8))
    }
}

/// The stored fixtures are what Python's `tokenizers` gives.
///
/// Runs where the environment has `SWEEPBOOK_TOKENIZERS`, the path of a Python that has tokenizers.
@Suite(.enabled(if: HuggingFace.python != nil, "set SWEEPBOOK_TOKENIZERS to a Python that has tokenizers"))
struct HuggingFaceTests {
    @Test func `stored merges and tokens are those of tokenizers`() throws {
        let process = Process()
        process.executableURL = URL(filePath: try #require(HuggingFace.python))
        // The script reads the example text, which lies beside the sources.
        process.arguments = [URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/make_bpe.py").path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let stored = try Data(contentsOf: Reference.folder().appending(path: "bpe.json"))
        #expect(try Self.withoutVersion(printed) == Self.withoutVersion(stored))
    }

    private static func withoutVersion(_ json: Data) throws -> NSDictionary {
        var object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        object["tokenizers"] = nil
        return object as NSDictionary
    }
}

private enum HuggingFace {
    static let python = ProcessInfo.processInfo.environment["SWEEPBOOK_TOKENIZERS"]
}
