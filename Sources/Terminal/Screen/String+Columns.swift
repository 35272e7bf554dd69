internal import Characters
internal import Language

extension Unicode.Scalar {
    /// Whether it is one of the C0 or C1 control characters, or delete.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
    /// The text with every control character replaced, so that it can't control a terminal.
    func replacingControls(with replacement: Character) -> String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        var clean = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isControl { clean.append(contentsOf: replacement.unicodeScalars) } else { clean.append(scalar) }
        }
        return String(clean)
    }

    /// The text in at most that many columns, the ellipsis at its end where some was left out.
    func truncated(toColumns columns: Int, ellipsis: String) -> String {
        guard displayWidth > columns else { return self }
        let room = columns - ellipsis.displayWidth
        guard room > 0 else { return String(repeating: ".", count: max(0, columns)) }
        var kept = "", width = 0
        for character in self {
            let next = character.displayWidth
            if width + next > room { break }
            kept.append(character)
            width += next
        }
        return kept + ellipsis
    }

    /// The text followed by blanks up to that many columns.
    func padded(toColumns columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - displayWidth))
    }
}
