/// Groups of values with their means and intervals: the test accuracies of seeds for each value of a hyper-parameter.
package struct IntervalChart: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package let name: String
        /// Where it stands on an axis of numbers; nil for a chart by names.
        package let position: Double?
        package let values: [Double]
        package let mean: Double
        package let interval: Bounds?

        package init(name: String, position: Double? = nil, values: [Double], mean: Double, interval: Bounds? = nil) {
            self.name = name
            self.position = position
            self.values = values
            self.mean = mean
            self.interval = interval
        }
    }

    /// What the groups are: numbers on an axis, or names side by side.
    package enum Positions: Hashable, Sendable {
        case numbers(Axis)
        case names(title: String)
    }

    package let positions: Positions
    package let y: Axis
    package let groups: [Group]
    /// What a single value is, in the plural: `seeds`.
    package let valuesName: String
    /// What the mark and the line show: `mean and 95 % interval`.
    package let intervalName: String

    package init(positions: Positions, y: Axis, groups: [Group], valuesName: String, intervalName: String) {
        self.positions = positions
        self.y = y
        self.groups = groups
        self.valuesName = valuesName
        self.intervalName = intervalName
    }

    /// How many of a group's values are equal to one.
    struct Cluster: Hashable {
        let value: Double
        let count: Int
    }

    /// The groups that have a position on the axis.
    var shownGroups: [Group] {
        guard case .numbers(let axis) = positions else { return groups }
        return groups.filter { $0.position.map(axis.shows) ?? false }
    }

    /// A group's values that can be drawn, equal ones as one, in ascending order.
    func clusters(of group: Group) -> [Cluster] {
        let sorted = group.values.filter(y.shows).sorted()
        return sorted.chunked().map { Cluster(value: $0[$0.startIndex], count: $0.count) }
    }

    /// The mean, if it can be drawn.
    func shownMean(of group: Group) -> Double? { y.shows(group.mean) ? group.mean : nil }

    /// The interval, if it can be drawn.
    func shownInterval(of group: Group) -> Bounds? {
        group.interval.flatMap { y.shows($0.low) && y.shows($0.high) ? $0 : nil }
    }

    /// All numbers on the axis of values.
    var shownValues: [Double] {
        shownGroups.flatMap { group in
            group.values.filter(y.shows) + [shownMean(of: group)].compactMap { $0 }
                + (shownInterval(of: group).map { [$0.low, $0.high] } ?? [])
        }
    }

    var positionLabel: String {
        switch positions {
        case .numbers(let axis): axis.label
        case .names(let title): title
        }
    }
}

extension IntervalChart: Chart {
    var isEmpty: Bool { shownValues.isEmpty }

    var omittedCount: Int {
        groups.count - shownGroups.count + shownGroups.reduce(0) { sum, group in
            sum + group.values.count { !y.shows($0) } + (shownMean(of: group) == nil ? 1 : 0)
                + (group.interval != nil && shownInterval(of: group) == nil ? 1 : 0)
        }
    }

    var summary: String {
        let means = shownGroups.map { group in
            "\(group.name): \(shownMean(of: group).map { NumberText.short($0) } ?? "no mean")"
        }
        return "Points of \(y.label) by \(positionLabel), \(groups.count.counted("group")), with \(intervalName). "
            + means.joined(separator: "; ") + "."
    }

    var table: [[String]] {
        [[positionLabel, y.label, "mean", "low", "high"]] + groups.map { group in
            [
                group.name, group.values.map(NumberText.exact).joined(separator: " "), NumberText.exact(group.mean),
                group.interval.map { NumberText.exact($0.low) } ?? "", group.interval.map { NumberText.exact($0.high) } ?? "",
            ]
        }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

extension Array where Element: Equatable {
    /// Runs of equal neighbours.
    func chunked() -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var start = startIndex
        for index in indices where index + 1 == endIndex || self[index + 1] != self[index] {
            chunks.append(self[start...index])
            start = index + 1
        }
        return chunks
    }
}
