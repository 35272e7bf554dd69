/// The part of a font that a picture uses, within its PDF: every reader shows the same letters, and can search and copy them.
struct PDFFont {
    private let font: FontFile
    /// The glyphs that are shown, with a character of each.
    private var shown: [Int: Unicode.Scalar] = [:]

    init(_ font: FontFile) {
        self.font = font
    }

    var isUsed: Bool { !shown.isEmpty }

    /// A text as glyphs, for the operator `Tj`.
    mutating func encoded(_ text: String) -> String {
        "<" + text.unicodeScalars.map { scalar in
            let glyph = font.glyph(of: scalar)
            shown[glyph] = glyph == FontFile.emptyBox ? "\u{FFFD}" : shown[glyph] ?? scalar
            return PDFDocument.hexadecimal(glyph)
        }.joined() + ">"
    }

    /// Adds the font's objects.
    func add(to document: inout PDFDocument) -> PDFDocument.Reference {
        let glyphs = used
        // Six letters say that it is a part; which, follows from the glyphs.
        let name = "\(Self.tag(glyphs))+\(font.name)"
        let subset = font.subset(glyphs)
        let file = document.add(stream: subset, " /Length1 \(subset.count)")
        let metrics = ["xMin": 36, "yMin": 38, "xMax": 40, "yMax": 42].mapValues { scaled(font.signed("head", at: $0)) }
        let box = ["xMin", "yMin", "xMax", "yMax"].map { "\(metrics[$0] ?? 0)" }.joined(separator: " ")
        let rise = scaled(font.signed("hhea", at: 4)), fall = scaled(font.signed("hhea", at: 6))
        let descriptor = document.add(
            "<< /Type /FontDescriptor /FontName /\(name) /Flags 4 /FontBBox [\(box)] /ItalicAngle 0 /Ascent \(rise) /Descent \(fall) "
                + "/CapHeight 729 /StemV 80 /FontFile2 \(file) >>")
        let widths = shown.keys.sorted().map { "\($0) [\(scaled(font.advance(of: $0)))]" }.joined(separator: " ")
        let descendant = document.add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /\(name) /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                + "/FontDescriptor \(descriptor) /DW 600 /W [\(widths)] /CIDToGIDMap /Identity >>")
        let unicode = document.add(stream: Array(characterMap.utf8))
        return document.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /\(name) /Encoding /Identity-H /DescendantFonts [\(descendant)] /ToUnicode \(unicode) >>")
    }

    /// The glyphs that are shown, those that they consist of, and the empty box.
    private var used: [Int] {
        var used: Set<Int> = [FontFile.emptyBox], new = Set(shown.keys)
        while !new.isEmpty {
            used.formUnion(new)
            new = Set(new.flatMap { font.parts(of: $0).map(\.glyph) }).subtracting(used)
        }
        return used.sorted()
    }

    /// In thousandths of the font's size.
    private func scaled(_ units: Int) -> Int { Int((Double(units) * 1000 / Double(font.unitsPerEm)).rounded()) }

    private static func tag(_ glyphs: [Int]) -> String {
        var number = glyphs.reduce(5381) { ($0 &* 33 &+ $1) & 0xFFFF_FFFF }
        return String((0..<6).map { _ in
            defer { number /= 26 }
            return Character(Unicode.Scalar(UInt8(65 + number % 26)))
        })
    }

    /// Which character each glyph is.
    private var characterMap: String {
        let lines = shown.sorted { $0.key < $1.key }.map { glyph, scalar in
            "<\(PDFDocument.hexadecimal(glyph))> <\(String(scalar).utf16.map { PDFDocument.hexadecimal(Int($0)) }.joined())>"
        }
        // At most 100 lines stand in a block.
        let blocks = stride(from: 0, to: lines.count, by: 100).map { start in
            let block = lines[start..<min(start + 100, lines.count)]
            return "\(block.count) beginbfchar\n\(block.joined(separator: "\n"))\nendbfchar"
        }
        return """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def /CMapType 2 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            \(blocks.joined(separator: "\n"))
            endcmap CMapName currentdict /CMap defineresource pop end end
            """
    }
}

extension FontFile {
    /// A font file with the same numbers of glyphs, where only some have an outline.
    fileprivate func subset(_ glyphs: [Int]) -> [UInt8] {
        var outlines: [UInt8] = [], places: [UInt8] = [], next = glyphs[...]
        for glyph in 0..<glyphCount {
            places += BigEndian.long(outlines.count)
            guard next.first == glyph else { continue }
            next = next.dropFirst()
            outlines += description(of: glyph)
            outlines += Array(repeating: 0, count: -outlines.count & 3)
        }
        places += BigEndian.long(outlines.count)
        var head = Array(table("head"))
        // Places are kept in four bytes.
        head[51] = 1
        var tables = ["glyf": outlines, "head": head, "loca": places]
        for name in ["cvt ", "fpgm", "hhea", "hmtx", "maxp", "prep"] where !table(name).isEmpty { tables[name] = Array(table(name)) }
        return Self.file(tables)
    }

    private static func file(_ tables: [String: [UInt8]]) -> [UInt8] {
        let count = tables.count
        let step = (0..<16).last { 1 << $0 <= count } ?? 0
        var directory: [UInt8] = [0, 1, 0, 0]
        for number in [count, 16 << step, step, 16 * count - 16 << step] { directory += BigEndian.short(number) }
        var body: [UInt8] = []
        for (name, bytes) in tables.sorted(by: { $0.key < $1.key }) {
            let padded = bytes + Array(repeating: 0, count: -bytes.count & 3)
            directory += Array(name.utf8) + BigEndian.long(sum(padded)) + BigEndian.long(12 + 16 * count + body.count)
            directory += BigEndian.long(bytes.count)
            body += padded
        }
        return directory + body
    }

    private static func sum(_ bytes: [UInt8]) -> Int {
        let data = BigEndian(bytes)
        return stride(from: 0, to: bytes.count, by: 4).reduce(0) { ($0 + data.long(at: $1)) & 0xFFFF_FFFF }
    }
}
