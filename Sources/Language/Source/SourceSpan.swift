/// A stretch of source text: byte offsets into its UTF-8, from `start` up to but not including `end`.
///
/// Every token, node and error carries one, so that whatever happens later can still be shown where
/// it was written. An empty span is a place between two bytes.
package struct SourceSpan: Hashable, Sendable {
    package let start: Int
    package let end: Int

    /// The span from `start` to `end`; one that would end before it starts is empty.
    package init(start: Int, end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// The empty span at `offset`.
    package static func at(_ offset: Int) -> SourceSpan {
        SourceSpan(start: offset, end: offset)
    }

    package var isEmpty: Bool { start == end }

    /// Bytes.
    var length: Int { end - start }

    /// The smallest span that holds both.
    package func joined(with other: SourceSpan) -> SourceSpan {
        SourceSpan(start: min(start, other.start), end: max(end, other.end))
    }
}
