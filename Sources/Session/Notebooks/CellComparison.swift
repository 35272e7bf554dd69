import Formats
import Notebook

/// How a cell's outputs compare to those that the notebook holds. Numbers must be equal, unless the cell's metadata has
/// `"sweepbook": {"tolerance": 0.001}`; what stands beside the results, on stderr, is not compared.
struct CellComparison {
    /// Lines for a person: what the notebook holds with `-`, the new output with `+`. Empty where nothing differs.
    private(set) var lines: [String] = []
    private(set) var counts = OutputCounts()

    /// - Parameters:
    ///   - asksForHelp: whether the cell asks for help with `?`, whose pages are no outputs but were once kept as such.
    ///   - tolerance: the largest difference of two numbers, in parts of the larger of 1 and their size.
    ///   - named: a text with its files as the user names them.
    init(_ recorded: Cell, _ found: Cell, asksForHelp: Bool, tolerance: Double, named: (String) -> String) {
        let shown = { TimelessText.text(named($0)) }
        let new = found.comparedOutputs.withTablesAsLines(as: recorded.comparedOutputs, shown)
        let old = asksForHelp ? recorded.comparedOutputs.withoutPages(besides: new, shown) : recorded.comparedOutputs
        if recorded.tags.contains(NotebookTag.ignoreOutput) {
            counts.ignored = old.count
            compareIgnored(old, new, named)
            return
        }
        for index in 0..<max(old.count, new.count) {
            let left = index < old.count ? ComparedPart.all(of: old[index], named) : []
            let right = index < new.count ? ComparedPart.all(of: new[index], named) : []
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
        lines = Self.lines(left.flatMap { ComparedPart.all(of: $0, named) }, right.flatMap { ComparedPart.all(of: $0, named) }, 0)
    }

    // MARK: - Lines
    private static let longest = 5

    /// The first of two outputs' representations that differs.
    private static func lines(_ old: [ComparedPart], _ new: [ComparedPart], _ tolerance: Double) -> [String] {
        ComparedPart.pairs(old, new).lazy.map { lines($0, $1, tolerance) }.first { !$0.isEmpty } ?? []
    }

    private static func lines(_ old: ComparedPart?, _ new: ComparedPart?, _ tolerance: Double) -> [String] {
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

    private static func excerpt(_ part: ComparedPart, _ mark: String) -> [String] {
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

extension Cell {
    /// The outputs that are compared.
    var comparedOutputs: [Output] { outputs.filter { !$0.isText(on: .stderr) }.joiningStreams }
}

extension [Output] {
    /// The outputs without the lines on stdout that others don't have: those of pages of help.
    ///
    /// - Parameter shown: a text without what is not compared.
    fileprivate func withoutPages(besides others: [Output], _ shown: (String) -> String) -> [Output] {
        var coming = others.compactMap(\.printed).flatMap { shown($0).split(separator: "\n", omittingEmptySubsequences: false) }[...]
        return compactMap { output in
            guard let text = output.printed else { return output }
            let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
                guard let next = coming.first, shown(String(line)) == next else { return false }
                coming.removeFirst()
                return true
            }
            return kept.isEmpty ? nil : .stdout(kept.joined(separator: "\n"))
        }
    }

    /// The outputs with tables as lines on stdout where others have them so, as earlier versions recorded them.
    ///
    /// - Parameter shown: a text without what is not compared.
    fileprivate func withTablesAsLines(as others: [Output], _ shown: (String) -> String) -> [Output] {
        let texts = others.compactMap(\.printed).map(shown), tables = others.compactMap { $0.bundle?.text(MIMEBundle.plain).map(shown) }
        return map { output in
            guard case .display(let bundle, _) = output.content, bundle.text(MIMEBundle.svg) == nil,
                let plain = bundle.text(MIMEBundle.plain), !tables.contains(shown(plain)),
                texts.contains(where: { $0.contains(shown(plain + "\n")) })
            else { return output }
            return .stdout(plain + "\n")
        }.joiningStreams
    }
}

extension Output {
    /// What went to standard output; nil for another output.
    fileprivate var printed: String? { if case .stream("stdout", let text) = content { text } else { nil } }
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
