import Engine
import Formats
import Language
import Notebook

/// Where a statement stands: its text, where its lines go, and which scripts are running.
struct ExecutionContext: Sendable {
    let source: SourceText
    /// Takes the events; what is foreign in them is escaped before.
    private var sink: SessionEmitter
    /// The scripts that are running, the outermost first.
    var scripts: [String] = []
    /// In a condition, the combination it is asked about.
    var configuration: TrainingConfiguration?
    /// Whether distributions are drawn from: in the arguments of a random sweep.
    var isDrawing = false
    /// Whether a statement stands in no block.
    var isTopLevel = true

    init(source: SourceText, emit: @escaping SessionEmitter, scripts: [String] = []) {
        self.source = source
        self.scripts = scripts
        sink = emit
    }

    func emit(_ event: SessionEvent) async throws { try await sink(event.escaped) }

    func fail(_ error: SessionError, _ span: SourceSpan) -> Diagnostic {
        Diagnostic(error, at: span, in: source)
    }

    func within(_ configuration: TrainingConfiguration) -> ExecutionContext {
        var context = self
        context.configuration = configuration
        return context
    }

    /// The same with events going elsewhere.
    func emitting(_ emit: @escaping SessionEmitter) -> ExecutionContext {
        var context = self
        context.sink = emit
        return context
    }

    func drawing(_ isDrawing: Bool) -> ExecutionContext {
        var context = self
        context.isDrawing = isDrawing
        return context
    }

    var inBlock: ExecutionContext {
        var context = self
        context.isTopLevel = false
        return context
    }

    /// What `body` returns; the error it throws gets a place.
    func at<Result>(_ span: SourceSpan, _ body: () throws(SessionError) -> Result) throws(Diagnostic) -> Result {
        do throws(SessionError) { return try body() } catch { throw fail(error, span) }
    }

    func show(_ lines: [String]) async throws {
        try await emit(.lines(lines))
    }

    /// Shows a page as wide as the terminal is; a notebook keeps it as a page too.
    func show(_ page: TextPage, width: Int) async throws {
        try await emit(.table(page.lines(width: width), MIMEBundle(page, plain: page.lines(width: Interpreter.notebookColumns))))
    }

    /// Shows a page; what has tables, a notebook keeps as a page too.
    func show(_ page: TextPage) async throws {
        try await emit(page.hasTable ? .table(page.lines, MIMEBundle(page, plain: page.lines)) : .lines(page.lines))
    }
}
