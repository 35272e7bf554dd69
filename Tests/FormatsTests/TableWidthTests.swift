import Formats
import Characters
import TestSupport
import Testing

/// Tables count the columns of a terminal, and keep their form at every width.
struct TableWidthTests {
    /// Words with wide characters, combining marks, emoji and joined emoji.
    private static let pieces = [
        "run", "模型", "ﾊﾝｶｸ", "e\u{301}", "한국어", "🧪", "👩‍🔬", "🇩🇪", "Ⅳ", "✓", "a", "heads_", "①", "нет", "ｗｉｄｅ", "ö",
    ]

    private func table(_ random: inout SplitMix64, rows: Int) -> TextTable {
        let base = random.some(0...4) { $0.pick(Self.pieces) }.joined(separator: "/")
        let names = (0..<rows).map { row in "\(base)/\(random.pick(Self.pieces))\(random.pick(Self.pieces))_\(row)" }
        return TextTable(columns: [
            TextTable.Column("rank", (1...rows).map(String.init), isSetting: true),
            TextTable.Column("source", names, isLeftAligned: true, isSetting: true, brief: DistinctTexts(names).lastNames),
            TextTable.Column("mean", names.map { _ in "0.479" }),
            TextTable.Column("95 % interval", names.map { _ in "[0.396, 0.562]" }, droppedAs: 1),
            TextTable.Column("模型_n_embd_factor", names.map { _ in random.pick(["16", "128"]) }, droppedAs: 0),
            TextTable.Column("p", names.map { _ in "<0.001" }),
        ])
    }

    @Test func `no line is wider than asked for, columns line up, and rows stay apart`() {
        var random = SplitMix64(seed: 22)
        for _ in 0..<40 {
            let rows = 1 + random.below(5), table = table(&random, rows: rows)
            for width in stride(from: 40, through: 200, by: 1) {
                let lines = table.lines(width: width)
                #expect(lines.allSatisfy { $0.displayWidth <= width }, "\(width): \(lines)")
                let body = lines.filter { $0.hasSuffix("<0.001") }
                #expect(body.count == rows && Set(body.map(\.displayWidth)).count == 1, "\(width): \(lines)")
                #expect(Set(body.map { $0.dropFirst(4) }).count == rows)
            }
        }
    }

    @Test func `paragraphs count columns too`() {
        var random = SplitMix64(seed: 7)
        for width in 40...200 {
            let text = random.some(5...60) { $0.pick(Self.pieces) }.joined(separator: " ")
            #expect(text.wrapped(to: width).allSatisfy { $0.displayWidth <= width })
        }
    }

    @Test func `paths are told apart by what differs in them`() {
        let project = "/home/kim/projects/a-rather-long-project-name/experiments/2026/november"
        #expect(DistinctTexts(["\(project)/heads_1", "\(project)/heads_2", "c"]).lastNames == ["heads_1", "heads_2", "c"])
        #expect(DistinctTexts(["runs/1/a", "runs/2/a", "runs/2/b"]).lastNames == ["1/a", "2/a", "b"])
        #expect(DistinctTexts(["x", "x"]).lastNames == ["x", "x"])
        #expect(DistinctTexts(["../x", "x"]).lastNames == ["../x", "x"])
        #expect(DistinctTexts(["/", "a/"]).lastNames == ["/", "a/"])
    }

    @Test func `a long name is cut where it does not differ`() {
        let long = String(repeating: "very_long_", count: 12)
        #expect(DistinctTexts(["\(long)1_end", "\(long)2_end"]).cut(to: 12) == ["very_…_1_end", "very_…_2_end"])
        #expect(DistinctTexts(["\(long)1_\(long)", "\(long)2_\(long)"]).cut(to: 12) == ["…1…", "…2…"])
        #expect(DistinctTexts([long]).cut(to: 11) == ["very_…long_"])
        #expect(DistinctTexts(["模型模型模型"]).cut(to: 7) == ["模…模型"])
        #expect(DistinctTexts(["short", long]).cut(to: 11) == ["short", "very_…long_"])
        #expect(DistinctTexts(["abcdefghij", "klmnopqrst"]).cut(to: 3) == ["a…j", "k…t"])
    }
}
