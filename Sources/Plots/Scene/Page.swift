/// A picture being laid out, from its title downwards.
struct Page {
    static let margin = 18.0
    /// The width of all pictures but those of many columns.
    static let standardWidth = 720.0

    private(set) var marks: [Mark] = []
    /// Where what comes next begins.
    var top = Page.margin
    private(set) var width = Page.standardWidth

    /// The room between the margins.
    var inner: Double { width - 2 * Page.margin }

    var scene: Scene {
        let height = (top + Page.margin).rounded(.up)
        let ground = Mark(shape: .box(Box(left: 0, top: 0, right: width, bottom: height)), style: .ground)
        return Scene(width: width, height: height, marks: [ground] + marks)
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
        let box = Box(left: Page.margin, top: top, right: width - Page.margin, bottom: top + 160)
        add(.box(box), .frame)
        add(Label("no data", at: Point(x: box.center.x, y: box.center.y + 5), anchor: .middle), .faintText)
        top = box.bottom
    }
}
