/// A figure as a file.
package struct Picture: Sendable {
    package let bytes: [UInt8]
    /// Sentences on what it shows otherwise than was asked for.
    package let notices: [String]
}

/// Why a figure can't be drawn as large as it is wanted.
package enum PictureError: Error, Hashable, CustomStringConvertible {
    /// It would fit with letters of so many points only.
    case noRoom(fontSize: Double)
    case tooManyPixels(Int)

    /// In points: smaller letters can't be read.
    static let leastFontSize = 3.0
    /// An A3 page has 17 million.
    static let mostPixels = 50_000_000

    package var description: String {
        switch self {
        case .noRoom(let size):
            "the picture is too small: all of it fits only with letters of \(NumberText.fixed(size, 1)) pt, expected \(Int(Self.leastFontSize)) pt or more"
        case .tooManyPixels(let count):
            "the picture has \(count / 1_000_000) million pixels as PNG, expected at most \(Self.mostPixels / 1_000_000) million; PDF and SVG may be larger"
        }
    }
}
