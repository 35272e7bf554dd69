import Formats
import Notebook

/// How a cell's outputs differ from those that the notebook holds. Numbers must be equal, unless the cell's metadata has
/// `"sweepbook": {"tolerance": 0.001}`; times and dates are ignored; figures are compared by their data.
struct CellDifference {
    /// Lines for a person: what the notebook holds with `-`, the new output with `+`.
    let lines: [String]

    /// Nil when nothing differs.
    init?(_ recorded: Cell, _ found: Cell) {
        if recorded.tags.contains(NotebookTag.ignoreOutput) { return nil }
        let tolerance = recorded.metadata[Provenance.key]?.object?["tolerance"]?.number?.real ?? 0
        let (old, new) = (Self.parts(recorded.outputs), Self.parts(found.outputs))
        var lines: [String] = []
        for index in 0..<max(old.count, new.count) {
            let (left, right) = (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
            lines += Self.lines(left, right, tolerance)
        }
        if lines.isEmpty { return nil }
        self.lines = lines
    }

    /// A representation of an output that is compared as text.
    private struct Part {
        let label: String
        let text: String
    }

    private static func parts(_ outputs: [Output]) -> [Part] {
        outputs.joiningStreams.flatMap { output -> [Part] in
            switch output.content {
            case .stream(let name, let text): [Part(label: name, text: TimelessText.text(text))]
            case .display(let bundle, _), .result(let bundle, _, _): bundle.types.map { part(of: bundle, $0) }
            case .error(let name, let value, _): [Part(label: "error", text: TimelessText.text("\(name): \(value)"))]
            case .other(let type): [Part(label: type, text: "")]
            }
        }
    }

    private static func part(of bundle: MIMEBundle, _ type: String) -> Part {
        guard let text = bundle.text(type) else { return Part(label: type, text: bundle.written(type)) }
        return Part(label: type, text: type == MIMEBundle.svg ? drawnData(text) : TimelessText.text(text))
    }

    /// The numbers that an SVG was drawn from, where it carries them, else all of it.
    private static func drawnData(_ svg: String) -> String {
        guard let start = svg.firstRange(of: "<metadata"), let end = svg[start.upperBound...].firstRange(of: "</metadata>")
        else { return svg }
        return String(svg[start.lowerBound..<end.lowerBound])
    }

    // MARK: - Lines
    private static let longest = 5

    private static func lines(_ old: Part?, _ new: Part?, _ tolerance: Double) -> [String] {
        guard let old else { return new.map { ["  + \($0.label) that the notebook does not have"] + excerpt($0.text, "+") } ?? [] }
        guard let new else { return ["  - \(old.label) that did not come"] + excerpt(old.text, "-") }
        guard old.label == new.label else { return ["  - \(old.label)", "  + \(new.label)"] }
        let (before, after) = (split(old.text), split(new.text))
        let pairs = (0..<max(before.count, after.count)).map { index in
            (index < before.count ? before[index] : nil, index < after.count ? after[index] : nil)
        }
        let different = pairs.filter { !isSame($0, $1, tolerance) }
        let shown = different.prefix(longest).flatMap { [$0.map { "  - \($0)" }, $1.map { "  + \($0)" }].compactMap(\.self) }
        let more = different.count - longest
        return shown + (more > 0 ? ["  … and \(more) more lines of \(old.label)"] : [])
    }

    private static func excerpt(_ text: String, _ mark: String) -> [String] {
        split(text).prefix(longest).map { "  \(mark) \($0)" }
    }

    private static func split(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    private static func isSame(_ old: String?, _ new: String?, _ tolerance: Double) -> Bool {
        guard let old, let new else { return old == new }
        if old.utf8.elementsEqual(new.utf8) { return true }
        return tolerance > 0 && NumberedText(old).isNear(NumberedText(new), tolerance)
    }
}
