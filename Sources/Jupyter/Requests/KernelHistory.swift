package import Formats
package import Session
package import System

/// What was run, for front ends that ask for it and for the command `history`: the cells of this session by their numbers, and
/// before them what was entered in earlier sessions, at a prompt or in a notebook.
package final class KernelHistory {
    private struct Entry {
        /// Its session and its number there.
        let session: Int
        let line: Int
        let input: String
        /// The text of its value, if it has one.
        var output: String?
    }

    /// Every text, the oldest first, for a command that runs elsewhere.
    package let texts: Locked<[String]>

    /// The number of all earlier sessions together, and of this one.
    private static let (earlier, present) = (1, 2)

    private var entries: [Entry]
    /// Where the cells are kept.
    private let file: EntryHistory

    package init(_ file: EntryHistory) {
        self.file = file
        texts = Locked(file.entries)
        entries = file.entries.enumerated().map { Entry(session: Self.earlier, line: $0 + 1, input: $1) }
        warn()
    }

    /// Adds a cell.
    package func append(_ code: String, number: Int, output: String?) {
        entries.append(Entry(session: Self.present, line: number, input: code, output: output))
        texts.withLock { $0.append(code) }
        file.append(code)
        warn()
    }

    private func warn() {
        if let warning = file.takeWarning() { Log.note(warning.message) }
    }

    // MARK: - Requests
    /// What a front end asks for; nil where it asks for nothing known.
    package func reply(to request: Request) -> JSONObject? {
        let fields = request.content
        guard let found = found(request.text("hist_access_type"), fields) else { return nil }
        let withOutput = request.flag("output", default: false)
        let triples = found.map { entry -> JSONValue in
            let input = JSONValue.string(entry.input)
            let pair = JSONValue.array([input, entry.output.map(JSONValue.string) ?? .null])
            return [JSONValue(entry.session), JSONValue(entry.line), withOutput ? pair : input]
        }
        return ["status": "ok", "history": .array(triples)]
    }

    private func found(_ access: String, _ fields: JSONObject) -> [Entry]? {
        switch access {
        case "tail": return Self.last(fields["n"]?.integer, of: entries)
        case "range":
            return range(session: fields["session"]?.integer ?? 0, fields["start"]?.integer ?? 0, fields["stop"]?.integer)
        case "search":
            let pattern = GlobPattern(fields["pattern"]?.string ?? "*")
            var matches = entries.filter { pattern.matches($0.input) }
            if fields["unique"]?.boolean == true { matches = Self.unique(matches) }
            return Self.last(fields["n"]?.integer, of: matches)
        default: return nil
        }
    }

    private static func last(_ count: Int?, of entries: [Entry]) -> [Entry] { Array(entries.suffix(max(0, count ?? .max))) }

    /// Some lines of a session: 0 is this one, and negative numbers count back from it.
    private func range(session: Int, _ start: Int, _ stop: Int?) -> [Entry] {
        let session = session > 0 ? session : Self.present &+ session
        return entries.filter { $0.session == session && $0.line >= start && $0.line < stop ?? .max }
    }

    /// Each text once, where it stands last.
    private static func unique(_ entries: [Entry]) -> [Entry] {
        var known: Set<String> = []
        return entries.reversed().filter { known.insert($0.input).inserted }.reversed()
    }
}
