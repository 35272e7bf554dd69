/// Words in a row, as a sentence has them.
enum WordList {
    /// `train, sweep or help`
    static func alternatives(_ words: [String]) -> String { joined(words, "or") }

    /// `csv, jsonl and json`
    static func all(_ words: [String]) -> String { joined(words, "and") }

    private static func joined(_ words: [String], _ last: String) -> String {
        guard let end = words.last, words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " \(last) " + end
    }
}
