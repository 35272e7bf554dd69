/// The figures' colours, distinguishable with any kind of colour vision.
enum Palette {
    /// Okabe and Ito's colours without yellow and black, which are invisible on one background or the other;
    /// the second of a pair is lighter, for a dark background.
    static let series: [(light: Color, dark: Color)] = [
        (Color(0, 114, 178), Color(86, 170, 230)),
        (Color(213, 94, 0), Color(240, 130, 60)),
        (Color(0, 135, 100), Color(40, 190, 145)),
        (Color(190, 95, 150), Color(225, 150, 195)),
        (Color(200, 135, 0), Color(235, 180, 60)),
        (Color(60, 160, 215), Color(150, 210, 245)),
        (Color(95, 95, 95), Color(175, 175, 175)),
    ]

    /// The colour of a series; they repeat where there are more series.
    static func index(_ series: Int) -> Int {
        let count = Self.series.count
        return ((series % count) + count) % count
    }

    /// From low to high: Cividis (Nuñez, Anderton and Renslow 2018), by nine of its colours.
    private static let ramp = [
        Color(0, 34, 78), Color(27, 55, 109), Color(65, 77, 107), Color(97, 98, 111), Color(125, 124, 120),
        Color(155, 150, 117), Color(187, 177, 107), Color(221, 207, 88), Color(254, 232, 56),
    ]

    /// The ramp's colour at a share of its length.
    static func ramp(_ share: Double) -> Color {
        let place = min(max(share, 0), 1) * Double(ramp.count - 1)
        let index = min(Int(place), ramp.count - 2)
        return ramp[index].mixed(with: ramp[index + 1], place - Double(index))
    }

    /// The colours of lines by their outcome, the best last: it stands out most on either background.
    static let outcomeSteps: [(light: Color, dark: Color)] = [
        (Color(200, 204, 210), Color(72, 78, 88)),
        (Color(158, 186, 212), Color(70, 98, 128)),
        (Color(100, 160, 205), Color(60, 125, 175)),
        (Color(40, 125, 185), Color(80, 160, 220)),
        (Color(0, 85, 145), Color(150, 205, 245)),
        (Color(213, 94, 0), Color(255, 160, 80)),
    ]

    /// The step of a share between the lowest outcome, 0, and the highest, 1: the last for the best twelfth.
    static func outcomeStep(_ share: Double) -> Int {
        let last = outcomeSteps.count - 1
        if share >= 11.0 / 12 { return last }
        return min(max(Int(share / (11.0 / 12) * Double(last)), 0), last - 1)
    }

    /// Lines differ by their dashes too, for readers who can't distinguish the colours: lengths of strokes and gaps.
    static func dashes(_ series: Int) -> [Double] {
        let patterns: [[Double]] = [[], [8, 4], [3, 3], [10, 4, 3, 4]]
        return patterns[((series % patterns.count) + patterns.count) % patterns.count]
    }

    static let referenceDashes = [5.0, 4.0]

    /// The colour of a text that can be read on another.
    static func text(on color: Color) -> Color { color.brightness > 125 ? Color(17, 17, 17) : Color(255, 255, 255) }
}
