import CZlib

/// What is in a PDF or a PNG, read independently of the renderers.
enum PaperFile {
    /// What zlib's format holds.
    static func inflated(_ bytes: [UInt8], limit: Int = 1 << 26) -> [UInt8] {
        var count = uLongf(limit)
        return [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
            let result = uncompress(buffer.baseAddress, &count, bytes, uLong(bytes.count))
            initialized = result == Z_OK ? Int(count) : 0
        }
    }
}

/// A PDF of one page, by its table of objects.
struct PDFFile {
    /// Each with its dictionary or array, and its stream, inflated.
    let objects: [(text: String, stream: [UInt8])]
    let trailer: String

    init?(_ bytes: [UInt8]) {
        guard let start = Self.last("startxref\n", in: bytes), let table = Self.number(bytes[(start + 10)...]),
            bytes[table...].starts(with: "xref\n0 ".utf8), let count = Self.number(bytes[(table + 7)...])
        else { return nil }
        let rows = table + 7 + "\(count)\n".utf8.count
        let places = (1..<count).compactMap { index in
            let entry = String(decoding: bytes[rows + 20 * index..<rows + 20 * index + 20], as: UTF8.self)
            return entry.hasSuffix(" 00000 n \n") ? Int(entry.prefix(10)) : nil
        }
        guard places.count == count - 1 else { return nil }
        objects = zip(places, places.dropFirst() + [table]).enumerated().map { Self.object($0 + 1, bytes[$1.0..<$1.1]) }
        trailer = String(decoding: bytes[(rows + 20 * count)...], as: UTF8.self)
    }

    private static func object(_ number: Int, _ bytes: ArraySlice<UInt8>) -> (String, [UInt8]) {
        let head = "\(number) 0 obj\n", end = "\nendobj\n", streamEnd = "\nendstream"
        guard bytes.starts(with: head.utf8), bytes.suffix(end.utf8.count).elementsEqual(end.utf8) else { return ("", []) }
        let body = bytes.dropFirst(head.utf8.count).dropLast(end.utf8.count)
        guard body.suffix(streamEnd.utf8.count).elementsEqual(streamEnd.utf8), let stream = first(" >>\nstream\n", in: body) else {
            return (String(decoding: body, as: UTF8.self), [])
        }
        let text = String(decoding: body[..<(stream + 3)], as: UTF8.self), data = body[(stream + 11)...].dropLast(streamEnd.utf8.count)
        return text.contains("/Length \(data.count) ") ? (text, PaperFile.inflated(Array(data))) : ("", [])
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        Int(String(decoding: bytes.prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }

    private static func first(_ text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let mark = Array(text.utf8)
        return bytes.indices.first { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
    }

    private static func last(_ text: String, in bytes: [UInt8]) -> Int? {
        let mark = Array(text.utf8)
        return bytes.indices.last { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
    }

    func objects(of type: String) -> [String] { objects.map(\.text).filter { $0.contains("/Type /\(type) ") } }

    /// The page's operators.
    var content: String {
        objects.lazy.map { String(decoding: $0.stream, as: UTF8.self) }.first { $0.contains(" cm\n") } ?? ""
    }

    /// The texts as they are copied from the page: glyphs, by each font's map to characters.
    var texts: [String] {
        content.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("BT /"), let glyphs = line.split(separator: "<").last?.prefix(while: { $0 != ">" }) else { return nil }
            let map = characters(of: String(line.dropFirst(4).prefix(1)))
            return Self.fours(glyphs).map { map[$0] ?? "?" }.joined()
        }
    }

    private func characters(of font: String) -> [String: String] {
        guard let resources = objects.first(where: { $0.text.contains("/Font <<") })?.text, let type = object("/\(font)", in: resources),
            let map = object("/ToUnicode", in: type.text)
        else { return [:] }
        var characters: [String: String] = [:]
        for line in String(decoding: map.stream, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ").map { $0.filter(\.isHexDigit) }
            guard line.hasPrefix("<"), parts.count == 2 else { continue }
            characters[parts[0]] = String(decoding: Self.fours(parts[1][...]).compactMap { UInt16($0, radix: 16) }, as: UTF16.self)
        }
        return characters
    }

    private func object(_ name: String, in text: String) -> (text: String, stream: [UInt8])? {
        text.split(separator: "\(name) ").dropFirst().first.flatMap { Int($0.prefix(while: \.isNumber)) }.map { objects[$0 - 1] }
    }

    private static func fours(_ text: Substring) -> [String] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
    }
}

/// A PNG of eight bits of red, green and blue.
struct PNGPicture {
    let width: Int
    let height: Int
    let chunks: [(name: String, data: [UInt8])]
    private let pixels: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        func long(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        var place = 8, chunks: [(String, [UInt8])] = []
        while place + 12 <= bytes.count {
            let length = long(place), body = Array(bytes[place + 4..<place + 8 + length])
            guard long(place + 8 + length) == Int(crc32(0, body, uInt(body.count))) else { return nil }
            chunks.append((String(decoding: body[..<4], as: UTF8.self), Array(body[4...])))
            place += 12 + length
        }
        self.chunks = chunks
        (width, height) = (long(16), long(20))
        let rows = PaperFile.inflated(chunks.filter { $0.0 == "IDAT" }.flatMap(\.1)), length = 3 * width
        guard place == bytes.count, rows.count == (length + 1) * height else { return nil }
        var pixels = [UInt8](repeating: 0, count: length * height)
        for row in 0..<height {
            guard rows[row * (length + 1)] == 2 else { return nil }
            for column in 0..<length {
                pixels[row * length + column] = rows[row * (length + 1) + 1 + column] &+ (row == 0 ? 0 : pixels[(row - 1) * length + column])
            }
        }
        self.pixels = pixels
    }

    /// `#ffffff`
    func color(x: Int, y: Int) -> String {
        "#" + (0..<3).map { pixels[3 * (y * width + x) + $0] }.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Whether all pixels of a row or column have a colour.
    func isPlain(x: ClosedRange<Int>, y: ClosedRange<Int>, _ color: String) -> Bool {
        y.allSatisfy { y in x.allSatisfy { self.color(x: $0, y: y) == color } }
    }
}
