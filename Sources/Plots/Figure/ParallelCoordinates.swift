/// Many settings at once: an axis for each hyper-parameter and the outcome, a line for each combination.
package struct ParallelCoordinates: Hashable, Sendable {
    /// The axes from left to right; the last is the outcome, which colours the lines.
    package let axes: [Axis]
    /// A number for each axis.
    package let lines: [[Double]]

    package init(axes: [Axis], lines: [[Double]]) {
        self.axes = axes
        self.lines = lines
    }

    /// The lines that can be drawn, the lowest outcome first, so that the best lie on top.
    var shownLines: [[Double]] {
        lines.filter(isShown).sorted { ($0.last ?? 0) < ($1.last ?? 0) }
    }

    private func isShown(_ line: [Double]) -> Bool {
        !axes.isEmpty && line.count == axes.count && zip(axes, line).allSatisfy { $0.shows($1) }
    }
}

extension ParallelCoordinates: Chart {
    var isEmpty: Bool { shownLines.isEmpty }

    var omittedCount: Int { lines.count { !isShown($0) } }

    var summary: String {
        "Parallel coordinates of \(axes.map(\.label).joined(separator: ", ")): \(shownLines.count.counted("line")); "
            + "\(axes.last?.label ?? "") \(shownLines.compactMap(\.last).span)."
    }

    var table: [[String]] {
        [axes.map(\.label)] + lines.map { line in
            line.indices.map { index in
                let name = axes.indices.contains(index) ? axes[index].kind.name(of: line[index]) : nil
                return name ?? NumberText.exact(line[index])
            }
        }
    }
}
