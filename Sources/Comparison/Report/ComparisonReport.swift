import Engine
package import Formats

/// Results compared, to be shown: as text that fits a width, Markdown, LaTeX, CSV or JSON.
package indirect enum ComparisonReport: Sendable {
    case sweep(SweepComparison)
    case pair(PairComparison)
    /// Two results with other seeds.
    case unpaired(UnpairedComparison)
    /// One for each hyper-parameter that was asked for.
    case factors([FactorComparison])
    case importance(Importance)
    /// Results that are not compared with one another, each under what they are of.
    case parts([Part])

    package struct Part: Sendable {
        /// `data=shakespeare.txt`
        let heading: String
        let report: ComparisonReport

        package init(heading: String, _ report: ComparisonReport) {
            self.heading = heading
            self.report = report
        }
    }

    /// What stands last in every text.
    package static let caution = "p-values and intervals are for new seeds on this data set."

    /// Lines of at most `width` characters where that is possible.
    package func text(width: Int) -> [String] {
        let parts = blocks.map { block in
            switch block {
            case .paragraph(let text): text.wrapped(to: width)
            case .table(let table): [""] + table.lines(width: width) + [""]
            }
        }
        return Self.withoutDoubledBlanks(parts.flatMap { $0 }) + Self.caution.wrapped(to: width)
    }

    /// All of it, however wide.
    package var page: TextPage { TextPage(blocks + [.paragraph(Self.caution)]) }

    package var markdown: [String] { page.markdown }

    package var latex: [String] { page.latex }

    /// Unrounded numbers: a row for each configuration, measure, pair of values or term.
    package var csv: [String] {
        let rows = rows
        guard !rows.isEmpty else { return [] }
        let names = Self.names(of: rows)
        return [CSV.line(names.map { .text($0) })] + rows.map { row in
            let values = Dictionary(row) { first, _ in first }
            return CSV.line(names.map { Self.cell(($0, values[$0] ?? .null)) })
        }
    }

    /// Every name once, in the order of the rows that have them: parts may have columns of their own.
    private static func names(of rows: [[Field]]) -> [String] {
        var names = rows[0].map(\.0), known = Set(names)
        for name in rows.dropFirst().joined().map(\.0) where known.insert(name).inserted { names.append(name) }
        return names
    }

    /// Unrounded numbers: one object on one line.
    package var json: String {
        JSONWriter.text(of: .object(JSONObject(fields + [("note", .string(Self.caution))])), .unsortedLine)
    }

    private var fields: [Field] {
        switch self {
        case .sweep(let sweep): sweep.fields
        case .pair(let pair): pair.fields
        case .unpaired(let pair): pair.fields
        case .factors(let factors): [("factors", JSONValue.array(factors.map { .object(JSONObject($0.fields)) }))]
        case .importance(let importance): importance.fields
        case .parts(let parts): [("parts", .array(parts.map { part in
            .object(JSONObject([("of", .string(part.heading))] + part.report.fields))
        }))]
        }
    }

    private var blocks: [TextPage.Block] {
        switch self {
        case .sweep(let sweep): sweep.blocks
        case .pair(let pair): pair.blocks
        case .unpaired(let pair): pair.blocks
        case .factors(let factors): factors.flatMap(\.blocks)
        case .importance(let importance): importance.blocks
        case .parts(let parts): parts.flatMap { [.paragraph($0.heading)] + $0.report.blocks }
        }
    }

    private var rows: [[Field]] {
        switch self {
        case .sweep(let sweep): sweep.rows.map { sweep.fields(of: $0) }
        case .pair(let pair): pair.measures
        case .unpaired(let pair): pair.measures
        case .factors(let factors): factors.flatMap(\.pairRows)
        case .importance(let importance): importance.rows
        case .parts(let parts): parts.flatMap { part in part.report.rows.map { [("of", .string(part.heading))] + $0 } }
        }
    }

    /// Where results are from is a text, whatever it looks like.
    private static func cell(_ field: Field) -> CSV.Cell {
        if field.0 == sourceName, case .string(let text) = field.1 { return .text(text) }
        return CSV.Cell(field.1)
    }

    static let sourceName = "source"

    private static func withoutDoubledBlanks(_ lines: [String]) -> [String] {
        lines.indices.filter { !lines[$0].isEmpty || ($0 > 0 && !lines[$0 - 1].isEmpty) }.map { lines[$0] }
    }
}

/// A name and a value, for programs. All rows of a table have the same names, but for those of parts.
typealias Field = (String, JSONValue)

extension JSONValue {
    init(_ value: Hyperparameter.Value) {
        self = switch value {
        case .integer(let value): JSONValue(value)
        case .real(let value): JSONValue(value)
        case .word(let value): .string(value)
        }
    }
}
