internal import System

/// The keys, as the user's `~/.editrc` has them, or the file EDITRC names: libedit's format, of which `bind` and `edit` are
/// read, for all programs or for this one.
struct EditorConfiguration {
    private(set) var keys = KeyMap()
    private(set) var style = KeyDecoder.Style()
    /// Whether keys are edited at all.
    private(set) var isEnabled = true

    /// Only this much of a file is read.
    private static let mostBytes = 1 << 20
    /// The name under which a line is for this program alone.
    private static let program = "sweepbook"

    init(environment: Environment) {
        self.init(lines: Self.lines(environment))
    }

    init(lines: [String]) {
        for line in lines {
            guard let words = Self.words(line), let command = Self.command(words) else { continue }
            switch command {
            case "bind": bind(Array(words.dropFirst()))
            case "edit": isEnabled = words.dropFirst().first != "off"
            default: break
            }
        }
        // In vi's keys Escape is a key of its own.
        style.joinsEscapeAndEnter = !keys.isVi
    }

    private static func lines(_ environment: Environment) -> [String] {
        guard let path = environment["EDITRC"] ?? environment["HOME"].map({ $0 + "/.editrc" }),
            let bytes = try? WholeFile.read(path, limit: mostBytes)
        else { return [] }
        return bytes.prefix(mostBytes).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first word without the program it is for; nil where that is another, and for a comment.
    private static func command(_ words: [String]) -> String? {
        guard let first = words.first, !first.hasPrefix("#") else { return nil }
        let parts = first.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return first }
        return parts[0] == program ? String(parts[1]) : nil
    }

    /// The words of a line, without their quotes; nil where a quote is not closed. A backslash is kept for the key it is part of,
    /// once where it stands twice.
    private static func words(_ line: String) -> [String]? {
        var words: [String] = [], word: String?, quote: Character?
        var rest = line[...]
        while let character = rest.popFirst() {
            switch character {
            case quote: quote = nil
            case "\"" where quote == nil, "'" where quote == nil:
                quote = character
                word = word ?? ""
            case " " where quote == nil, "\t" where quote == nil:
                if let complete = word { words.append(complete) }
                word = nil
            default:
                if character == "\\", rest.first == "\\" { rest.removeFirst() }
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        return words + (word.map { [$0] } ?? [])
    }

    // MARK: bind

    private mutating func bind(_ words: [String]) {
        let options = words.prefix { $0.hasPrefix("-") && $0.count > 1 }
        if options.contains("-v") || options.contains("-e") { return keys.reset(toVi: options.contains("-v")) }
        let arguments = words.dropFirst(options.count)
        guard let name = arguments.first else { return }
        let value = arguments.dropFirst().first
        let isRemoval = options.contains("-r")
        if options.contains("-k") {
            guard let key = Self.arrows[name] else { return }
            if isRemoval { keys.bind(key, to: nil) }
            if let command = value.flatMap(EditCommand.named) { keys.bind(key, to: command) }
            return
        }
        let key = Self.characters(name)
        let binding: KeyMap.Binding? = options.contains("-s")
            ? value.map { .text(Self.characters($0)) } : value.flatMap(EditCommand.named).map { .command($0) }
        guard isRemoval || binding != nil else { return }
        keys.bind(key, to: isRemoval ? nil : binding, inCommandMode: options.contains("-a"))
        if key.hasPrefix("\u{1B}[") || key.hasPrefix("\u{1B}O") { style.bound.insert(String(key.dropFirst())) }
    }

    private static let arrows: [String: EditorKey] = ["up": .up, "down": .down, "left": .left, "right": .right]

    /// A key as it is written: `^X` and the escapes of C.
    private static func characters(_ text: String) -> String {
        var result = "".unicodeScalars
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "^":
                guard let letter = rest.popFirst() else { break }
                result.append(letter == "?" ? "\u{7F}" : Unicode.Scalar(UInt8(truncatingIfNeeded: letter.value) & 0x1F))
            case "\\": result.append(escaped(&rest))
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private static func escaped(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar {
        let digits = rest.prefix(3).prefix { ("0"..."7").contains($0) }
        if !digits.isEmpty {
            rest = rest.dropFirst(digits.count)
            return Unicode.Scalar(UInt8(truncatingIfNeeded: Int(String(digits), radix: 8) ?? 0))
        }
        guard let letter = rest.popFirst() else { return "\\" }
        return escapes[letter] ?? letter
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{7}", "b": "\u{8}", "e": "\u{1B}", "E": "\u{1B}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{B}",
    ]
}
