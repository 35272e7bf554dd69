extension Scene {
    /// A figure exactly as large as it is wanted. Where letters of the size that is wanted leave no room for it, all of it is drawn
    /// smaller; ``points`` tells.
    package init(_ figure: Figure, _ format: PageFormat = PageFormat()) {
        var scale = format.scale
        while true {
            switch Self.fitted(figure, format, scale) {
            case .fits(let scene):
                self = scene
                return
            case .tooLarge(let ratio): scale *= min(0.97, ratio.squareRoot())
            }
        }
    }

    private enum Fit {
        case fits(Scene)
        /// How large what there is room for is, as a share of what is needed.
        case tooLarge(Double)
    }

    private static func fitted(_ figure: Figure, _ format: PageFormat, _ scale: Double) -> Fit {
        let width = (format.width ?? Page.standardWidth * format.scale) / scale, height = format.height.map { $0 / scale }
        let isSized = format.width != nil || height != nil, usual = Page(figure, width: width, isSized: isSized)
        // What a figure has too much or too little of, the area between its axes or its rows give.
        let page = height.map { Page(figure, width: width, isSized: isSized, planeGrowth: $0 - usual.height) } ?? usual
        let ratio = min(isSized ? width / page.width : 1, height.map { $0 / page.height } ?? 1)
        return ratio > 1 - 1e-9 ? .fits(page.scene(height: height, scale: scale)) : .tooLarge(ratio)
    }
}

extension Page {
    fileprivate init(_ figure: Figure, width: Double, isSized: Bool, planeGrowth: Double = 0) {
        self.init(width: width, isSized: isSized, planeGrowth: planeGrowth)
        if !figure.title.isEmpty { title(figure.title) }
        if figure.isEmpty { empty() } else { figure.content.chart.draw(on: &self) }
        remarks(figure.remarks)
    }
}
