import Foundation
import Testing

/// The grammar in the documentation and the parser have the same rules.
@Suite struct GrammarTests {
    private static let room = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Language").standardized

    private static func rules() throws -> [String] {
        let page = try String(contentsOf: room.appending(path: "Language.docc/Language.md"), encoding: .utf8)
        let grammar = try #require(page.split(separator: "```ebnf\n").last?.split(separator: "\n```").first)
        return grammar.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    private static func sources() throws -> String {
        try FileManager.default.contentsOfDirectory(at: room.appending(path: "Parser"), includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix("Parser") }
            .map { try String(contentsOf: $0, encoding: .utf8) }
            .joined()
    }

    @Test func everyRuleIsAFunction() throws {
        let rules = try Self.rules()
        let sources = try Self.sources()
        #expect(rules.count == 42)
        for rule in rules { #expect(sources.contains("mutating func \(rule)("), "\(rule)") }
    }

    @Test func everyNameInTheGrammarIsARuleOrAToken() throws {
        let page = try String(contentsOf: Self.room.appending(path: "Language.docc/Language.md"), encoding: .utf8)
        let grammar = try #require(page.split(separator: "```ebnf\n").last?.split(separator: "\n```").first)
        let names = grammar.replacing(/"[^"]*"/, with: "").matches(of: /[A-Za-z]+/).map { String($0.output) }
        let tokens = ["NAME", "INTEGER", "FLOAT", "STRING", "WORD", "COMMAND", "PATH", "MARKDOWN", "newline"]
        let known = Set(try Self.rules() + tokens)
        #expect(names.filter { !known.contains($0) } == [])
    }
}
