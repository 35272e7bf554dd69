/// A text as the numbers in it and what stands between them.
struct NumberedText {
    private let words: [Substring]
    private let numbers: [Double]

    init(_ text: String) {
        var (words, numbers) = ([Substring](), [Double]())
        var start = text.startIndex
        for match in text.matches(of: #/-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?/#) {
            guard let number = Double(text[match.range]) else { continue }
            words.append(text[start..<match.range.lowerBound])
            numbers.append(number)
            start = match.range.upperBound
        }
        self.words = words + [text[start...]]
        self.numbers = numbers
    }

    /// Whether the words are the same and each number differs by at most `tolerance` times the larger of 1 and its size.
    func isNear(_ other: NumberedText, _ tolerance: Double) -> Bool {
        words == other.words && numbers.count == other.numbers.count && zip(numbers, other.numbers).allSatisfy { left, right in
            abs(left - right) <= tolerance * max(1, max(abs(left), abs(right)))
        }
    }
}
