/// What one press of Tab does.
package enum CompletionStep: Equatable {
    /// No candidate, or nothing left to add.
    case nothing
    /// Replaces the bytes of that range by the text; the cursor follows it.
    case replace(Range<Int>, with: String)
    /// Shows the candidates: there are several, and they agree on no more than is there.
    case list([CompletionCandidate])

    package init(_ answer: CompletionAnswer, for text: String) {
        guard let span = text.clamping(answer.replacing), let first = answer.candidates.first else {
            self = .nothing
            return
        }
        let word = text[span.indices]
        if answer.candidates.count == 1 {
            let rest = text[span.indices.upperBound...]
            let suffix = rest.hasPrefix(first.suffix) ? "" : first.suffix
            let whole = first.text + suffix
            self = whole == word ? .nothing : .replace(span.bytes, with: whole)
            return
        }
        let prefix = Self.commonPrefix(answer.candidates)
        self = prefix.utf8.count > word.utf8.count ? .replace(span.bytes, with: prefix) : .list(answer.candidates)
    }

    /// The longest text every candidate begins with, cut between characters.
    private static func commonPrefix(_ candidates: [CompletionCandidate]) -> String {
        guard var prefix = candidates.first.map({ Substring($0.text) }) else { return "" }
        for candidate in candidates.dropFirst() where !candidate.text.hasPrefix(prefix) {
            prefix = Self.common(prefix, candidate.text)
        }
        return String(prefix)
    }

    private static func common(_ first: Substring, _ second: String) -> Substring {
        var end = first.startIndex, other = second.startIndex
        while end < first.endIndex, other < second.endIndex, first[end] == second[other] {
            first.formIndex(after: &end)
            second.formIndex(after: &other)
        }
        return first[..<end]
    }
}

extension String {
    /// A valid range of bytes: both ends inside the text and between scalars, or nil.
    fileprivate func clamping(_ bytes: Range<Int>) -> (bytes: Range<Int>, indices: Range<String.Index>)? {
        guard bytes.lowerBound >= 0, bytes.upperBound <= utf8.count else { return nil }
        let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        let end = utf8.index(utf8.startIndex, offsetBy: bytes.upperBound)
        guard start.samePosition(in: unicodeScalars) != nil, end.samePosition(in: unicodeScalars) != nil else {
            return nil
        }
        return (bytes, start..<end)
    }
}
