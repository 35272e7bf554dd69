/// Lines over a number, each with a band around it: loss curves, their mean and spread over seeds.
package struct LineChart: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let x: Double
        package let y: Double
        package let band: Bounds?

        package init(x: Double, y: Double, band: Bounds? = nil) {
            self.x = x
            self.y = y
            self.band = band
        }
    }

    package struct Series: Hashable, Sendable {
        package let name: String
        package let points: [Point]

        package init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    package let x: Axis
    package let y: Axis
    package let series: [Series]
    /// What the bands are, for the legend: `range over 50 seeds`.
    package let bandName: String?

    package init(x: Axis, y: Axis, series: [Series], bandName: String? = nil) {
        self.x = x
        self.y = y
        self.series = series
        self.bandName = bandName
    }

    /// The parts of a series that can be drawn: a point that can't ends one.
    func stretches(of series: Series) -> [[Point]] {
        series.points.split { !isShown($0) }.map(Array.init)
    }

    /// The parts of a series with a band that can be drawn.
    func bands(of series: Series) -> [[Point]] {
        series.points.split { !isShown($0) || shownBand($0) == nil }.map(Array.init).filter { $0.count > 1 }
    }

    /// Both axes' numbers, with the bands' edges.
    var shownValues: (x: [Double], y: [Double]) {
        let points = series.flatMap(\.points).filter(isShown)
        let edges = points.compactMap(shownBand).flatMap { [$0.low, $0.high] }
        return (points.map(\.x), points.map(\.y) + edges)
    }

    private func isShown(_ point: Point) -> Bool { x.shows(point.x) && y.shows(point.y) }

    private func shownBand(_ point: Point) -> Bounds? {
        point.band.flatMap { y.shows($0.low) && y.shows($0.high) ? $0 : nil }
    }
}

extension LineChart: Chart {
    var isEmpty: Bool { shownValues.x.isEmpty }

    var omittedCount: Int {
        series.flatMap(\.points).count { !isShown($0) || ($0.band != nil && shownBand($0) == nil) }
    }

    var summary: String {
        let shown = series.map { series in
            "\(series.name): \(stretches(of: series).joined().map(\.y).span)"
        }
        return "Line chart of \(y.label) over \(x.label), \(shownValues.x.span), \(series.count.counted("line")). "
            + shown.joined(separator: "; ") + "."
    }

    var table: [[String]] {
        let hasBands = series.contains { $0.points.contains { $0.band != nil } }
        let head = ["series", x.label, y.label] + (hasBands ? ["low", "high"] : [])
        return [head] + series.flatMap { series in
            series.points.map { point in
                let edges = [point.band?.low, point.band?.high].map { $0.map(NumberText.exact) ?? "" }
                return [series.name, NumberText.exact(point.x), NumberText.exact(point.y)] + (hasBands ? edges : [])
            }
        }
    }
}
