import Engine
import Language

/// Where a statement stands: its text, where its lines go, and which scripts are running.
struct Frame: Sendable {
    let source: SourceText
    private(set) var emit: SessionEmitter
    /// The scripts that are running, the outermost first.
    var scripts: [String] = []
    /// In a condition, the combination it is asked about.
    var configuration: TrainingConfiguration?
    /// Whether distributions are drawn from: in the arguments of a random sweep.
    var isDrawing = false
    /// Whether a statement stands in no block.
    var isTopLevel = true

    func fail(_ fact: Fact, _ span: SourceSpan) -> Diagnostic {
        Diagnostic(fact, at: span, in: source)
    }

    func within(_ configuration: TrainingConfiguration) -> Frame {
        var frame = self
        frame.configuration = configuration
        return frame
    }

    /// The same with events going elsewhere.
    func emitting(_ emit: @escaping SessionEmitter) -> Frame {
        var frame = self
        frame.emit = emit
        return frame
    }

    func drawing(_ isDrawing: Bool) -> Frame {
        var frame = self
        frame.isDrawing = isDrawing
        return frame
    }

    var inBlock: Frame {
        var frame = self
        frame.isTopLevel = false
        return frame
    }

    /// What `body` returns; the fact it throws gets a place.
    func at<Result>(_ span: SourceSpan, _ body: () throws(Fact) -> Result) throws(Diagnostic) -> Result {
        do throws(Fact) { return try body() } catch { throw fail(error, span) }
    }

    func show(_ lines: [String]) async throws {
        try await emit(.lines(lines))
    }
}
