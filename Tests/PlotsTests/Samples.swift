import Foundation
import Plots

/// Figures of every kind, as the product makes them and worse.
enum Samples {
    static let usual: [(name: String, figure: Figure)] = [
        ("loss", loss()), ("accuracy", accuracy()), ("combinations", combinations(12)), ("heatmap", heatMap()),
        ("parallel", parallel()), ("importance", importance), ("seeds", seeds), ("losses", trainLosses), ("embedding", embedding),
        ("attention", attention()), ("predictions", predictions),
    ]

    /// Figures at the edges of what can be asked for.
    static let hard: [(name: String, figure: Figure)] = [
        ("long names", combinations(72)), ("wide heat map", wideHeatMap), ("twelve axes", manyAxes),
        ("nine lines", loss(series: 9, isLogarithmic: true)), ("one point", onePoint), ("all equal", allEqual),
        ("not finite", notFinite), ("tiny and negative", tiny), ("crowded", crowded), ("huge", huge),
        ("logarithmic", rates), ("hostile text", hostile), ("all bars negative", negativeBars),
        ("names on an axis", words), ("text loss", textLoss(baselines)), ("crowded references", textLoss((0..<12).map { .init(name: "reference \($0)", y: 1.8 + 0.001 * Double($0)) })),
        ("attention to thirty characters", attention(tokens: Array("ROMEO:⏎But·soft,·what·light·th").map(String.init), heads: 6, layers: 3)),
        ("attention to wide characters", attention(tokens: ["家", "系", "図", "の", "mother-in-law", "x"], heads: 2)),
        ("one cell", attention(tokens: ["a"], heads: 1, layers: 1)), ("mistakes of a text", stretches), ("a matrix not finite", brokenMatrix),
        ("a matrix of long names", longMatrix), ("references that can't be shown", textLoss([.init(name: "none", y: .nan), .init(name: String(repeating: "long ", count: 60), y: 2)])),
    ]

    static let empty: [(name: String, figure: Figure)] = [
        ("lines", Figure(title: "t", content: .lines(LineChart(x: Axis("x"), y: Axis("y"), series: [])))),
        ("intervals", Figure(title: "t", content: .intervals(IntervalChart(
            positions: .names(title: "n"), y: Axis("y"), groups: [], valuesName: "seeds", intervalName: "mean")))),
        ("heat map", Figure(title: "t", content: .heatMap(HeatMap(
            columns: .init(title: "c", names: []), rows: .init(title: "r", names: []), value: Axis("v"), values: [])))),
        ("parallel", Figure(title: "t", content: .parallel(ParallelCoordinates(axes: [], lines: [])))),
        ("bars", Figure(title: "t", content: .bars(BarChart(amount: Axis("a"), bars: [])))),
        ("histogram", Figure(title: "t", content: .histogram(Histogram([], count: 5, value: Axis("v"), countName: "seeds")))),
        ("matrix", Figure(title: "t", content: .matrix(MatrixChart(
            rows: .init(title: "r", names: []), columns: .init(title: "c", names: []), value: Axis("v"), panels: [])))),
        ("scatter", Figure(title: "t", content: .scatter(ScatterChart(x: Axis("x"), y: Axis("y"), points: [])))),
    ]

    /// A small generator: what the samples need of chance.
    struct Noise {
        var state: UInt64

        /// A number from 0 to 1.
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
    }

    static func loss(series: Int = 2, isLogarithmic: Bool = false, epochs: Int = 200) -> Figure {
        var noise = Noise(state: 7)
        let all = (0..<series).map { index in
            let points = (0..<epochs).map { epoch in
                let level = 0.05 + 0.02 * Double(index) + 0.65 / (1 + Double(epoch) / (6 + 2 * Double(index)))
                let mean = level * (0.97 + 0.06 * noise.next())
                return LineChart.Point(x: Double(epoch), y: mean, band: Bounds(low: mean * 0.85, high: mean * 1.2))
            }
            return LineChart.Series(name: "n_head=\(1 << index)", points: points)
        }
        return Figure(
            title: "Train loss over epochs",
            content: .lines(LineChart(
                x: Axis("epoch"), y: Axis("train loss", unit: "binary cross-entropy", kind: isLogarithmic ? .logarithmic : .linear),
                series: all, bandName: "from the lowest to the highest of 50 seeds")))
    }

    static let baselines: [LineChart.Reference] = [
        .init(name: "1-gram", y: 3.347), .init(name: "2-gram", y: 2.484), .init(name: "3-gram", y: 2.046), .init(name: "4-gram", y: 1.784),
    ]

