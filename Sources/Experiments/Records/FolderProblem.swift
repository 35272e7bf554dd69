/// Something in a results folder that can't be used. The rest of the folder is, and nothing is overwritten.
package struct FolderProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The last line has no end.
        case cutOff
        /// A line that is no record; some of its text.
        case garbled(String)
        /// A record of a configuration, or of a seed, that the folder's plan hasn't.
        case notPlanned(String)
        /// Another result of a run than an earlier line has.
        case conflict(run: String, other: String)
        /// A unit's file by an engine that gives other numbers.
        case otherEngine(found: Int, version: String, expected: Int)
        /// A line whose checksum is another's: something has changed it since it was written.
        case changed(String)
    }

    /// The file's name within the folder.
    package let file: String
    /// Counted from 1.
    package let line: Int
    package let kind: Kind

    init(file: String, line: Int, _ kind: Kind) {
        self.file = file
        self.line = line
        self.kind = kind
    }

    /// Whether it is what a process leaves that was killed while it wrote: nothing but that line is lost.
    var isHarmless: Bool { kind == .cutOff }

    /// Whether somebody has to find out which of two results is right.
    var isConflict: Bool {
        if case .conflict = kind { true } else { false }
    }

    /// The start of a line, fit for a message.
    static func excerpt(_ line: some Collection<UInt8>) -> String {
        let text = String(decoding: line.prefix(160), as: UTF8.self)
        let shown = String(text.map { $0.isControl ? "\u{FFFD}" : $0 }.prefix(40))
        return shown.utf8.count < line.count ? shown + "…" : shown
    }
}

extension FolderProblem: CustomStringConvertible {
    /// One sentence: where, what was found, what was expected.
    package var description: String {
        let place = "\(file):\(line)"
        switch kind {
        case .cutOff:
            return "\(place): the last line is cut off; its run does not count"
        case .garbled(let text):
            return "\(place): found \"\(text)\", expected the record of a run; the line does not count"
        case .notPlanned(let run):
            return "\(place): found \(run), which is not in the folder's plan; the line does not count"
        case .conflict(let run, let other):
            return "\(place): found another result of \(run) than \(other) has; "
                + "one of the two is wrong, and both are kept"
        case .otherEngine(let found, let version, let expected):
            return "\(place): found runs of engine \(found) (sweepbook \(version)), "
                + "expected engine \(expected); they do not count"
        case .changed(let text):
            return "\(place): found \"\(text)\", which has changed since it was written; the line does not count"
        }
    }
}

extension Character {
    fileprivate var isControl: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
