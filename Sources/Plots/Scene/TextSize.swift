/// The sizes of text, in the picture's units: readable when it is shown at half its size.
enum TextSize {
    static let title = 17.0
    static let normal = 14.0
    static let small = 13.0
    /// From a text's middle down to its baseline.
    static func drop(_ size: Double) -> Double { 0.36 * size }

    static func width(_ text: String, _ size: Double = normal) -> Double {
        GlyphWidths.width(of: text, size: size)
    }
}