    static func textLoss(_ references: [LineChart.Reference]) -> Figure {
        let iterations = stride(from: 0.0, through: 2000, by: 250)
        let series = [("train", 1.6), ("validation", 1.85)].map { name, end in
            LineChart.Series(name: name, points: iterations.map { iteration in
                let mean = end + 2.4 / (1 + iteration / 200)
                return .init(x: iteration, y: mean, band: Bounds(low: mean - 0.02, high: mean + 0.03))
            })
        }
        return Figure(
            title: "Loss over iterations",
            content: .lines(LineChart(
                x: Axis("iteration"), y: Axis("loss", unit: "nats a token"), series: series, references: references,
                bandName: "range over seeds (min to max)")))
    }

    private static func group(_ name: String, _ position: Double?, mean: Double, _ noise: inout Noise) -> IntervalChart.Group {
        let values = (0..<50).map { _ in min(1, max(0, ((mean + noise.next() - 0.5) * 4).rounded() / 4)) }
        let average = values.reduce(0, +) / 50
        return IntervalChart.Group(
            name: name, position: position, values: values, mean: average, interval: Bounds(low: average - 0.07, high: average + 0.06))
    }

    static func accuracy() -> Figure {
        var noise = Noise(state: 3)
        let groups = [1.0, 2, 4, 8].map { group("\(Int($0))", $0, mean: 0.2 + 0.06 * $0, &noise) }
        return Figure(
            title: "Test accuracy by n_head",
            content: .intervals(IntervalChart(
                positions: .numbers(Axis("n_head", kind: .logarithmic)), y: Axis("test accuracy"), groups: groups, valuesName: "seeds",
                intervalName: "mean and 95 % interval")),
            notes: ["Every group: 50 seeds, over all other settings of the sweep. Intervals speak of new seeds on this data set."])
    }

    static func combinations(_ count: Int) -> Figure {
        var noise = Noise(state: 5)
        let groups = (0..<count).map { index in
            let name = "n_layer=\(index % 2 + 1), n_head=\(1 << (index / 2 % 4)), n_embd_factor=\(16 << (index % 3)), dropout=0.\(index % 9 + 1)"
                + (index == 3 ? ", learning_rate=0.01, weight_decay=0.001" : "")
            return group(name, nil, mean: Double(index) / Double(count), &noise)
        }
        return Figure(
            title: "Test accuracy of each combination",
            content: .intervals(IntervalChart(
                positions: .names(title: "combination"), y: Axis("test accuracy"), groups: groups, valuesName: "seeds",
                intervalName: "mean and 95 % interval")))
    }

    static func heatMap() -> Figure {
        Figure(
            title: "Mean test accuracy by n_layer and n_head",
            content: .heatMap(HeatMap(
                columns: .init(title: "n_head", names: ["1", "2", "4", "8"]), rows: .init(title: "n_layer", names: ["1", "2", "3"]),
                value: Axis("test accuracy"), values: [[0.065, 0.185, 0.42, 0.515], [0.1, 0.31, 0.545, 0.615], [0.115, 0.3, nil, 0.6]])),
            notes: ["Mean over 50 seeds and all other settings."])
    }

    static var wideHeatMap: Figure {
        var noise = Noise(state: 11)
        return Figure(
            title: "A heat map of seventy-two columns with long names",
            content: .heatMap(HeatMap(
                columns: .init(title: "combination", names: (0..<72).map { "combination number \($0)" }),
                rows: .init(title: "n_layer", names: ["1", "a row with a name that is longer than its place allows it to be, by far"]),
                value: Axis("test accuracy"), values: (0..<2).map { _ in (0..<72).map { _ in noise.next() } })))
    }

    static func parallel() -> Figure {
        var noise = Noise(state: 9)
        let lines = (0..<72).map { index in
            let layers = Double(index % 2 + 1), heads = Double(1 << (index / 2 % 4)), factor = Double(16 << (index / 8 % 3))
            return [layers, heads, factor, 0.1 * Double(index / 24 + 1), min(1, 0.08 * heads + 0.05 * layers + factor / 200 + 0.1 * noise.next())]
        }
        return Figure(
            title: "Settings and mean test accuracy",
            content: .parallel(ParallelCoordinates(
                axes: [
                    Axis("n_layer"), Axis("n_head", kind: .logarithmic), Axis("n_embd_factor", kind: .logarithmic), Axis("dropout"),
                    Axis("test accuracy"),
                ], lines: lines)))
    }

    static var manyAxes: Figure {
        var noise = Noise(state: 13)
        let names = [
            "n_layer", "n_head", "n_embd_factor", "dropout", "epochs", "learning_rate", "weight_decay", "grad_clip", "warmup_epochs", "train_size",
            "train accuracy", "test accuracy",
        ]
        return Figure(
            title: "Twelve axes",
            content: .parallel(ParallelCoordinates(
                axes: names.map { Axis($0) }, lines: (0..<40).map { _ in names.map { _ in (noise.next() * 40).rounded() / 40 } })))
    }

