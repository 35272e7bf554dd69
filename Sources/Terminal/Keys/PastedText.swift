/// What a terminal sends between the marks of a bracketed paste, as text for the editor.
enum PastedText {
    /// The text with tabs kept, every kind of line end as one newline, and no other control character.
    static func text(_ bytes: some Collection<UInt8>, encoding: TextEncoding) -> String {
        var clean = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": break
            case "\r", "\n": clean.append("\n")
            case "\t": clean.append(scalar)
            default:
                if !scalar.isControl { clean.append(scalar) }
            }
            last = scalar
        }
        return encoding.restricting(String(clean))
    }
}
