/// An area of dots: eight per cell in braille, one in ASCII.
struct DotCanvas {
    let columns: Int
    let rows: Int
    private let isASCII: Bool
    private var dots: [UInt8]
    private var inks: [Ink?]
    private var marks: [Character]

    init(columns: Int, rows: Int, isASCII: Bool) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
        self.isASCII = isASCII
        dots = Array(repeating: 0, count: self.columns * self.rows)
        inks = Array(repeating: nil, count: self.columns * self.rows)
        marks = Array(repeating: " ", count: self.columns * self.rows)
    }

    /// Dots side by side and below one another.
    var width: Int { isASCII ? columns : 2 * columns }
    var height: Int { isASCII ? rows : 4 * rows }

    /// The dot at shares of the canvas, from its left and from its bottom; those outside are clamped to its edge.
    func dot(across: Double, up: Double) -> (x: Int, y: Int) {
        let x = (min(max(across, 0), 1) * Double(width - 1)).rounded()
        let y = ((1 - min(max(up, 0), 1)) * Double(height - 1)).rounded()
        return (Int(x), Int(y))
    }

    /// Sets one dot.
    ///
    /// - Parameter mark: what stands for it in ASCII.
    mutating func set(_ dot: (x: Int, y: Int), _ ink: Ink, mark: Character) {
        guard (0..<width).contains(dot.x), (0..<height).contains(dot.y) else { return }
        let cell = isASCII ? dot.y * columns + dot.x : dot.y / 4 * columns + dot.x / 2
        if !isASCII { dots[cell] |= Self.bits[dot.y % 4][dot.x % 2] }
        inks[cell] = ink
        marks[cell] = mark
    }

    /// Sets the dots of a straight line.
    ///
    /// - Parameter every: 1 for a solid line, 3 for every third dot.
    mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ ink: Ink, mark: Character, every: Int = 1) {
        let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
        for step in stride(from: 0, through: steps, by: every) {
            let share = Double(step) / Double(steps)
            let x = Double(start.x) + share * Double(end.x - start.x), y = Double(start.y) + share * Double(end.y - start.y)
            set((Int(x.rounded()), Int(y.rounded())), ink, mark: mark)
        }
    }

    /// Draws the canvas on a sheet, its top left cell at the given place.
    func draw(on sheet: inout Sheet, row: Int, column: Int) {
        for y in 0..<rows {
            for x in 0..<columns {
                let cell = y * columns + x
                guard let ink = inks[cell] else { continue }
                let braille = Unicode.Scalar(0x2800 + UInt32(dots[cell])).map(Character.init) ?? " "
                sheet.set(isASCII ? marks[cell] : braille, row: row + y, column: column + x, ink)
            }
        }
    }

    /// The bit of each dot in a braille pattern's code, by row and column.
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