    static var words: Figure {
        let lines: [[Double]] = [
            [1, 0, 0], [2, 0, 0.1], [1, 1, 0.2], [2, 1, 0.3], [1, 0, 0.4], [2, 0, 0.5], [1, 1, 0.6], [2, 1, 0.7], [1, 2, 0.5],
        ]
        return Figure(
            title: "Settings and mean test accuracy",
            content: .parallel(ParallelCoordinates(
                axes: [Axis("n_layer"), Axis("precision", kind: .names(["fp32", "bf16"])), Axis("test accuracy")], lines: lines)))
    }

    static let importance = Figure(
        title: "Importance of the hyper-parameters for test accuracy",
        content: .bars(BarChart(
            amount: Axis("share of the variance", unit: "%"),
            bars: [
                .init(name: "n_head", amount: 52.31), .init(name: "n_embd_factor", amount: 24.6), .init(name: "n_head × n_embd_factor", amount: 9.2),
                .init(name: "dropout", amount: 6.05), .init(name: "n_layer", amount: 1.2), .init(name: "n_layer × dropout", amount: 0),
            ])))

    static var seeds: Figure {
        let values = [0, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 1, 0.5, 0.25, 0.5]
        return Figure(
            title: "Test accuracies of 11 seeds",
            content: .histogram(Histogram(values, levels: [0, 0.25, 0.5, 0.75, 1], value: Axis("test accuracy"), countName: "seeds")))
    }

    static var trainLosses: Figure {
        var noise = Noise(state: 21)
        let values = (0..<50).map { _ in 0.03 + 0.04 * (noise.next() + noise.next() + noise.next()) }
        return Figure(
            title: "Train losses of 50 seeds",
            content: .histogram(Histogram(values, count: 10, value: Axis("train loss"), countName: "seeds")))
    }

    static let people = [
        "Alberto", "Alfonso", "Andrew", "Angela", "Arthur", "Charles", "Charlotte", "Christine", "Christopher", "Colin", "Emilio", "Francesca",
        "Gina", "James", "Jennifer", "Lucia", "Marco", "Margaret", "Maria", "Penelope", "Pierro", "Roberto", "Sophia", "Victoria",
    ]

    static var embedding: Figure {
        var noise = Noise(state: 17)
        let points = people.enumerated().map { index, name in
            ScatterChart.Point(
                x: (index % 2 == 0 ? -2 : 2) + 3 * noise.next(), y: 4 * noise.next() - 2, label: name, group: index % 2, kind: index % 3)
        }
        return Figure(
            title: "The learned embedding of the people",
            content: .scatter(ScatterChart(
                x: Axis("first principal component", unit: "31 % of the variance"), y: Axis("second principal component", unit: "12 %"),
                points: points, groups: ["English", "Italian"], kinds: ["grandparents", "parents", "children"])))
    }

    static var crowded: Figure {
        var noise = Noise(state: 19)
        let points = people.map { ScatterChart.Point(x: noise.next() * 0.01 + ($0 == "Victoria" ? 5 : 0), y: noise.next() * 0.01, label: $0) }
        return Figure(title: "Crowded", content: .scatter(ScatterChart(x: Axis("x"), y: Axis("y"), points: points)))
    }

    static func attention(tokens: [String] = ["Christopher", "wife"], heads: Int = 4, layers: Int = 2) -> Figure {
        var noise = Noise(state: 29)
        let panels = (0..<layers * heads).map { index in
            let values = tokens.indices.map { row in
                let raw = tokens.indices.map { $0 <= row ? noise.next() * noise.next() : 0 }, sum = raw.reduce(0, +)
                return tokens.indices.map { $0 <= row ? raw[$0] / sum : nil }
            }
            return MatrixChart.Panel(title: "layer \(index / heads + 1), head \(index % heads + 1)", values: values)
        }
        let side = HeatMap.Side(title: "token", names: tokens)
        return Figure(
            title: "Attention of each head, \(tokens.count) tokens",
            content: .matrix(MatrixChart(
                rows: side, columns: .init(title: "token that it attends to", names: tokens), value: Axis("attention"), range: Bounds(low: 0, high: 1),
                panels: panels, panelsInRow: heads)))
    }

    static var predictions: Figure {
        var noise = Noise(state: 31)
        let facts = ["Colin has_aunt", "Christopher wife", "Alfonso has_uncle", "Sophia mother"]
        let right: [Set<Int>] = [[11, 17], [19], [0, 10], [15]]
        let values = right.map { right in people.indices.map { Optional(right.contains($0) ? 0.3 + 0.7 * noise.next() : pow(noise.next(), 6)) } }
        return Figure(
            title: "Predictions for 4 facts",
            content: .matrix(MatrixChart(
                rows: .init(title: "fact", names: facts), columns: .init(title: "person", names: people), value: Axis("probability"),
                range: Bounds(low: 0, high: 1), panels: [.init(values: values)], marked: right, markName: "right answer")))
    }

