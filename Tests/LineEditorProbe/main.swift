import Glibc
import Session
import System
import Terminal

// A REPL that echoes what it reads. `quit` leaves; SIGUSR2 posts a notice; Tab after `crash` crashes.
// PROBE_CANDIDATES=10000 adds candidates v00000 …; PROBE_ENCODING=ascii stays in locale C.

private func printed(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "\n" ? "\\n" : $0 == "\t" ? "\\t" : String($0) }.joined()
}

private func isBalanced(_ text: String) -> Bool {
    text.reduce(0) { depth, character in
        "([{".contains(character) ? depth + 1 : ")]}".contains(character) ? depth - 1 : depth
    } <= 0
}

private let environment = Environment.process
private let words: [CompletionCandidate] = [
    CompletionCandidate("set", kind: "command", detail: "Set hyper-parameters", suffix: " "),
    CompletionCandidate("show", kind: "command", detail: "Show the configuration", suffix: " "),
    CompletionCandidate("sweep", kind: "command", detail: "Train a grid", suffix: " "),
    CompletionCandidate("n_layer", kind: "hyper-parameter", suffix: "="),
    CompletionCandidate("n_embd", suffix: "="),
    CompletionCandidate("n_embd_factor", suffix: "="),
    CompletionCandidate("widths", kind: "variable"),
]
private let numbered = (0..<(environment["PROBE_CANDIDATES"].flatMap { Int($0) } ?? 0)).map { number in
    let digits = String(number)
    return CompletionCandidate("v" + String(repeating: "0", count: 5 - digits.count) + digits)
}

private func complete(_ text: String, _ cursor: Int) -> CompletionAnswer {
    let before = text.utf8.prefix(cursor)
    let start = before.lastIndex { " \n\t".utf8.contains($0) }.map { before.index(after: $0) } ?? before.startIndex
    let word = String(before[start...]) ?? ""
    if word == "crash" { fatalError("as asked") }
    let offset = text.utf8.distance(from: text.utf8.startIndex, to: start)
    return CompletionAnswer(
        replacing: offset..<cursor, candidates: (words + numbered).filter { $0.text.hasPrefix(word) })
}

/// Posts a notice for each SIGUSR2, from a thread of its own.
private func postNotices(to board: NoticeBoard) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGUSR2)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let context = Unmanaged.passRetained(board).toOpaque()
    var thread = pthread_t()
    pthread_create(&thread, nil, { context in
        guard let context else { return nil }
        let board = Unmanaged<NoticeBoard>.fromOpaque(context).takeUnretainedValue()
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR2)
        var signal: Int32 = 0
        while sigwait(&signals, &signal) == 0 { board.post("a notice from afar") }
        return nil
    }, context)
}

private let terminals = TerminalCapabilities.Terminals(input: true, output: true, error: true)
private let capabilities = environment["PROBE_ENCODING"] == "ascii"
    ? TerminalCapabilities(terminals: terminals, environment: environment, color: .auto, encoding: .ascii)
    : .detect(color: .auto)
private let editor = LineEditor(
    capabilities: capabilities, history: EntryHistory(path: EntryHistory.standardPath()),
    isComplete: isBalanced, complete: complete)
postNotices(to: editor.notices)

private var number = 1
reading: while true {
    switch editor.readLine(Prompt("In [\(number)]: ", style: .green)) {
    case .entry("quit"):
        break reading
    case .entry(let text):
        print("Out[\(number)]: <\(printed(text))>")
        number += 1
    case .interrupted:
        continue
    case .endOfInput:
        print("bye")
        break reading
    }
}
