/// How wide a text is at most, whichever of the usual sans-serif fonts shows it.
///
/// The widths are those of DejaVu Sans, the widest of them, in thousandths of the font's size.
enum GlyphWidths {
    private static let ascii: [Double] = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ]
    private static let others: [Unicode.Scalar: Double] = ["·": 318, "–": 500, "²": 401, "°": 500, "µ": 636]
    /// For accented letters, Greek, Chinese and everything else.
    private static let widest = 1000.0
    /// Bold letters are at most this much wider.
    private static let boldFactor = 1.14

    static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
        let sum = text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
        return sum / 1000 * size * (isBold ? boldFactor : 1)
    }

    private static func width(of scalar: Unicode.Scalar) -> Double {
        let index = Int(scalar.value) - 0x20
        return ascii.indices.contains(index) ? ascii[index] : others[scalar] ?? widest
    }
}
