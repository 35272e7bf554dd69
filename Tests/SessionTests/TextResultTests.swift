import Foundation
import Language
import Plots
import Session
import System
import Testing

/// What a session shows of runs that learned a text.
struct TextResultTests {
    private let harness = Harness()
    private static let sweep = """
        sweep data="letters.txt" n_layer=[1, 2] n_head=1 n_embd_factor=8 block_size=16 batch_size=4 max_iters=6 eval_interval=2 seeds=3 out="%"

        """

    private func sweep(_ name: String, _ more: String) async throws -> [String] {
        try write("letters.txt", String(repeating: "to be or not to be, that is the question. ", count: 60))
        return try await harness.run(Self.sweep.replacing("%", with: name) + more)
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(ScriptCase.folder)/\(name)", atomically: true, encoding: .utf8)
    }

    @Test func `a text sweep's console and fields tell validation loss`() async throws {
        let lines = try await sweep("text_fields", """
            let s = open("text_fields")
            print s.best.val_loss == s.best.val_losses[0] or s.best.best_iter >= 0
            print s.best.bits_per_byte > 0 and s.best.best_val_loss <= s.best.val_losses[0] + 1
            print s.best.block_size
            """)
        #expect(lines.contains { $0.hasPrefix("Random seed 00 Test accuracy: ") && $0.contains(", Val loss: ") })
        #expect(lines.contains { $0.hasPrefix("SWEEP_RESULT_AVG_VAL_LOSS: ") })
        #expect(lines.contains { $0.hasPrefix("Best average val loss: ") } && lines.contains { $0.hasPrefix("Best average test accuracy: ") })
        #expect(lines.suffix(3) == ["true", "true", "16"])
    }

