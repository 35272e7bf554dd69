import Experiments
import Language
import Plots
import Session
import System

/// A session whose lines are collected.
struct Harness: Sendable {
    let interpreter: Interpreter
    private let shown = Locked<[String]>([])

    init(_ environment: SessionEnvironment = SessionEnvironment(jobs: 2)) {
        interpreter = Interpreter(environment)
    }

    /// The lines that a text shows, and the whole message if it ends with an error.
    func run(_ text: String) async throws -> [String] {
        try await run(SourceText(name: "t", text))
    }

    func run(_ source: SourceText) async throws -> [String] {
        await lines { emit in try await interpreter.execute(source, emit: emit) }.lines
    }

    func run(file path: String) async throws -> (lines: [String], status: Int32) {
        let script = try ScriptFile(reading: path)
        return await lines { emit in try await interpreter.execute(script, emit: emit) }
    }

    private func lines(
        _ body: (@escaping SessionEmitter) async throws -> StatementEnd
    ) async -> (lines: [String], status: Int32) {
        shown.withLock { $0 = [] }
        // As on standard error, behind what is on standard output.
        let shortfalls = Locked<[String]>([]), isOpen = Locked(false)
        var status: Int32 = 0
        do {
            _ = try await body { event in
                var lines = event.lines
                // Text goes on where it was left.
                if case .text = event {
                    if isOpen.withLock({ $0 }) {
                        let rest = lines.removeFirst()
                        shown.withLock { $0[$0.count - 1] += rest }
                    }
                    let isEnded = lines.last == ""
                    if isEnded { lines.removeLast() }
                    isOpen.withLock { $0 = !isEnded }
                }
                if case .shortfall(let diagnostic) = event { shortfalls.withLock { $0 += Self.lines(diagnostic.rendered) } }
                shown.withLock { $0 += lines }
            }
            if shortfalls.withLock({ !$0.isEmpty }) { status = 1 }
            shown.withLock { $0 += shortfalls.withLock { $0 } }
        } catch {
            shown.withLock { $0 += shortfalls.withLock { $0 } }
            let diagnostic = error as? Diagnostic
            let text = diagnostic?.rendered ?? "\(error)"
            shown.withLock { $0 += Self.lines(text) }
            status = diagnostic?.exitStatus ?? 130
        }
        return (shown.withLock { $0 }, status)
    }

    private static func lines(_ text: String) -> [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}

extension SessionEvent {
    /// What a console shows of it on standard output.
    var lines: [String] {
        switch self {
        case .lines(let lines): lines
        case .value(let text): [text]
        case .text(let text): text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        case .table(let lines, _), .page(let lines, _): lines
        case .figure(let figure): TerminalRenderer(columns: 80).lines(figure)
        case .folder, .progress, .notice, .failure, .shortfall: []
        }
    }
}
