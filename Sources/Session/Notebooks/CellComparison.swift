import Formats
import Notebook

/// How a cell's outputs compare to those that the notebook holds. Numbers must be equal, unless the cell's metadata has
/// `"sweepbook": {"tolerance": 0.001}`; times and dates are ignored; figures are compared by their data.
struct CellComparison {
    /// Lines for a person: what the notebook holds with `-`, the new output with `+`. Empty where nothing differs.
    private(set) var lines: [String] = []
    private(set) var counts = OutputCounts()

    /// - Parameters:
    ///   - tolerance: the largest difference of two numbers, in parts of the larger of 1 and their size.
    ///   - named: a text with its files as the user names them.
    init(_ recorded: Cell, _ found: Cell, tolerance: Double, named: (String) -> String) {
        let (old, new) = (recorded.outputs.joiningStreams, found.outputs.joiningStreams)
        if recorded.tags.contains(NotebookTag.ignoreOutput) {
            counts.ignored = old.count
            compareIgnored(old, new, named)
            return
        }
        for index in 0..<max(old.count, new.count) {
            let left = index < old.count ? Self.parts(old[index], named) : []
            let right = index < new.count ? Self.parts(new[index], named) : []
            let different = Self.lines(left, right, tolerance)
            lines += different
            if different.isEmpty { Self.lines(left, right, 0).isEmpty ? (counts.exact += 1) : (counts.near += 1) }
        }
    }

    /// Of outputs that may be any, that there are some, and whether the cell failed.
    private mutating func compareIgnored(_ old: [Output], _ new: [Output], _ named: (String) -> String) {
        let isMissing = old.isEmpty && !new.isEmpty
        guard isMissing || old.contains(where: \.isError) != new.contains(where: \.isError) else { return }
        let (left, right) = (isMissing ? [] : old.filter(\.isError), isMissing ? new : new.filter(\.isError))
        lines = Self.lines(left.flatMap { Self.parts($0, named) }, right.flatMap { Self.parts($0, named) }, 0)
    }

    /// A representation of an output that is compared as text.
    private struct Part {
        let label: String
        let text: String

        init(label: String, text: String) {
            (self.label, self.text) = (visible(label), text)
        }
    }

    private static func parts(_ output: Output, _ named: (String) -> String) -> [Part] {
        switch output.content {
        case .stream(let name, let text): [Part(label: name, text: TimelessText.text(named(text)))]
        case .display(let bundle, _), .result(let bundle, _, _): bundle.types.map { part(of: bundle, $0, named) }
        case .error(let name, let value, let traceback):
            [Part(label: "error", text: TimelessText.text(named((["\(name): \(value)"] + traceback.map(unnumbered)).joined(separator: "\n"))))]
        case .other(let type): [Part(label: type, text: "")]
        }
    }

    /// A line of a traceback without the number of its cell: `[]:1:7: error: …`.
    private static func unnumbered(_ line: String) -> String {
        line.hasPrefix("[") ? "[" + line.dropFirst().drop { $0.isNumber } : line
    }

    private static func part(of bundle: MIMEBundle, _ type: String, _ named: (String) -> String) -> Part {
        guard let text = bundle.text(type) else { return Part(label: type, text: bundle.written(type)) }
        return Part(label: type, text: type == MIMEBundle.svg ? drawnData(text) : TimelessText.text(named(text)))
    }

    /// The numbers that an SVG was drawn from, where it carries them, else all of it.
    private static func drawnData(_ svg: String) -> String {
        guard let start = svg.firstRange(of: "<metadata"), let end = svg[start.upperBound...].firstRange(of: "</metadata>")
        else { return svg }
        return String(svg[start.lowerBound..<end.lowerBound])
    }

    // MARK: - Lines
    private static let longest = 5

    private static func lines(_ old: [Part], _ new: [Part], _ tolerance: Double) -> [String] {
        (0..<max(old.count, new.count)).flatMap { index in
            lines(index < old.count ? old[index] : nil, index < new.count ? new[index] : nil, tolerance)
        }
    }

    private static func lines(_ old: Part?, _ new: Part?, _ tolerance: Double) -> [String] {
        guard let old else { return new.map { ["  + \($0.label) that the notebook does not have"] + excerpt($0, "+") } ?? [] }
        guard let new else { return ["  - \(old.label) that did not come"] + excerpt(old, "-") }
        guard old.label == new.label else {
            return ["  - \(old.label)"] + excerpt(old, "-") + ["  + \(new.label)"] + excerpt(new, "+")
        }
        let (before, after) = (split(old.text), split(new.text))
        let pairs = (0..<max(before.count, after.count)).map { index in
            (index < before.count ? before[index] : nil, index < after.count ? after[index] : nil)
        }
        let different = pairs.filter { !isSame($0, $1, tolerance) }
        let shown = different.prefix(longest).flatMap { left, right in
            [left.map { "  - \(visible($0))" }, right.map { "  + \(visible($0))" }].compactMap(\.self)
        }
        let more = different.count - longest
        return shown + (more > 0 ? ["  … and \(more) more lines of \(old.label)"] : [])
    }

    private static func excerpt(_ part: Part, _ mark: String) -> [String] {
        split(part.text).prefix(longest).map { "  \(mark) \(visible($0))" }
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

/// How outputs were compared.
struct OutputCounts {
    var exact = 0
    /// Equal within the cell's tolerance only.
    var near = 0
    var ignored = 0

    static func + (left: OutputCounts, right: OutputCounts) -> OutputCounts {
        OutputCounts(exact: left.exact + right.exact, near: left.near + right.near, ignored: left.ignored + right.ignored)
    }

    /// `4 outputs compared exactly, 0 within tolerance, 0 not at all: every output as it is in the notebook`
    var sentence: String {
        "\(exact == 1 ? "1 output" : "\(exact) outputs") compared exactly, \(near) within tolerance, \(ignored) not at all: "
            + "every \(ignored == 0 ? "" : "compared ")output as it is in the notebook"
    }
}
