import TestSupport

/// Random programs and random damage, the same for the same seed.
struct Generator: RandomNumberGenerator {
    private var bits: SplitMix64

    init(seed: UInt64) { bits = SplitMix64(seed: seed) }

    mutating func next() -> UInt64 { bits.next() }
}

// MARK: - Programs
extension Generator {
    mutating func program() -> String {
        some(0...5) { $0.statement(2) }.joined(separator: pick(["\n", "\n\n", "; ", "\r\n", " # note é\n", "\n# note\n"]))
    }

    private mutating func statement(_ depth: Int) -> String {
        switch below(depth > 0 ? 12 : 8) {
        case 0: "let \(name()) = \(rightSide(depth))"
        case 1: "\(name())\(blank())=\(blank())\(rightSide(depth))"
        case 2, 3, 4: command(depth)
        case 5: expression(depth)
        case 6: pick(["?", "?sweep", "? for", "sweep?", "a.b??", "help", "help in"])
        case 7: "\n#: \(pick(["## Title", "", " indented é", "a # b"]))\n"
        case 11: "time " + (chance(3) ? conditional(depth - 1) : "let \(name()) = \(rightSide(depth))")
        case 8: "for \(name()) in \(expression(depth - 1)) \(block(depth - 1))"
        default: conditional(depth - 1)
        }
    }

    private mutating func conditional(_ depth: Int) -> String {
        let others = some(0...2) { " else if \($0.expression(depth)) \($0.block(depth))" }.joined(separator: pick(["", "\n"]))
        let last = chance(2) ? "\(pick([" ", "\n"]))else \(block(depth))" : ""
        return "if \(expression(depth))\(pick([" ", "\n"]))\(block(depth))\(others)\(last)"
    }

    private mutating func block(_ depth: Int) -> String {
        "{" + pick([" ", "\n"]) + some(0...3) { $0.statement(depth) }.joined(separator: pick(["\n", " ; "])) + pick([" ", "\n"]) + "}"
    }

    private mutating func rightSide(_ depth: Int) -> String {
        chance(3) ? command(depth) : expression(depth)
    }

    private mutating func command(_ depth: Int) -> String {
        let between = pick([" ", "  ", ", ", " \\\n  "])
        switch below(9) {
        case 0: return "set \(name()) (\(expression(depth)))"
        case 1, 2: return (["sweep"] + named(depth) + bundle(depth)).joined(separator: " ") + (chance(2) ? " where \(expression(depth))" : "")
        case 3: return "print " + some(1...3) { $0.expression(depth) }.joined(separator: ", ")
        case 4: return (["compare"] + some(0...3) { $0.path() }).joined(separator: " ") + (chance(2) ? " by \(name())\(between)\(name())" : "")
        case 5: return (["run \(path())"] + named(depth)).joined(separator: " ")
        case 6: return "plot " + some(1...3) { $0.pick(["loss", "n_head", "for", "where"]) }.joined(separator: between)
        case 7: return "assert \(expression(depth)), \(string())"
        default: return (["train"] + named(depth)).joined(separator: between == ", " ? " " : between)
        }
    }

    private mutating func named(_ depth: Int) -> [String] {
        ["n_layer", "n_head", "dropout", "out"].filter { _ in chance(2) }.map { "\($0)\(blank())=\(blank())\(expression(depth))" }
    }

    private mutating func bundle(_ depth: Int) -> [String] {
        guard chance(3) else { return [] }
        let arguments = ["epochs", "seeds"].filter { _ in chance(2) }.map { "\($0)=\(expression(depth))" }
        return ["zip(" + arguments.joined(separator: ",\n ") + (arguments.isEmpty || chance(2) ? "" : ",") + ")"]
    }

