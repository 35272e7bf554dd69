import Engine
import Experiments
import Foundation
import Language
import Plots
import Session
import System
import Testing

/// Figures of results, as values.
struct PlotTests {
    private let harness = Harness()

    /// The figures that a text shows.
    private func figures(_ text: String) async throws -> [Figure] {
        _ = ScriptCase.folder
        let figures = Locked<[Figure]>([])
        _ = try await harness.interpreter.execute(SourceText(name: "t", text)) { event in
            if case .figure(let figure) = event { figures.withLock { $0.append(figure) } }
        }
        return figures.withLock { $0 }
    }

    @Test func `runs that were recorded without their loss curves are told of`() async throws {
        let folder = "curveless_\(UUID().uuidString)"
        _ = try await figures("sweep n_layer=1 n_head=1 n_embd_factor=4 epochs=3 seeds=3 out=\"\(folder)\"")
        let path = "\(folder)/runs.jsonl", lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        // The first as early versions recorded it.
        let first = lines[0].replacing(#/"loss_curve":"[^"]*",/#, with: "").replacing(#/,"crc32":"[^"]*"/#, with: "")
        let text = ([String(first)] + lines.dropFirst().map(String.init)).joined(separator: "\n") + "\n"
        try WholeFile.write(Array(text.utf8), to: path, existing: .replaced)
        let figure = try #require(try await figures("plot loss \"\(folder)\"").first)
        #expect(figure.notes == ["A line is the mean over the runs that were recorded with their loss curve: 2 of 3."])
        let notices = Locked<[String]>([])
        _ = try await harness.interpreter.execute(SourceText(name: "t", "export \"\(folder)\" csv table=losses")) { event in
            if case .notice(let text) = event { notices.withLock { $0.append(text) } }
        }
        #expect(notices.withLock { $0 } == ["1 of 3 runs were recorded without their loss curves"])
    }

    @Test func `loss has a line and a band for each combination, at the epochs that are kept`() async throws {
        let figure = try #require(try await figures("""
            sweep n_layer=1 n_head=[1, 2] n_embd_factor=4 dropout=0 epochs=40 seeds=3
            plot loss
            """).first)
        guard case .lines(let chart) = figure.content else {
            Issue.record("no lines")
            return
        }
        #expect(chart.series.map(\.name) == ["n_head=1", "n_head=2"])
        #expect(chart.series[0].points.map(\.x) == Array(0...32).map(Double.init) + [34, 36, 38, 39])
        #expect(chart.series.allSatisfy { $0.points.allSatisfy { point in
            point.band.map { $0.low <= point.y && point.y <= $0.high } ?? false
        } })
        #expect(chart.bandName == "range over seeds (min to max)")
        #expect(figure.notes == ["A line is the mean over 3 seeds."])
    }

    @Test func `of many combinations the best six are shown`() async throws {
        let figure = try #require(try await figures("""
            sweep n_layer=1 n_head=1 n_embd_factor=[1, 2, 3, 4, 5, 6, 7, 8] dropout=0 epochs=1 seeds=1
            plot loss
            """).first)
        guard case .lines(let chart) = figure.content else {
            Issue.record("no lines")
            return
        }
        #expect(chart.series.count == 6)
        #expect(chart.bandName == nil)
        #expect(figure.notes.last == "Shown are the 6 of 8 combinations with the best mean test accuracy.")
    }

    @Test func `a factor's groups hold all runs of its values`() async throws {
        let figure = try #require(try await figures("""
            sweep n_layer=[1, 2] n_head=[1, 8] n_embd_factor=4 dropout=0 epochs=1 seeds=4
            plot train_loss n_head
            """).first)
        guard case .intervals(let chart) = figure.content else {
            Issue.record("no groups")
            return
        }
        #expect(chart.groups.map(\.name) == ["1", "8"])
        #expect(chart.groups.allSatisfy { $0.values.count == 8 })
        #expect(chart.positions == .numbers(Axis("n_head", kind: .logarithmic)))
        for group in chart.groups {
            let mean = group.values.reduce(0, +) / 8
            #expect(abs(group.mean - mean) < 1e-12)
            let interval = try #require(group.interval)
            #expect(interval.low < mean && mean < interval.high)
        }
        #expect(figure.notes.first == "Over all settings of n_layer.")
    }

    @Test func `a heat map has the mean of each pair, and none where nothing was trained`() async throws {
        let figure = try #require(try await figures("""
            sweep n_layer=[1, 2] n_head=[1, 2] n_embd_factor=4 dropout=[0, 0.1] epochs=1 seeds=2 where n_layer == 1 or n_head == 1
            plot heatmap n_layer n_head
            """).first)
        #expect(figure.data == "n_layer \\ n_head\t1\t2\n1\t0\t0\n2\t0\t\n")
        #expect(figure.notes == ["Mean over 2 seeds and all settings of dropout."])
    }

    @Test func `the embedding shows every person by family and generation`() async throws {
        let figure = try #require(try await figures("""
            train n_layer=1 n_head=1 n_embd_factor=8 dropout=0 epochs=3 seeds=[4, 5] embeddings=true
            plot embedding seed=5
            """).first)
        guard case .scatter(let chart) = figure.content else {
            Issue.record("no points")
            return
        }
        #expect(chart.points.map(\.label) == FamilyTree.people.map(\.name))
        #expect(chart.groups == ["English", "Italian"])
        let colin = try #require(chart.points.first { $0.label == "Colin" })
        #expect(colin.group == 0 && colin.kind == 2)
        #expect(figure.notes[0].hasPrefix("After training with seed 5, n_layer=1, n_head=1, n_embd_factor=8, dropout=0.0. "))
    }

    @Test func `a saved picture is the figure that is shown`() async throws {
        let text = """
            train n_layer=1 n_head=1 n_embd_factor=4 dropout=0 epochs=1 seeds=2
            plot seeds out="seeds.svg"
            """
        let figure = try #require(try await figures(text).first)
        let saved = try String(contentsOfFile: "\(ScriptCase.folder)/seeds.svg", encoding: .utf8)
        #expect(saved == SVGRenderer().render(figure))
    }

    @Test func `a folder gives the figure that its session gave`() async throws {
        let figures = try await figures("""
            sweep n_layer=[1, 2] n_head=1 n_embd_factor=4 dropout=0 epochs=2 seeds=3 embeddings=true out="plot_folder"
            plot loss
            plot loss "plot_folder"
            plot embedding
            plot embedding plot_folder
            plot test_accuracy n_layer
            plot test_accuracy n_layer ./plot_folder/
            """)
        for pair in [(0, 1), (2, 3), (4, 5)] { #expect(figures[pair.0].data == figures[pair.1].data) }
    }
}
