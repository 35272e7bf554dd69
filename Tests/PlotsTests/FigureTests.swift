import Plots
import Testing

/// Figures as data: what they say of themselves.
struct FigureTests {
    @Test func `the data of lines holds every point with its band`() {
        let series = LineChart.Series(name: "a", points: [.init(x: 0, y: 0.1, band: Bounds(low: 0.05, high: 0.2)), .init(x: 1, y: .nan)])
        let figure = Figure(title: "t", content: .lines(LineChart(x: Axis("epoch"), y: Axis("loss", unit: "nats"), series: [series])))
        #expect(figure.data == "series\tepoch\tloss (nats)\tlow\thigh\na\t0\t0.1\t0.05\t0.2\na\t1\tnan\t\t\n")
    }

    @Test func `a reference is a height with a name, without a place along the chart`() {
        let chart = LineChart(
            x: Axis("iteration"), y: Axis("loss"), series: [.init(name: "validation", points: [.init(x: 0, y: 4.2), .init(x: 250, y: 2.5)])],
            references: [.init(name: "4-gram", y: 1.784), .init(name: "1-gram", y: 3.347)])
        let figure = Figure(title: "t", content: .lines(chart))
        #expect(figure.data == "series\titeration\tloss\nvalidation\t0\t4.2\nvalidation\t250\t2.5\n4-gram\t\t1.784\n1-gram\t\t3.347\n")
        #expect(
            figure.summary == "Line chart of loss over iteration, from 0 to 250, 1 line. validation: from 2.5 to 4.2; "
                + "1-gram 3.347 for comparison; 4-gram 1.784 for comparison.")
        let texts = Scene(figure).labels.map(\.text)
        #expect(texts.contains("4-gram 1.784") && texts.contains("1-gram 3.347"))
        #expect(SVGRenderer().render(figure).split(separator: #"class="a" stroke-dasharray="5 4""#).count == 3)
    }

    @Test func `the data of groups holds all values, the mean and the interval`() {
        let group = IntervalChart.Group(name: "2", position: 2, values: [0.25, 0.5], mean: 0.375, interval: Bounds(low: 0.25, high: 0.5))
        let chart = IntervalChart(
            positions: .numbers(Axis("n_head")), y: Axis("test accuracy"), groups: [group], valuesName: "seeds", intervalName: "mean")
        #expect(Figure(title: "t", content: .intervals(chart)).data == "n_head\ttest accuracy\tmean\tlow\thigh\n2\t0.25 0.5\t0.375\t0.25\t0.5\n")
    }

    @Test func `the data of a heat map is its table`() {
        #expect(Samples.heatMap().data == "n_layer \\ n_head\t1\t2\t4\t8\n1\t0.065\t0.185\t0.42\t0.515\n2\t0.1\t0.31\t0.545\t0.615\n3\t0.115\t0.3\t\t0.6\n")
    }

    @Test func `ranges that are close together have labels that differ`() {
        let chart = Histogram([5.97411, 5.97412, 5.97415], count: 4, value: Axis("val loss"), countName: "seeds")
        let lines = TerminalRenderer(columns: 80).lines(Figure(title: "t", content: .histogram(chart)))
        let labels = lines.compactMap { $0.split(separator: " ").first { $0.contains("–") } }
        #expect(labels.count > 1 && Set(labels).count == labels.count && labels.allSatisfy { Set($0.split(separator: "–")).count == 2 })
    }

    @Test func `a heat map whose values are all equal has no shades`() {
        let map = HeatMap(
            columns: .init(title: "b", names: ["1", "2"]), rows: .init(title: "a", names: ["1"]), value: Axis("test accuracy"), values: [[0, 0]])
        let lines = TerminalRenderer(columns: 60).lines(Figure(title: "t", content: .heatMap(map)))
        #expect(lines.contains("test accuracy: 0 in every cell"))
        #expect(!lines.contains { $0.contains("▓") || $0.contains("from 0 to 0") })
    }

    @Test func `the lowest value of a heat map where lower is better has the last shade`() {
        let map = HeatMap(
            columns: .init(title: "n_head", names: ["1", "2"]), rows: .init(title: "n_layer", names: ["1"]), value: Axis("val loss"),
            values: [[1.8982, 1.5124]], isLowerBetter: true)
        let lines = TerminalRenderer(columns: 60).lines(Figure(title: "t", content: .heatMap(map)))
        #expect(lines.dropFirst(3) == ["1  ░ 1.898  █ 1.512", "░▒▓█ val loss from 1.898 to 1.512"])
    }

    @Test func `names on an axis stand for numbers, and what has no name is left out`() {
        let rows = Samples.words.data.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(rows[0] == ["n_layer", "precision", "test accuracy"])
        #expect(rows.dropFirst().map { $0[1] } == ["fp32", "fp32", "bf16", "bf16", "fp32", "fp32", "bf16", "bf16", "2"])
        let lines = TerminalRenderer(columns: 200).lines(Samples.words)
        #expect(lines.contains { $0.contains("fp32") } && lines.contains { $0.contains("bf16") })
        #expect(lines.last == "1 value is left out: its axis can't show it (not finite, or not positive on a logarithmic axis).")
        let texts = Scene(Samples.words).labels.map(\.text)
        #expect(texts.count { $0 == "fp32" } == 1 && texts.count { $0 == "bf16" } == 1)
    }

    @Test func `equal figures have equal data and a changed digit shows`() {
        #expect(Samples.loss().data == Samples.loss().data)
        #expect(Samples.loss(epochs: 199).data != Samples.loss().data)
    }

    @Test func `a summary tells what is shown in words`() {
        #expect(
            Samples.importance.summary
                == "Bar chart of share of the variance (%), 6 bars. n_head: 52.31; n_embd_factor: 24.6; n_head × n_embd_factor: 9.2; "
                + "dropout: 6.05; n_layer: 1.2; n_layer × dropout: 0.")
        #expect(
            Samples.heatMap().summary == "Heat map of test accuracy over n_layer (3 rows) and n_head (4 columns), values from 0.065 to 0.615.")
        #expect(Samples.onePoint.summary == "Line chart of loss over epoch, from 3 to 3, 1 line. a: from 0.25 to 0.25.")
    }

    @Test func `what can't be drawn is left out and counted`() {
        let sentence = "4 values are left out: their axis can't show them (not finite, or not positive on a logarithmic axis)."
        #expect(TerminalRenderer(columns: 200).lines(Samples.notFinite).last == sentence)
        #expect(Scene(Samples.notFinite).labels.last?.text == sentence)
        #expect(SVGRenderer().render(Samples.notFinite).contains(sentence))
        let one = "1 value is left out: its axis can't show it (not finite, or not positive on a logarithmic axis)."
        #expect(TerminalRenderer(columns: 200).lines(Samples.huge).last == one)
    }

    @Test func `levels of a histogram are counted exactly, and what is no level is left out`() {
        let histogram = Histogram([0, 0.25, 0.25, 0.3], levels: [0, 0.25, 0.5], value: Axis("accuracy"), countName: "seeds")
        #expect(histogram.bins.map(\.count) == [1, 2, 0])
        #expect(Figure(title: "t", content: .histogram(histogram)).data == "accuracy from\tto\tseeds\n0\t0\t1\n0.25\t0.25\t2\n0.5\t0.5\t0\n")
    }

    @Test func `ranges of a histogram end at round numbers and hold every value once`() {
        let values = (0..<100).map { 0.03 + 0.001 * Double($0) } + [.nan]
        let histogram = Histogram(values, count: 5, value: Axis("loss"), countName: "runs")
        #expect(histogram.bins.map(\.low) == [0.02, 0.04, 0.06, 0.08, 0.1, 0.12])
        #expect(histogram.bins.map(\.count).reduce(0, +) == 100)
        let single = Histogram([2, 2, 2], count: 5, value: Axis("loss"), countName: "runs")
        #expect(single.bins == [Histogram.Bin(low: 2, high: 2, count: 3)])
    }
}
