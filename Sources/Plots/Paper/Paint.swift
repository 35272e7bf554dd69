/// How a mark is painted on paper: the style's colours on a light ground.
struct Paint: Hashable {
    var fill: Color?
    var stroke: Color?
    /// In the picture's units.
    var width = 1.0
    /// Lengths of strokes and gaps; none for a whole line.
    var dashes: [Double] = []
    /// 0 to 1.
    var opacity = 1.0

    init(of style: Style) {
        let ground = Ground.light
        switch style {
        case .ground: fill = ground.ground
        case .text: fill = ground.text
        case .faintText: fill = ground.faint
        case .cellText(let color): fill = Palette.text(on: color)
        case .axis: stroke = ground.axis
        case .reference: (stroke, dashes) = (ground.axis, Palette.referenceDashes)
        case .grid, .frame: stroke = ground.grid
        case .line(let series): (stroke, width, dashes) = (Palette.color(series), 2, Palette.dashes(series))
        case .band(let series): (fill, opacity) = (Palette.color(series), 0.22)
        case .fill(let series): fill = Palette.color(series)
        case .paleFill(let series): (fill, opacity) = (Palette.color(series), 0.4)
        case .emphasis: (fill, stroke, width) = (ground.text, ground.text, 2.5)
        case .leader: stroke = ground.axis
        case .cell(let color): fill = color
        case .outline: (stroke, width) = (Palette.color(1), 2.5)
        case .emptyCell: fill = ground.empty
        case .outcome(let step): (stroke, width) = (Palette.outcomeSteps[step].light, 1.5)
        case .outcomeFill(let step): fill = Palette.outcomeSteps[step].light
        case .backing: (fill, opacity) = (ground.ground, 0.8)
        }
    }
}

extension Palette {
    fileprivate static func color(_ series: Int) -> Color { Self.series[index(series)].light }
}
