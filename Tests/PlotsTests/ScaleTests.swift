import Plots
import Testing

/// The numbers beside axes, by the labels of a picture.
struct ScaleTests {
    private static func numbers(_ y: [Double], _ kind: Axis.Kind = .linear) -> [String] {
        let points = y.enumerated().map { LineChart.Point(x: Double($0), y: $1) }
        let chart = LineChart(x: Axis("x"), y: Axis("y", kind: kind), series: [.init(name: "s", points: points)])
        let texts = Scene(Figure(title: "t", content: .lines(chart))).labels.map(\.text)
        // Title, legend, the axis' title; then its numbers, up to those of x, which begin again at 0.
        return Array(texts.dropFirst(3).prefix { $0 != "x" })
    }

    @Test func `numbers stand at steps of 1, 2 or 5`() {
        #expect(Self.numbers([0, 1]).prefix(6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(Self.numbers([0.03, 0.71]).prefix(9) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"])
        #expect(Self.numbers([-7, 12]).prefix(11) == ["-8", "-6", "-4", "-2", "0", "2", "4", "6", "8", "10", "12"])
        #expect(Self.numbers([1000, 1007]).prefix(8) == ["1000", "1001", "1002", "1003", "1004", "1005", "1006", "1007"])
    }

    @Test func `tiny and huge numbers are written with powers of ten`() {
        #expect(Self.numbers([0, 3e-9]).prefix(3) == ["0", "5e-10", "1e-09"])
        #expect(Self.numbers([0, 4e7]).prefix(3) == ["0", "5e+06", "1e+07"])
    }

    @Test func `equal numbers get an axis from 0`() {
        #expect(Self.numbers([0.25, 0.25]).prefix(6) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"])
        #expect(Self.numbers([0, 0]).prefix(2) == ["0.0", "0.2"])
        #expect(Self.numbers([-2, -2]).prefix(1) == ["-4.0"])
    }

    @Test func `a logarithmic axis has powers of ten, or 1, 2 and 5 times these`() {
        #expect(Self.numbers([0.003, 0.4], .logarithmic).prefix(8) == ["0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5"])
        #expect(Self.numbers([1e-8, 1], .logarithmic).prefix(5) == ["1e-08", "1e-06", "0.0001", "0.01", "1"])
        #expect(Self.numbers([3, 3], .logarithmic).prefix(2) == ["2", "5"])
    }
}
