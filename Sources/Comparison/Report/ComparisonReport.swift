/// Results compared, to be shown: as text that fits a width, Markdown, CSV or JSON.
package enum ComparisonReport: Sendable {
    case sweep(SweepComparison)
    case pair(PairComparison)
    /// One for each hyper-parameter that was asked for.
    case factors([FactorComparison])
    case importance(Importance)

    /// A part of what is shown.
    enum Block {
        case paragraph(String)
        case table(ReportTable)
    }

    /// What stands last in every text.
    package static let caution = "p and intervals speak of new seeds on this data set."

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

    package var markdown: [String] {
        let parts = blocks.map { block in
            switch block {
            case .paragraph(let text): [text, ""]
            case .table(let table): table.markdown + [""]
            }
        }
        return parts.flatMap { $0 } + [Self.caution]
    }

    /// Unrounded numbers: a row for each configuration, measure, pair of values or term.
    package var csv: [String] { rows.csvLines }

    /// Unrounded numbers: one object on one line.
    package var json: String {
        let note = JSONValue.Field("note", .text(Self.caution))
        return switch self {
        case .sweep(let sweep): JSONValue.object(sweep.fields + [note]).json
        case .pair(let pair): JSONValue.object(pair.fields + [note]).json
        case .factors(let factors):
            JSONValue.object([("factors", .list(factors.map { .object($0.fields) })), note]).json
        case .importance(let importance): JSONValue.object(importance.fields + [note]).json
        }
    }

    private var blocks: [Block] {
        switch self {
        case .sweep(let sweep): sweep.blocks
        case .pair(let pair): pair.blocks
        case .factors(let factors): factors.flatMap(\.blocks)
        case .importance(let importance): importance.blocks
        }
    }

    private var rows: [[JSONValue.Field]] {
        switch self {
        case .sweep(let sweep): sweep.rows.map { sweep.fields(of: $0) }
        case .pair(let pair): pair.measures
        case .factors(let factors): factors.flatMap(\.pairRows)
        case .importance(let importance): importance.terms.map(\.fields)
        }
    }

    private static func withoutDoubledBlanks(_ lines: [String]) -> [String] {
        lines.indices.filter { !lines[$0].isEmpty || ($0 > 0 && !lines[$0 - 1].isEmpty) }.map { lines[$0] }
    }
}
