/// What a cell means, from which its colour follows.
enum Ink: Hashable {
    case plain
    case bold
    case faint
    case series(Int)
    /// A line by its outcome, one of ``Palette/outcomeSteps``.
    case outcome(Int)
    /// Text on a coloured background.
    case on(Color)

    /// The parameters of its SGR escape sequence; nil for the terminal's own colours.
    var codes: String? {
        switch self {
        case .plain: nil
        case .bold: "1"
        case .faint: "2"
        case .series(let series): "38;5;\([32, 166, 36, 175, 178, 74, 245][Palette.index(series)])"
        case .outcome(let step): "38;5;\([245, 67, 67, 32, 39, 208][min(max(step, 0), 5)])"
        case .on(let color): "\(color.brightness > 125 ? "38;5;16" : "38;5;231");48;5;\(color.cube)"
        }
    }
}

extension Color {
    /// The nearest of the 216 colours that terminals number from 16.
    fileprivate var cube: Int {
        func level(_ part: UInt8) -> Int { part < 48 ? 0 : part < 115 ? 1 : min(5, (Int(part) - 35) / 40) }
        return 16 + 36 * level(red) + 6 * level(green) + level(blue)
    }
}
