/// The colours of every style, in light and in dark.
enum StyleSheet {
    /// How a style is named in an element.
    static func attributes(of style: Style) -> String {
        switch style {
        case .ground: named("bg")
        case .text: named("t")
        case .faintText: named("m")
        case .cellText(let color): " fill=\"\(Palette.text(on: color).brief)\""
        case .axis: named("a")
        case .reference: named("a") + dashes(Palette.referenceDashes)
        case .grid: named("g")
        case .frame: named("fr")
        case .line(let series): named("l s\(Palette.index(series))") + dashes(Palette.dashes(series))
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

    private static func dashes(_ lengths: [Double]) -> String {
        lengths.isEmpty ? "" : " stroke-dasharray=\"\(lengths.map(SVGText.number).joined(separator: " "))\""
    }

    /// The whole sheet. Every rule begins with the picture's class, so that it touches nothing else on a page.
    static let text: String = {
        let rules = shapes + colors(.light)
        let night = "@media (prefers-color-scheme:dark){" + scoped(colors(.dark)).joined() + "}"
        return (scoped(rules) + [night]).joined(separator: "\n")
    }()

    private static func scoped(_ rules: [String]) -> [String] { rules.map { ".sweepbook-plot " + $0 } }

    private static let shapes = [
        "text{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"DejaVu Sans\",sans-serif}",
        ".l{fill:none;stroke-width:2;stroke-linejoin:round}", ".b{opacity:.22}", ".p{opacity:.4}", ".bk{opacity:.8}",
        ".fr{fill:none}", ".ld{fill:none;stroke-width:1}", ".e{stroke-width:2.5}",
    ]

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
            ".bg,.sweepbook-plot .bk{fill:\(ground.ground.brief)}", ".t{fill:\(ground.text.brief)}", ".m{fill:\(ground.faint.brief)}",
            ".a{stroke:\(ground.axis.brief);fill:none}", ".g{stroke:\(ground.grid.brief)}", ".fr{stroke:\(ground.grid.brief)}",
            ".e{stroke:\(ground.text.brief);fill:\(ground.text.brief)}", ".ld{stroke:\(ground.axis.brief)}", ".ec{fill:\(ground.empty.brief)}",
        ] + series + outcomes
    }
}
