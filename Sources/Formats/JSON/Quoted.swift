/// A text from a file in quotation marks, fit for a message of one line: cut when long, control characters and
/// what changes a line's direction as escapes.
package func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(longestQuote + 1)
    let shown = scalars.prefix(longestQuote).map { scalar in
        isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
    return "\"" + shown.joined() + (scalars.count > longestQuote ? "…\"" : "\"")
}

/// A text from a file as it can be shown on a terminal: whole, with the same escapes, but for tabs and line breaks.
package func visible(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
        isPlain(scalar) || scalar == "\n" || scalar == "\t"
            ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }.joined()
}

private let longestQuote = 60

private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
    default: true
    }
}
