/// The colours of every style, in light and in dark.
enum StyleSheet {
    /// How a style is named in an element.
    static func attributes(of style: Style) -> String {
        switch style {
        case .ground: named("bg")
        case .text: named("t")
        case .faintText: named("m")
        case .cellText(let color): " fill=\"\(color.brightness > 125 ? "#111" : "#fff")\""
        case .axis: named("a")
        case .reference: named("a") + " stroke-dasharray=\"5 4\""
        case .grid: named("g")
        case .frame: named("fr")
        case .line(let series): named("l s\(Palette.index(series))") + dashes(series)
        case .band(let series): named("b f\(Palette.index(series))")
        case .fill(let series): named("f\(Palette.index(series))")
        case .paleFill(let series): named("p f\(Palette.index(series))")
        case .emphasis: named("e")
        case .leader: named("ld")
        case .cell(let color): " fill=\"\(color.hex)\""
        case .outline: named("s1") + " fill=\"none\" stroke-width=\"2.5\""
        case .emptyCell: named("ec")
        case .outcome(let step): named("o\(step)")
        case .outcomeFill(let step): named("q\(step)")
        case .backing: named("bk")
        }
    }

    private static func named(_ name: String) -> String { " class=\"\(name)\"" }

    /// Lines differ by their dashes too, for readers who can't distinguish the colours.
    private static func dashes(_ series: Int) -> String {
        let patterns = ["", "8 4", "3 3", "10 4 3 4"]
        let pattern = patterns[((series % patterns.count) + patterns.count) % patterns.count]
        return pattern.isEmpty ? "" : " stroke-dasharray=\"\(pattern)\""
    }

    /// The whole sheet. Every rule begins with the picture's class, so that it touches nothing else on a page.
    static let text: String = {
        let rules = shapes + colors(light)
        let night = "@media (prefers-color-scheme:dark){" + scoped(colors(dark)).joined() + "}"
        return (scoped(rules) + [night]).joined(separator: "\n")
    }()

    private static func scoped(_ rules: [String]) -> [String] { rules.map { ".sweepbook-plot " + $0 } }

    private static let shapes = [
        "text{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"DejaVu Sans\",sans-serif}",
        ".l{fill:none;stroke-width:2;stroke-linejoin:round}", ".b{opacity:.22}", ".p{opacity:.4}", ".bk{opacity:.8}",
        ".fr{fill:none}", ".ld{fill:none;stroke-width:1}", ".e{stroke-width:2.5}",
    ]

    /// The colours that have no number.
    private struct Ground {
        let ground, text, faint, axis, grid, empty: String
        let isDark: Bool
    }

    private static let light = Ground(
        ground: "#fff", text: "#1b1f24", faint: "#515963", axis: "#6b737d", grid: "#e3e6ea", empty: "#f1f2f4", isDark: false)
    private static let dark = Ground(
        ground: "#15181d", text: "#e8ebef", faint: "#aab2bc", axis: "#8a929c", grid: "#2c323a", empty: "#20252c", isDark: true)

    private static func colors(_ ground: Ground) -> [String] {
        let series = Palette.series.enumerated().flatMap { index, pair in
            let color = (ground.isDark ? pair.dark : pair.light).hex
            return [".f\(index){fill:\(color)}", ".s\(index){stroke:\(color)}"]
        }
        let outcomes = Palette.outcomeSteps.enumerated().flatMap { index, pair in
            let color = (ground.isDark ? pair.dark : pair.light).hex
            return [".o\(index){fill:none;stroke:\(color);stroke-width:1.5}", ".q\(index){fill:\(color)}"]
        }
        return [
            ".bg,.sweepbook-plot .bk{fill:\(ground.ground)}", ".t{fill:\(ground.text)}", ".m{fill:\(ground.faint)}",
            ".a{stroke:\(ground.axis);fill:none}", ".g{stroke:\(ground.grid)}", ".fr{stroke:\(ground.grid)}",
            ".e{stroke:\(ground.text);fill:\(ground.text)}", ".ld{stroke:\(ground.axis)}", ".ec{fill:\(ground.empty)}",
        ] + series + outcomes
    }
}