    static var stretches: Figure {
        var noise = Noise(state: 37)
        let names = (0..<64).map { $0 % 16 == 0 ? "\($0 * 100 / 64) %" : "" }
        return Figure(
            title: "Loss along the validation text",
            content: .matrix(MatrixChart(
                rows: .init(title: "combination", names: ["n_layer=2", "n_layer=4"]), columns: .init(title: "stretch", names: names),
                value: Axis("loss", unit: "nats a token"), panels: [.init(values: (0..<2).map { _ in names.map { _ in 1.4 + noise.next() } })])))
    }

    static let brokenMatrix = Figure(
        title: "NaN", content: .matrix(MatrixChart(
            rows: .init(title: "r", names: ["a", "b"]), columns: .init(title: "c", names: ["x", "y", "z"]), value: Axis("v"),
            panels: [.init(values: [[.nan, .infinity, 0.5], [nil, 0.5]])], marked: [[1], [0, 5]], markName: "marked")))

    static let longMatrix = Figure(
        title: "Long names", content: .matrix(MatrixChart(
            rows: .init(title: String(repeating: "row", count: 60), names: (0..<60).map { "row \($0) " + String(repeating: "n", count: 200) }),
            columns: .init(title: String(repeating: "column", count: 60), names: (0..<72).map { "column \($0) " + String(repeating: "m", count: 200) }),
            value: Axis(String(repeating: "unit", count: 60)),
            panels: [.init(values: (0..<60).map { row in (0..<72).map { Double((row * $0) % 17) / 16 } })], marked: [[0, 71]],
            markName: String(repeating: "mark", count: 60))))

    static let onePoint = Figure(
        title: "One point",
        content: .lines(LineChart(x: Axis("epoch"), y: Axis("loss"), series: [.init(name: "a", points: [.init(x: 3, y: 0.25)])])))

    static let allEqual = Figure(
        title: "All equal",
        content: .intervals(IntervalChart(
            positions: .numbers(Axis("n_head")), y: Axis("test accuracy"),
            groups: [.init(name: "2", position: 2, values: [0, 0, 0], mean: 0), .init(name: "2", position: 2, values: [0, 0], mean: 0)],
            valuesName: "seeds", intervalName: "mean")))

    static let notFinite = Figure(
        title: "Not finite",
        content: .lines(LineChart(
            x: Axis("epoch"), y: Axis("loss", kind: .logarithmic),
            series: [
                .init(name: "a", points: [.init(x: 0, y: 1), .init(x: 1, y: .nan), .init(x: 2, y: .infinity), .init(x: 3, y: 0), .init(x: 4, y: 0.5)]),
                .init(name: "b", points: [.init(x: 0, y: -1)]),
            ])))

    static let tiny = Figure(
        title: "Tiny and negative",
        content: .lines(LineChart(
            x: Axis("epoch"), y: Axis("difference"),
            series: [.init(name: "a", points: (0..<20).map { .init(x: Double($0), y: -1.2345e-9 * Double($0 - 5)) })])))

    static let huge = Figure(
        title: "Huge",
        content: .lines(LineChart(
            x: Axis("epoch"), y: Axis("parameters"),
            series: [.init(name: "a", points: [.init(x: -1e280, y: 1e280), .init(x: 1e280, y: -1e280), .init(x: 1e300, y: 1)])])))

    static var rates: Figure {
        var noise = Noise(state: 23)
        let groups = [0.001, 0.0032, 0.01, 0.032, 0.1].map { (rate: Double) in group("\(rate)", rate, mean: 0.5, &noise) }
        return Figure(
            title: "Test accuracy by learning_rate",
            content: .intervals(IntervalChart(
                positions: .numbers(Axis("learning_rate", kind: .logarithmic)), y: Axis("test accuracy"), groups: groups, valuesName: "seeds",
                intervalName: "mean and 95 % interval")))
    }

    static let hostile = Figure(
        title: "<script>alert(\"&\")</script> \u{1B}[31m \u{7} 家系図 " + String(repeating: "long ", count: 60),
        content: .bars(BarChart(
            amount: Axis(String(repeating: "unit", count: 60)),
            bars: [.init(name: "\u{0}\u{1B}]0;x\u{7}]]> \(String(repeating: "m", count: 400))", amount: 3), .init(name: "家系図", amount: -2)])),
        notes: ["A note with a\nline end, a \ttab and " + String(repeating: "x", count: 300)])

    static let negativeBars = Figure(
        title: "Negative", content: .bars(BarChart(amount: Axis("a"), bars: [.init(name: "a", amount: -3), .init(name: "b", amount: -1e-5)])))
}
