/// Values over two hyper-parameters: a coloured cell for each pair.
package struct HeatMap: Hashable, Sendable {
    /// The names along one side.
    package struct Side: Hashable, Sendable {
        package let title: String
        package let names: [String]

        package init(title: String, names: [String]) {
            self.title = title
            self.names = names
        }
    }

    package let columns: Side
    package let rows: Side
    package let value: Axis
    /// Row by row; a pair that was not tried has none.
    package let values: [[Double?]]

    package init(columns: Side, rows: Side, value: Axis, values: [[Double?]]) {
        self.columns = columns
        self.rows = rows
        self.value = value
        self.values = values
    }

    /// A pair's value, if there is one that can be drawn.
    func shownValue(row: Int, column: Int) -> Double? {
        guard values.indices.contains(row), values[row].indices.contains(column) else { return nil }
        return values[row][column].flatMap { value.shows($0) ? $0 : nil }
    }

    var shownValues: [Double] {
        rows.names.indices.flatMap { row in
            columns.names.indices.compactMap { shownValue(row: row, column: $0) }
        }
    }
}

extension HeatMap: Chart {
    var isEmpty: Bool { shownValues.isEmpty }

    var omittedCount: Int { values.joined().count { $0.map { !value.shows($0) } ?? false } }

    var summary: String {
        "Heat map of \(value.label) over \(rows.title) (\(rows.names.count.counted("row"))) and \(columns.title) "
            + "(\(columns.names.count.counted("column"))), values \(shownValues.span)."
    }

    var table: [[String]] {
        [["\(rows.title) \\ \(columns.title)"] + columns.names] + zip(rows.names, values).map { name, row in
            [name] + row.map { $0.map(NumberText.exact) ?? "" }
        }
    }
}
