/// A kind of figure: its description, and how it is drawn as marks and in cells.
///
/// Everything about a kind is in its own file; ``Figure/Content`` names it.
protocol Chart {
    /// Whether there is nothing that can be drawn.
    var isEmpty: Bool { get }

    /// How many of its numbers can't be drawn and are left out.
    var omittedCount: Int { get }

    /// What the figure shows, in a sentence or two for readers who can't see it.
    var summary: String { get }

    /// The numbers, a row of column names first.
    var table: [[String]] { get }

    /// Draws it on a page, below what is there.
    func draw(on page: inout Page)

    /// Draws it on a sheet, below what is there.
    func draw(on sheet: inout Sheet)
}

extension Chart {
    /// Says what was left out, if anything was.
    var omission: String? {
        switch omittedCount {
        case 0: nil
        case 1: "1 value is left out: its axis can't show it (not finite, or not positive on a logarithmic axis)."
        case let count: "\(count) values are left out: their axis can't show them (not finite, or not positive on a logarithmic axis)."
        }
    }
}

extension Int {
    /// The count with its noun: `1 line`, `2 lines`.
    func counted(_ noun: String) -> String {
        "\(self) \(noun)\(self == 1 ? "" : "s")"
    }
}

extension Sequence<Double> {
    /// `from 0.1 to 0.5`.
    var span: String {
        Extent(self).map { "from \(NumberText.short($0.low)) to \(NumberText.short($0.high))" } ?? "without values"
    }
}
