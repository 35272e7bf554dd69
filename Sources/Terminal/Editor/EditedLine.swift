/// The text being edited and the cursor in it, as libedit counts: in Unicode scalars.
struct EditedLine {
    let scalars: [Unicode.Scalar]
    /// 0 … the number of scalars.
    let cursor: Int

    var text: String { Self.string(scalars) }
    var textBeforeCursor: String { Self.string(scalars[..<cursor]) }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The start of the cursor's line.
    var lineStart: Int {
        (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1
    }

    /// The end of the cursor's line, before its newline.
    var lineEnd: Int {
        scalars[cursor...].firstIndex(of: "\n") ?? scalars.endIndex
    }

    /// The cursor's place one line up, nil on the first line.
    var placeAbove: Int? {
        guard lineStart > 0 else { return nil }
        let above = EditedLine(scalars: scalars, cursor: lineStart - 1)
        return min(above.lineStart + cursor - lineStart, above.cursor)
    }

    /// The cursor's place one line down, nil on the last line.
    var placeBelow: Int? {
        guard lineEnd < scalars.endIndex else { return nil }
        let below = EditedLine(scalars: scalars, cursor: lineEnd + 1)
        return min(below.cursor + cursor - lineStart, below.lineEnd)
    }

    /// How many scalars the bytes of UTF-8 up to that offset hold.
    func scalarOffset(ofByte offset: Int) -> Int {
        var bytes = 0
        for (index, scalar) in scalars.enumerated() {
            if bytes >= offset { return index }
            bytes += UTF8.width(scalar)
        }
        return scalars.count
    }

    /// The bytes of UTF-8 before the cursor.
    var cursorByte: Int {
        scalars[..<cursor].reduce(0) { $0 + UTF8.width($1) }
    }
}
