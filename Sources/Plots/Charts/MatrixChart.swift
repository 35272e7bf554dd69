/// Matrices of one shape as shades, one or several side by side: attention of every head, probabilities of facts.
package struct MatrixChart: Hashable, Sendable {
    package struct Panel: Hashable, Sendable {
        /// Above it; empty for one that is alone.
        package let title: String
        /// Row by row; nil where nothing belongs.
        package let values: [[Double?]]

        package init(title: String = "", values: [[Double?]]) {
            self.title = title
            self.values = values
        }
    }

    /// Of every panel. A name may be empty: an axis of many steps has some named.
    package let rows: HeatMap.Side
    package let columns: HeatMap.Side
    package let value: Axis
    /// What the first and the last shade stand for; nil: the least and the greatest value.
    package let range: Bounds?
    package let panels: [Panel]
    /// How many panels belong side by side.
    package let panelsInRow: Int
    /// The marked columns of each row.
    package let marked: [Set<Int>]
    /// What a mark means.
    package let markName: String

    package init(
        rows: HeatMap.Side, columns: HeatMap.Side, value: Axis, range: Bounds? = nil, panels: [Panel], panelsInRow: Int = 1,
        marked: [Set<Int>] = [], markName: String = ""
    ) {
        self.rows = rows
        self.columns = columns
        self.value = value
        self.range = range
        self.panels = panels
        self.panelsInRow = max(1, panelsInRow)
        self.marked = marked
        self.markName = markName
    }

    /// A cell's value, if there is one that can be drawn.
    func shownValue(_ panel: Panel, row: Int, column: Int) -> Double? {
        guard panel.values.indices.contains(row), panel.values[row].indices.contains(column) else { return nil }
        return panel.values[row][column].flatMap { value.shows($0) ? $0 : nil }
    }

    func isMarked(row: Int, column: Int) -> Bool { marked.indices.contains(row) && marked[row].contains(column) }

    var shownValues: [Double] {
        panels.flatMap { panel in
            rows.names.indices.flatMap { row in columns.names.indices.compactMap { shownValue(panel, row: row, column: $0) } }
        }
    }

    /// What the first and the last shade stand for.
    var extent: Extent {
        range.map { Extent(low: $0.low, high: $0.high) } ?? Extent(shownValues) ?? Extent(low: 0, high: 1)
    }

    /// Whether most columns have no name: an axis of many steps.
    var namesFewColumns: Bool { 2 * columns.names.count { $0.isEmpty } > columns.names.count }

    func text(of value: Double) -> String { range == nil ? NumberText.short(value, 3) : NumberText.fixed(value, 2) }

    /// The shares from which on each shade of a terminal stands; of probabilities small ones are told apart too.
    var levelBounds: [Double] { range == nil ? [0.2, 0.4, 0.6, 0.8] : [0.01, 0.1, 0.4, 0.7] }

    /// The panels that stand in each row where so many fit.
    func panelRows(fitting count: Int) -> [[Panel]] {
        stride(from: 0, to: panels.count, by: panelsInRow).flatMap { first in
            let group = panels[first..<min(first + panelsInRow, panels.count)]
            return stride(from: group.startIndex, to: group.endIndex, by: max(1, count)).map { start in
                Array(group[start..<min(start + max(1, count), group.endIndex)])
            }
        }
    }
}

extension MatrixChart: Chart {
    var isEmpty: Bool { shownValues.isEmpty }

    var omittedCount: Int { panels.flatMap { $0.values.joined() }.count { $0.map { !value.shows($0) } ?? false } }

    var summary: String {
        let matrices = panels.count == 1 ? "Matrix" : "\(panels.count) matrices"
        return "\(matrices) of \(value.label) over \(rows.title) (\(rows.names.count.counted("row"))) and \(columns.title) "
            + "(\(columns.names.count.counted("column"))), values \(shownValues.span)."
    }

    var table: [[String]] {
        let isTitled = panels.contains { !$0.title.isEmpty }, hasMarks = !marked.isEmpty
        let head = (isTitled ? ["panel"] : []) + ["\(rows.title) \\ \(columns.title)"] + columns.names + (hasMarks ? [markName] : [])
        return [head] + panels.flatMap { panel in
            zip(rows.names, panel.values).enumerated().map { row, line in
                (isTitled ? [panel.title] : []) + [line.0] + line.1.map { $0.map(NumberText.exact) ?? "" }
                    + (hasMarks ? [markedNames(row: row)] : [])
            }
        }
    }

    private func markedNames(row: Int) -> String {
        columns.names.indices.filter { isMarked(row: row, column: $0) }.map { columns.names[$0] }.joined(separator: ", ")
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}
