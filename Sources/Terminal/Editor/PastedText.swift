/// What a terminal sends between the marks of a bracketed paste, as text for the editor.
enum PastedText {
    /// The text with tabs kept, every kind of line end as one newline, and no other control character.
    ///
    /// Carriage returns and newlines may have changed places: libedit has the terminal swap the two.
    static func text(_ bytes: some Collection<UInt8>, encoding: TextEncoding) -> String {
        var clean = String.UnicodeScalarView()
        var awaited: Unicode.Scalar?
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            guard scalar != awaited else {
                awaited = nil
                continue
            }
            awaited = nil
            switch scalar {
            case "\r", "\n":
                clean.append("\n")
                awaited = scalar == "\r" ? "\n" : "\r"
            case "\t": clean.append(scalar)
            default:
                if !scalar.isControl { clean.append(scalar) }
            }
        }
        return encoding.restricting(String(clean))
    }
}
