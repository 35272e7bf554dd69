/// Labelled points in a plane, coloured by group and shaped by kind: the learned embedding of people.
package struct ScatterChart: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let x: Double
        package let y: Double
        package let label: String
        /// Index among ``ScatterChart/groups``.
        package let group: Int
        /// Index among ``ScatterChart/kinds``.
        package let kind: Int

        package init(x: Double, y: Double, label: String, group: Int = 0, kind: Int = 0) {
            self.x = x
            self.y = y
            self.label = label
            self.group = group
            self.kind = kind
        }
    }

    package let x: Axis
    package let y: Axis
    package let points: [Point]
    /// What the colours mean.
    package let groups: [String]
    /// What the shapes mean.
    package let kinds: [String]

    package init(x: Axis, y: Axis, points: [Point], groups: [String] = [], kinds: [String] = []) {
        self.x = x
        self.y = y
        self.points = points
        self.groups = groups
        self.kinds = kinds
    }

    var shownPoints: [Point] { points.filter { $0.x.isPlottable && $0.y.isPlottable } }

    /// Both extents, in the same units an area of that shape shows without distortion.
    ///
    /// - Parameter ratio: the area's height, as a share of its width.
    func extents(ratio: Double) -> (x: Extent, y: Extent) {
        let points = shownPoints
        var x = (Extent(points.map { $0.x.settled }) ?? Extent(low: 0, high: 1))
        var y = (Extent(points.map { $0.y.settled }) ?? Extent(low: 0, high: 1))
        if x.isPoint && y.isPoint {
            let reach = max(x.middle.magnitude, y.middle.magnitude, 1) / 2
            x = Extent(low: x.middle - reach, high: x.middle + reach)
        }
        let width = 1.16 * max(x.length, y.length / ratio)
        x = Extent(low: x.middle - width / 2, high: x.middle + width / 2)
        y = Extent(low: y.middle - width * ratio / 2, high: y.middle + width * ratio / 2)
        return (x, y)
    }
}

extension ScatterChart: Chart {
    var isEmpty: Bool { shownPoints.isEmpty }

    var omittedCount: Int { points.count - shownPoints.count }

    var summary: String {
        let places = shownPoints.map { "\($0.label) (\(NumberText.short($0.x, 3)), \(NumberText.short($0.y, 3)))" }
        return "Scatter chart of \(y.label) against \(x.label), \(shownPoints.count.counted("point")). "
            + places.joined(separator: "; ") + "."
    }

    var table: [[String]] {
        [["label", x.label, y.label, "group", "kind"]] + points.map { point in
            [
                point.label, NumberText.exact(point.x), NumberText.exact(point.y),
                groups.indices.contains(point.group) ? groups[point.group] : "",
                kinds.indices.contains(point.kind) ? kinds[point.kind] : "",
            ]
        }
    }
}
