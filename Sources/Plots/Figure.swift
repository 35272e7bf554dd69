import Characters

/// A picture as data: what is shown, not how it looks.
///
/// ``SVGRenderer``, ``PDFRenderer``, ``PNGRenderer`` and ``TerminalRenderer`` draw it. A value that can't be drawn (NaN, infinity, 0 on a logarithmic
/// axis) is left out and counted in a line below the figure; a figure without any value says "no data".
package struct Figure: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case lines(LineChart)
        case intervals(IntervalChart)
        case heatMap(HeatMap)
        case parallel(ParallelCoordinates)
        case bars(BarChart)
        case histogram(Histogram)
        case scatter(ScatterChart)
        case matrix(MatrixChart)

        var chart: any Chart {
            switch self {
            case .lines(let chart): chart
            case .intervals(let chart): chart
            case .heatMap(let chart): chart
            case .parallel(let chart): chart
            case .bars(let chart): chart
            case .histogram(let chart): chart
            case .scatter(let chart): chart
            case .matrix(let chart): chart
            }
        }
    }

    package let title: String
    package let content: Content
    /// Sentences shown below: where the numbers come from, what an interval means.
    package let notes: [String]

    package init(title: String, content: Content, notes: [String] = []) {
        self.title = title
        self.content = content
        self.notes = notes
    }

    /// The same under another title; under none where that is empty.
    package func titled(_ title: String) -> Figure { Figure(title: title, content: content, notes: notes) }

    /// The same without the sentences below; what is left out is still counted.
    package var withoutNotes: Figure { Figure(title: title, content: content) }

    /// The figure's numbers, tab-separated, a line of column names first: what two figures are compared by.
    package var data: String {
        content.chart.table.map { row in
            row.map { ForeignText.line($0).replacing("\t", with: "\\t") }.joined(separator: "\t") + "\n"
        }.joined()
    }

    /// What the figure shows, in words.
    package var summary: String { isEmpty ? "No data." : content.chart.summary }

    package var isEmpty: Bool { content.chart.isEmpty }

    /// All that is written below the figure.
    var remarks: [String] { notes + (content.chart.omission.map { [$0] } ?? []) }
}
