/// A picture being laid out, from its title downwards.
struct Page {
    static let margin = 18.0
    /// The width of all pictures but those of many columns.
    static let standardWidth = 720.0
    /// Narrower ones have no room for an area with numbers beside it.
    private static let leastWidth = 260.0
    /// Wider pictures are hard to read.
    private static let usualLimit = 1500.0

    private(set) var marks: [Mark] = []
    /// Where what comes next begins.
    var top = Page.margin
    private(set) var width: Double
    /// Whether the width is asked for: what can stand on several lines then does so rather than widen the picture.
    let isSized: Bool
    /// How much higher than usual the area between two axes is.
    private let planeGrowth: Double

    init(width: Double, isSized: Bool, planeGrowth: Double = 0) {
        self.width = max(width, Self.leastWidth)
        self.isSized = isSized
        self.planeGrowth = planeGrowth
    }

    /// The height of an area between two axes that usually has another.
    func planeHeight(_ usual: Double) -> Double { max(usual / 3, usual + planeGrowth) }

    /// The height of a row that usually has another, among rows that share what the picture is higher than usual.
    func rowHeight(_ usual: Double, count: Int) -> Double {
        min(max(0.75 * usual, usual + planeGrowth / Double(max(1, count))), 2 * usual)
    }

    /// The room between the margins.
    var inner: Double { width - 2 * Page.margin }

    /// What parts side by side may take before they go below one another.
    var limit: Double { isSized ? width : Self.usualLimit }

    /// What is there takes so much with the lower margin.
    var height: Double { top + Page.margin }

    /// - Parameters:
    ///   - height: nil for what is there.
    ///   - scale: how large a unit is shown, in pixels.
    func scene(height: Double?, scale: Double) -> Scene {
        let height = height ?? self.height.rounded(.up)
        let ground = Mark(shape: .box(Box(left: 0, top: 0, right: width, bottom: height)), style: .ground)
        return Scene(width: width, height: height, scale: scale, marks: [ground] + marks)
    }

    mutating func widen(to width: Double) {
        self.width = max(self.width, width.rounded(.up))
    }

    mutating func add(_ shape: Mark.Shape, _ style: Style) {
        marks.append(Mark(shape: shape, style: style))
    }

    mutating func add(_ label: Label, _ style: Style = .text) {
        marks.append(Mark(shape: .label(label), style: style))
    }

    mutating func title(_ title: String) {
        let lines = PlainText.wrapped(title, to: inner) { GlyphWidths.width(of: $0, size: TextSize.title, isBold: true) }
        for line in lines {
            add(Label(line, at: Point(x: Page.margin, y: top + 0.8 * TextSize.title), size: TextSize.title, isBold: true))
            top += 1.3 * TextSize.title
        }
        top += 4
    }

    mutating func remarks(_ remarks: [String]) {
        guard !remarks.isEmpty else { return }
        top += 6
        for line in remarks.flatMap({ PlainText.wrapped($0, to: inner) { TextSize.width($0, TextSize.small) } }) {
            add(Label(line, at: Point(x: Page.margin, y: top + 0.8 * TextSize.small), size: TextSize.small), .faintText)
            top += 1.4 * TextSize.small
        }
    }

    /// A placeholder where there is nothing to draw.
    mutating func empty() {
        let box = Box(left: Page.margin, top: top, right: width - Page.margin, bottom: top + planeHeight(160))
        add(.box(box), .frame)
        add(Label("no data", at: Point(x: box.center.x, y: box.center.y + 5), anchor: .middle), .faintText)
        top = box.bottom
    }
}
