/// How a piece of text looks: a small set of SGR attributes, joined with `+`.
///
///     TextStyle.bold + .red
package struct TextStyle: Hashable, Sendable {
    /// SGR parameters, in the order given.
    private let codes: [UInt8]

    package static let plain = TextStyle(codes: [])
    package static let bold = TextStyle(codes: [1])
    package static let red = TextStyle(codes: [31])
    package static let green = TextStyle(codes: [32])

    package static func + (first: TextStyle, second: TextStyle) -> TextStyle {
        TextStyle(codes: first.codes + second.codes)
    }

    /// The escape sequence that begins the style, empty for `plain`.
    var opening: String {
        codes.isEmpty ? "" : "\u{1B}[" + codes.map { String($0) }.joined(separator: ";") + "m"
    }

    /// The escape sequence that ends it, empty for `plain`.
    var closing: String { codes.isEmpty ? "" : "\u{1B}[0m" }

    /// The text in this style, or as it is when the stream it goes to shows no colours.
    ///
    /// - Parameter colors: `TerminalCapabilities.colorsOutput` or `.colorsError`, whichever it goes to.
    package func paint(_ text: String, colors: Bool) -> String {
        colors && !text.isEmpty ? opening + text + closing : text
    }
}
