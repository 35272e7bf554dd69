/// Lines of a sweep's text for the console, and what they tell of.
package struct ReportPart: Hashable, Sendable {
    package enum Kind: Sendable {
        /// The plan, before anything starts.
        case opening
        /// A combination: its heading, its averages and how it ended.
        case combination
        /// A line a run that finished.
        case run
        /// A line a run that failed.
        case failure
        case summary
    }

    package let kind: Kind
    package internal(set) var lines: [String]

    init(_ kind: Kind, _ lines: [String]) {
        self.kind = kind
        self.lines = lines
    }
}

extension Sequence<ReportPart> {
    /// All lines, in their order.
    package var lines: [String] { flatMap(\.lines) }
}
