import CFonts

/// A TrueType font: which glyph a character has, how wide it is, and its outline. The tables are as in Apple's TrueType Reference
/// Manual; the two fonts that are built in are known to be well-formed.
struct FontFile: Sendable {
    static let regular = FontFile(name: "DejaVuSans", sweepbook_font_regular)
    static let bold = FontFile(name: "DejaVuSans-Bold", sweepbook_font_bold)

    static func of(_ label: Label) -> FontFile { label.isBold ? bold : regular }

    /// Its PostScript name.
    let name: String
    /// How many units its size has.
    let unitsPerEm: Int
    let glyphCount: Int
    private let file: BigEndian
    private let tables: [String: Range<Int>]
    private let glyphs: [Unicode.Scalar: Int]

    private init(name: String, _ embedded: (UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?) {
        var count = 0
        let bytes = embedded(&count)
        let file = BigEndian(Array(UnsafeBufferPointer(start: bytes, count: count)))
        let tables = Dictionary(uniqueKeysWithValues: (0..<file.short(at: 4)).map { index in
            let entry = 12 + 16 * index, first = file.long(at: entry + 8)
            return (String(decoding: file.bytes[entry..<entry + 4], as: UTF8.self), first..<first + file.long(at: entry + 12))
        })
        func start(of table: String) -> Int { tables[table, default: 0..<0].lowerBound }
        self.name = name
        self.file = file
        self.tables = tables
        unitsPerEm = file.short(at: start(of: "head") + 18)
        glyphCount = file.short(at: start(of: "maxp") + 4)
        glyphs = Self.characterMap(file, at: start(of: "cmap"))
    }

    /// The bytes of a table.
    func table(_ name: String) -> ArraySlice<UInt8> { file.bytes[tables[name, default: 0..<0]] }

    private func start(of table: String) -> Int { tables[table, default: 0..<0].lowerBound }

    /// The glyph of a character; an empty box where the font has none.
    func glyph(of scalar: Unicode.Scalar) -> Int { glyphs[scalar] ?? Self.emptyBox }

    /// The glyph for all that has none.
    static let emptyBox = 0

    /// The characters of a text that it has no glyph for.
    func lacking(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { glyphs[$0] == nil } }

    /// How far a glyph moves on, in the font's units.
    func advance(of glyph: Int) -> Int {
        let last = number("hhea", at: 34) - 1
        return number("hmtx", at: 4 * min(glyph, last))
    }

    /// A text's width at a size.
    func width(of text: String, size: Double) -> Double {
        let units = text.unicodeScalars.reduce(0) { $0 + advance(of: glyph(of: $1)) }
        return Double(units) / Double(unitsPerEm) * size
    }

    /// A signed or unsigned number of two bytes in a table.
    func number(_ table: String, at place: Int) -> Int { file.short(at: start(of: table) + place) }
    func signed(_ table: String, at place: Int) -> Int { file.signed(at: start(of: table) + place) }

    /// The bytes of a glyph.
    func description(of glyph: Int) -> ArraySlice<UInt8> {
        let glyf = start(of: "glyf")
        return file.bytes[glyf + offset(of: glyph)..<glyf + offset(of: glyph + 1)]
    }

    private func offset(of glyph: Int) -> Int {
        let isLong = number("head", at: 50) == 1, loca = start(of: "loca")
        return isLong ? file.long(at: loca + 4 * glyph) : 2 * file.short(at: loca + 2 * glyph)
    }
}

// MARK: - Characters
extension FontFile {
    /// The glyphs of the characters up to U+FFFF, by the subtable of format 4.
    private static func characterMap(_ file: BigEndian, at cmap: Int) -> [Unicode.Scalar: Int] {
        let subtables = (0..<file.short(at: cmap + 2)).map { cmap + file.long(at: cmap + 4 + 8 * $0 + 4) }
        guard let map = subtables.first(where: { file.short(at: $0) == 4 }) else { return [:] }
        let count = file.short(at: map + 6) / 2, ends = map + 14, starts = ends + 2 * count + 2
        var glyphs: [Unicode.Scalar: Int] = [:]
        for segment in 0..<count {
            let first = file.short(at: starts + 2 * segment), last = file.short(at: ends + 2 * segment)
            let delta = file.short(at: starts + 2 * (count + segment))
            let ranges = starts + 2 * (2 * count + segment), range = file.short(at: ranges)
            for code in first...max(first, last) {
                guard let scalar = Unicode.Scalar(UInt32(code)), code != 0xFFFF else { continue }
                let listed = range == 0 ? code : file.short(at: ranges + range + 2 * (code - first))
                let glyph = listed == 0 ? 0 : (listed + delta) & 0xFFFF
                if glyph != 0 { glyphs[scalar] = glyph }
            }
        }
        return glyphs
    }
}

/// Bytes with numbers in them, the highest byte first.
struct BigEndian: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func short(at place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
    func long(at place: Int) -> Int { short(at: place) << 16 | short(at: place + 2) }
    func signed(at place: Int) -> Int { Int(Int16(truncatingIfNeeded: short(at: place))) }

    static func short(_ value: Int) -> [UInt8] { [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)] }
    static func long(_ value: Int) -> [UInt8] { short(value >> 16) + short(value) }
}
