/// Places in a text, which front ends count in Unicode code points and the language in bytes of UTF-8.
package struct CodePoints {
    private let scalars: String.UnicodeScalarView

    package init(_ text: String) {
        scalars = text.unicodeScalars
    }

    /// The byte at which a code point starts; the end for one behind the text, the start for one before it.
    package func byteOffset(_ count: Int) -> Int {
        let index = scalars.index(scalars.startIndex, offsetBy: max(0, count), limitedBy: scalars.endIndex) ?? scalars.endIndex
        return scalars.utf8Offset(of: index)
    }

    /// How many code points start before a byte.
    package func count(before byteOffset: Int) -> Int {
        var bytes = 0
        return scalars.prefix { scalar in
            defer { bytes += UTF8.width(scalar) }
            return bytes < byteOffset
        }.count
    }
}

extension String.UnicodeScalarView {
    fileprivate func utf8Offset(of index: Index) -> Int { self[..<index].reduce(0) { $0 + UTF8.width($1) } }
}
