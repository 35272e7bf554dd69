extension Seeds {
    /// The seeds that a text from a command line stands for: a count, a list or a range.
    ///
    /// - Throws: `SeedsError` when it is none of these, or names no seed, a seed twice or one out of range.
    package init(parsing text: String) throws(SeedsError) {
        if let bounds = Self.bounds(in: text) {
            try self.init(from: bounds.first, to: bounds.last, in: text)
        } else if text.contains(",") {
            var list: [UInt32] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                list.append(try Self.seed(part, in: text))
            }
            try self.init(list: list)
        } else {
            try self.init(countIn: text)
        }
    }

    private init(from first: Substring, to last: Substring, in text: String) throws(SeedsError) {
        let first = try Self.seed(first, in: text)
        let last = try Self.seed(last, in: text)
        guard first <= last else { throw .reversed(first: first, last: last) }
        guard last - first < Self.countLimit else { throw .tooMany(found: "\(UInt64(last - first) + 1)") }
        self.init(first...last)
    }

    private init(countIn text: String) throws(SeedsError) {
        guard let isNegative = Self.isNegativeWholeNumber(text[...]) else { throw .malformed(found: text) }
        guard !isNegative else { throw .tooFew(found: text) }
        guard let count = Int(text) else { throw .tooMany(found: text) }
        try self.init(count: count)
    }

    /// The texts on both sides of `..`, if there is one.
    private static func bounds(in text: String) -> (first: Substring, last: Substring)? {
        let points = text.utf8.indices.first { text[$0...].hasPrefix("..") }
        guard let points else { return nil }
        return (text[..<points], text[text.utf8.index(points, offsetBy: 2)...])
    }

    private static func seed(_ part: Substring, in text: String) throws(SeedsError) -> UInt32 {
        guard isNegativeWholeNumber(part) != nil else { throw .malformed(found: text) }
        guard let seed = UInt32(part) else { throw .outOfRange(found: String(part)) }
        return seed
    }

    /// Whether a whole number is below 0, of any length; nil for what is no whole number.
    private static func isNegativeWholeNumber(_ text: Substring) -> Bool? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text
        let isNumber = !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isWholeNumber }
        return isNumber ? isNegative : nil
    }
}
