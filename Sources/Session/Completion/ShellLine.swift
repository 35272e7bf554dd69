/// A shell's command line up to the cursor, as words without their quotes.
///
///     ShellLine("sweepbook compare 'my results/' --as=c", .bash, breaks: "=")
///     // words ["compare", "my results/"], current "--as=c", of which the shell replaces what follows the "="
///
/// Nothing is expanded: a word that holds a variable or a command has no text.
struct ShellLine {
    /// What stands between the program's name and the word that the cursor is in.
    private(set) var words: [String] = []
    /// The word that the cursor is in, as far as it is typed; nil where only the shell knows its text.
    var current: String? { isKnown ? word : nil }
    /// How many characters of the current word stand before what the shell replaces.
    var keptCount: Int { quoteStart ?? breakEnd }

    private let shell: Shell
    private let breaks: Swift.Set<Character>
    private var word = ""
    /// How many characters were put into the word: counting them again at each break would take quadratic time.
    private var length = 0
    private var isKnown = true
    private var hasBegun = false
    /// The quote that is open, and how many characters of the word stand before it.
    private var quote: Character?
    private var quoteStart: Int?
    /// How many characters of the word end with the last unquoted one at which the shell breaks words.
    private var breakEnd = 0

    /// - Parameter breaks: characters besides blanks at which the shell begins a new word for completion, as bash does by
    ///   `COMP_WORDBREAKS`.
    init(_ line: String, _ shell: Shell, breaks: String = "") {
        self.shell = shell
        self.breaks = Swift.Set(breaks.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
        var rest = line[...]
        while let character = rest.popFirst() { take(character, &rest) }
        // The program's name, and the variables that are set for it.
        let first = words.firstIndex { !Self.isAssignment($0) } ?? words.endIndex
        words.removeFirst(min(first + 1, words.count))
    }

    private static func isAssignment(_ word: String) -> Bool {
        let name = word.prefix { $0 != "=" }
        return name.endIndex < word.endIndex && !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    private mutating func take(_ character: Character, _ rest: inout Substring) {
        switch (quote, character) {
        case (nil, " "), (nil, "\t"), (nil, "\n"): endWord()
        case (nil, "\""), (nil, "'"): open(character)
        case (character?, _): (quote, quoteStart) = (nil, nil)
        case (nil, "\\"): takeEscaped(&rest)
        case ("\"", "\\"): takeEscaped(&rest, of: "\"\\$`\n")
        case ("'", "\\") where shell == .fish: takeEscaped(&rest, of: "'\\")
        case (nil, "$"), (nil, "`"), ("\"", "$"), ("\"", "`"):
            append(character)
            isKnown = false
        default:
            append(character)
            if quote == nil, breaks.contains(character) { breakEnd = length }
        }
    }

    private mutating func append(_ character: Character) {
        word.append(character)
        length += 1
        hasBegun = true
    }

    private mutating func open(_ character: Character) {
        (quote, quoteStart, hasBegun) = (character, length, true)
    }

    /// The character behind a backslash; the backslash stays before one that it doesn't escape.
    private mutating func takeEscaped(_ rest: inout Substring, of escapable: String? = nil) {
        hasBegun = true
        guard let next = rest.popFirst() else { return }
        if let escapable, !escapable.contains(next) { append("\\") }
        if next != "\n" { append(next) }
    }

    private mutating func endWord() {
        if hasBegun { words.append(word) }
        (word, length, isKnown, hasBegun, breakEnd) = ("", 0, true, false, 0)
    }
}