    @Test func `loss is drawn over iterations, with n-grams as dashed lines`() async throws {
        let found = try await figures("text_loss", "plot loss\nplot loss \"text_loss\"\nplot bars\nplot val_loss n_layer")
        try #require(found.count == 4)
        guard case .lines(let chart) = found[0].content else {
            Issue.record("no lines")
            return
        }
        #expect(chart.series.map(\.name) == [
            "validation, n_layer=1", "train (evaluated), n_layer=1", "validation, n_layer=2", "train (evaluated), n_layer=2",
        ])
        #expect(chart.series.allSatisfy { $0.points.map(\.x) == [0, 2, 4, 6] && $0.points.allSatisfy { $0.band != nil } })
        #expect(chart.x == Axis("iteration") && chart.y == Axis("loss", unit: "nats per token"))
        #expect(found[0].notes.contains(
            "Points are evaluations, without dropout, of at most 256 windows; val_loss is of the whole validation text, train_loss of the last 100 iterations' batches."))
        #expect(chart.references.count > 3 && chart.references.allSatisfy { $0.y > 0 })
        #expect(found[0] == found[1])
        #expect(found[2].title == "Val loss of each combination" && found[3].title == "Val loss by n_layer")
    }

    @Test func `compare ranks by validation loss, and by what it is asked for`() async throws {
        let lines = try await sweep("text_compare", "compare\ncompare metric=best_val_loss\ncompare importance\ncompare by n_layer")
        #expect(lines.contains { $0.hasPrefix("2 combinations, 3 seeds each, val loss, lower is better; all with data=letters,") })
        #expect(lines.contains { $0.hasPrefix("2 combinations, 3 seeds each, best val loss, lower is better;") })
        #expect(lines.contains { $0.hasPrefix("best_val_loss is val_loss less what validation loss rose by after the") })
        #expect(!lines.contains { $0.contains("perfect") && !$0.contains("Total perfect") })
    }

    @Test func `an export has the columns of text, and none of relations`() async throws {
        let lines = try await sweep("text_export", "export \"text_export\" csv")
        let names = try #require(lines.first { $0.hasPrefix("data,task,n_layer,") }).split(separator: ",").map(String.init)
        for name in ["max_iters", "tokenizer", "val_loss", "best_val_loss", "val_bits_per_byte", "val_tokens", "best_iter", "evaluations"] {
            #expect(names.contains(name), "\(name)")
        }
        for name in ["epochs", "train_size", "test_items", "test_items_right"] { #expect(!names.contains(name), "\(name)") }
        // The counts that shares are of, and no size of a vocabulary that nobody chose.
        #expect(names.contains("train_tokens_tested") && names.contains("train_tokens_right"))
        let run = try #require(lines.last { $0.hasPrefix("letters.txt,text,") }).split(separator: ",", omittingEmptySubsequences: false)
        #expect(run[try #require(names.firstIndex(of: "vocab_size"))] == "")
    }

    @Test func `results name data and metrics where there is text`() async throws {
        _ = try await sweep("listed/text", "")
        let lines = try await harness.run("sweep n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1 out=\"listed/tree\"\nresults \"listed\"")
        #expect(lines.contains { $0.contains("data") && $0.contains("best") && !$0.contains("best test accuracy") })
        #expect(lines.contains { $0.contains("listed/text") && $0.contains("letters") && $0.contains(" val loss") })
        #expect(lines.contains { $0.contains("listed/tree") && $0.contains("family_tree") && $0.contains(" test accuracy") })
    }

    private func figures(_ name: String, _ text: String) async throws -> [Figure] {
        _ = ScriptCase.folder
        let figures = Locked<[Figure]>([])
        try write("letters.txt", String(repeating: "to be or not to be, that is the question. ", count: 60))
        _ = try await harness.interpreter.execute(SourceText(name: "t", Self.sweep.replacing("%", with: name) + text)) { event in
            if case .figure(let figure) = event { figures.withLock { $0.append(figure) } }
        }
        return figures.withLock { $0 }
    }

    @Test func `n-grams are drawn beside one combination, in characters and in a file`() async throws {
        let figure = try #require(try await figures("text_grams", "train data=\"letters.txt\" n_layer=1 n_head=1 n_embd_factor=8 block_size=16 batch_size=4 max_iters=6 eval_interval=2 seeds=1\nplot loss").first)
        guard case .lines(let chart) = figure.content else {
            Issue.record("no lines")
            return
        }
        #expect(chart.series.map(\.name) == ["validation", "train (evaluated)"])
        #expect(chart.references.map(\.name).contains("unigram"))
        #expect(TerminalRenderer(columns: 100).lines(figure).joined().contains("unigram"))
        #expect(SVGRenderer().render(figure).contains("unigram"))
    }

    @Test func `shares of tokens have intervals by Student's t, and pictures say so`() async throws {
        let figure = try #require(try await figures("text_shares", "plot test_accuracy").first)
        guard case .intervals(let chart) = figure.content else {
            Issue.record("no groups")
            return
        }
        for group in chart.groups where Set(group.values).count > 1 {
            let mean = group.values.reduce(0, +) / 3, interval = try #require(group.interval)
            let squares = group.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            // t of 2 degrees of freedom at 97.5 %.
            let reach = 4.302652729911275 * (squares / 6).squareRoot()
            #expect(abs(interval.low - max(0, mean - reach)) < 1e-9 && abs(interval.high - min(1, mean + reach)) < 1e-9)
        }
        #expect(figure.notes.contains("With fewer than 11 seeds the intervals of means are Student's t and hold where test accuracies are close to normal."))
    }

    @Test func `files have their names on the axis of a picture`() async throws {
        try write("numbers.txt", String(repeating: "1 2 3 4 5 6 7 8 9 10 11 12 ", count: 60))
        let figure = try #require(try await figures("text_axis", """
            sweep data=["numbers.txt", "letters.txt"] n_layer=1 n_head=1 n_embd_factor=8 block_size=16 batch_size=4 max_iters=2 seeds=1
            plot parallel
            """).first)
        guard case .parallel(let chart) = figure.content else {
            Issue.record("no lines")
            return
        }
        #expect(chart.axes[0] == Axis("data", kind: .names(["numbers", "letters"])))
        #expect(chart.lines.map { $0[0] } == [0, 1])
    }

    @Test func `several data are compared apart`() async throws {
        try write("letters.txt", String(repeating: "to be or not to be, that is the question. ", count: 60))
        try write("numbers.txt", String(repeating: "1 2 3 4 5 6 7 8 9 10 11 12 ", count: 60))
        let lines = try await harness.run("""
            sweep data=["letters.txt", "numbers.txt"] n_layer=1 n_head=1 n_embd_factor=8 block_size=16 batch_size=4 max_iters=2 eval_interval=2 seeds=2
            compare
            """)
        #expect(lines.contains("data=letters") && lines.contains("data=numbers"))
        #expect(lines.contains { $0.hasPrefix("Best average val loss of data=letters: ") })
        #expect(try await harness.run("compare by data").joined().contains(
            "results on different data are ranked apart, so they can't be compared by data or with one reference"))
    }

    @Test func `the embedding of other data has the data's names, while they are there`() async throws {
        try write("letters.txt", String(repeating: "to be or not to be, that is the question. ", count: 60))
        let lines = try await harness.run(Self.sweep.replacing("%", with: "text_names").replacing("seeds=3", with: "seeds=1 embeddings=true") + "plot embedding")
        #expect(lines.contains { $0.contains("The learned embedding of the tokens") }, "\(lines)")
        try write("letters.txt", String(repeating: "to be or not to be, this is the question. ", count: 60))
        #expect(try await harness.run("plot embedding").joined().contains(
            "the runs in text_names learned from \"letters.txt\", which is gone or has changed since"))
    }

    @Test func `what only relations have is refused in words`() async throws {
        _ = ScriptCase.folder
        let trees = try await harness.run("train n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1\nplot val_loss")
        #expect(trees.joined().contains("have no val_loss; they have test_accuracy, train_accuracy and train_loss"))
    }
}
