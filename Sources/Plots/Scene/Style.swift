/// What a mark means, from which its colour follows in light and in dark.
enum Style: Hashable {
    /// The picture's background.
    case ground
    case text
    /// Text that explains.
    case faintText
    /// Text on a cell of that colour.
    case cellText(on: Color)
    case axis
    /// A height that lines are compared with.
    case reference
    case grid
    /// A frame around an area.
    case frame
    /// The line of a series, counted from 0.
    case line(Int)
    /// The area around such a line.
    case band(Int)
    /// An area in a series' colour.
    case fill(Int)
    /// The same, translucent.
    case paleFill(Int)
    /// A mean and its interval.
    case emphasis
    /// A thin line between means, or from a point to its label.
    case leader
    /// A cell of a heat map.
    case cell(Color)
    /// Around a cell that is marked.
    case outline
    /// A cell without a value.
    case emptyCell
    /// A line by its outcome: the place among ``Palette/outcomeSteps``.
    case outcome(Int)
    /// The same as an area.
    case outcomeFill(Int)
    /// Behind a text that lies on lines.
    case backing
}
