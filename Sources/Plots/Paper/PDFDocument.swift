import Characters

/// A PDF file of one page, object by object (ISO 32000-1, 7.5). The same objects give the same bytes: it has no date and no identifier.
struct PDFDocument {
    /// The number of an object.
    struct Reference: Hashable, CustomStringConvertible {
        fileprivate let number: Int
        var description: String { "\(number) 0 R" }
    }

    /// How every file begins: the second line tells programs that it is not text, the third whose it is.
    static let opening = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A] + Array("% sweepbook figure\n".utf8)

    private var objects: [[UInt8]] = []

    mutating func add(_ object: String) -> Reference { add(Array(object.utf8)) }

    /// A stream, compressed.
    ///
    /// - Parameter entries: of its dictionary, each after a blank, besides those that say how it is kept.
    mutating func add(stream: [UInt8], _ entries: String = "") -> Reference {
        let kept = Compression.zlib(stream)
        let head = "<< /Length \(kept.count) /Filter /FlateDecode\(entries) >>\nstream\n"
        return add(Array(head.utf8) + kept + Array("\nendstream".utf8))
    }

    /// What the object is called that will be added behind so many others.
    func next(after others: Int) -> Reference { Reference(number: objects.count + others + 1) }

    private mutating func add(_ object: [UInt8]) -> Reference {
        objects.append(object)
        return Reference(number: objects.count)
    }

    /// The file.
    func bytes(catalog: Reference, information: Reference) -> [UInt8] {
        var file = Self.opening
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let table = file.count
        var end = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { end += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n" }
        end += "trailer\n<< /Size \(objects.count + 1) /Root \(catalog) /Info \(information) >>\nstartxref\n\(table)\n%%EOF\n"
        return file + Array(end.utf8)
    }

    /// A line of any characters as a string object.
    static func text(_ text: String) -> String { "<FEFF" + ForeignText.line(text).utf16.map { hexadecimal(Int($0)) }.joined() + ">" }

    /// Four digits.
    static func hexadecimal(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