    private mutating func expression(_ depth: Int) -> String {
        guard depth > 0 else { return primary() }
        let inner = depth - 1
        switch below(16) {
        case 0: return "\(expression(inner)) \(pick(["or", "and"])) \(expression(inner))"
        case 1: return "(not \(expression(inner)))"
        case 2: return "(\(expression(inner)) \(pick(["==", "!=", "<", "<=", ">", ">=", "in", "not in"])) \(expression(inner)))"
        case 3: return "(\(expression(inner)) < \(primary()) <= \(primary()))"
        case 4: return "(\(expression(inner)) .. \(primary())\(chance(2) ? " by \(primary())" : ""))"
        case 5, 6, 7: return "\(expression(inner))\(blank())\(pick(["+", "-", "*", "/", "//", "%"]))\(blank())\(expression(inner))"
        case 8: return "(\(expression(inner)))\(blank())**\(blank())\(primary())"
        case 9: return "(\(pick(["-", "+", "- -"]))\(expression(inner)))"
        case 10: return "[" + some(0...3) { $0.expression(inner) }.joined(separator: ",\n") + (chance(5) ? "" : " ") + "]"
        case 11: return pick(["f", "min", "logspace"]) + "(" + some(0...3) { $0.expression(inner) }.joined(separator: ", ") + ")"
        case 12: return "(\(expression(inner)))" + some(1...3) { $0.pick([".best", "[0]", ".dropout", "[-1]"]) }.joined()
        case 13: return "(\(command(inner)))"
        default: return primary()
        }
    }

    private mutating func primary() -> String {
        switch below(6) {
        case 0: pick(["0", "7", "1_000", "9223372036854775807"])
        case 1: pick(["0.1", "1e-3", ".5", "2.", "1e22", "5e-324"])
        case 2: string()
        case 3: pick(["true", "False", "none", "None"])
        default: name()
        }
    }

    private mutating func name() -> String { pick(["x", "wide", "n_head", "dropout", "é", "漢_1", "_", "s"]) }

    private mutating func string() -> String {
        pick([#""a b""#, "'it \"is\"'", #""\n\t\\\"""#, #""\u{1F600} \x1b""#, "\"é漢😀\"", "''", "\"# no ; comment\""])
    }

    private mutating func path() -> String { pick(["notebooks/a.sweep", "../x_(1)", "'a b'", "DIR", "a,b{c}", "é/漢", "2026_01"]) }

    private mutating func blank() -> String { pick(["", " ", "  ", "\t"]) }
}

// MARK: - Damage
extension Generator {
    /// `text` with a few bytes left out, changed, added, doubled or cut off.
    mutating func damaged(_ text: [UInt8]) -> [UInt8] {
        var bytes = text
        for _ in 0...below(4) {
            let place = below(bytes.count + 1)
            switch below(6) {
            case 0 where place < bytes.count: bytes.remove(at: place)
            case 1 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: next())
            case 2: bytes.insert(contentsOf: Array(pick(Self.fragments).utf8), at: place)
            case 3: bytes.removeSubrange(place...)
            case 4: bytes.insert(contentsOf: bytes[min(place, bytes.count / 2)..<place], at: place)
            default: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
            }
        }
        return bytes
    }

    /// Bytes with no meaning, or pieces of the language in no order.
    mutating func garbage() -> [UInt8] {
        if chance(2) { return (0..<below(60)).map { _ in UInt8(truncatingIfNeeded: next()) } }
        return some(0...25) { $0.pick(Self.fragments) }.joined(separator: pick(["", " "])).utf8.map { $0 }
    }

    private static let fragments = [
        "(", ")", "[", "]", "{", "}", "\"", "'", "\\", "\\\n", "\n", "\r", "\r\n", ";", ",", "=", "==", "..", "...", ".", "#", "#:", "?", ":",
        "+", "-", "*", "**", "//", "<", "!", "!=", "&&", "1", "1.", ".5", "1e", "1e999", "99999999999999999999", "x", "é", "漢", "😀", "\u{301}",
        "\u{FEFF}", "\0", "\u{1B}", "\u{A0}", "“", "if", "else", "for", "in", "let", "where", "by", "and", "not", "true", "none", "set", "sweep",
        "train", "run", "print", "compare", "plot", "assert", "help", "n_head=", "zip(", " ", "\t", "\\u{", "\\x", "-1", "a/b,", "👩‍👩‍👧",
    ]
}
