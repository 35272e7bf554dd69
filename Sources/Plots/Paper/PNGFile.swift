import Characters

/// A picture of pixels as a PNG file (ISO/IEC 15948): eight bits of red, green and blue each.
struct PNGFile {
    let bytes: [UInt8]

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// How many bytes the signature and the first chunk have.
    static let headLength = 33
    /// The second chunk, which says whose it is.
    static let software = chunk("tEXt", Array("Software".utf8) + [0] + Array("sweepbook".utf8))

    /// - Parameter density: pixels in an inch.
    init(_ raster: Raster, density: Double, title: String) {
        let perMetre = Int((density / 0.0254).rounded())
        var file = Self.signature
        file += Self.chunk("IHDR", BigEndian.long(raster.width) + BigEndian.long(raster.height) + [8, 2, 0, 0, 0]) + Self.software
        file += Self.chunk("pHYs", BigEndian.long(perMetre) + BigEndian.long(perMetre) + [1])
        file += Self.chunk("iTXt", Array("Title".utf8) + [0, 0, 0, 0, 0] + Array(ForeignText.line(title).utf8))
        file += Self.chunk("IDAT", Compression.zlib(Self.rows(of: raster)))
        bytes = file + Self.chunk("IEND", [])
    }

    /// Each row as its differences from the one above, which are mostly 0.
    private static func rows(of raster: Raster) -> [UInt8] {
        let length = 3 * raster.width
        var rows: [UInt8] = []
        rows.reserveCapacity((length + 1) * raster.height)
        for row in 0..<raster.height {
            rows.append(2)
            for place in row * length..<(row + 1) * length {
                rows.append(raster.pixels[place] &- (row == 0 ? 0 : raster.pixels[place - length]))
            }
        }
        return rows
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return BigEndian.long(data.count) + body + BigEndian.long(Compression.checksum(body))
    }
}
