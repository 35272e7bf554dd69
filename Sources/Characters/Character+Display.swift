extension Character {
    /// How many cells of a terminal the character takes: 0, 1 or 2.
    package var displayWidth: Int {
        if unicodeScalars.contains(where: \.isWide) { return 2 }
        if unicodeScalars.dropFirst().contains("\u{FE0F}") { return 2 }
        return unicodeScalars.allSatisfy(\.isZeroWidth) ? 0 : 1
    }

    /// The character, or a stand-in one cell wide for what a terminal would obey or not show:
    /// control characters, marks that turn the direction of the text, and blanks of no width.
    package var visible: String {
        guard let scalar = unicodeScalars.first, unicodeScalars.allSatisfy(\.isUnprintable) else { return String(self) }
        switch scalar.value {
        case 0x00...0x1F: return Unicode.Scalar(0x2400 + scalar.value).map(String.init) ?? "\u{FFFD}"
        case 0x7F: return "\u{2421}"
        default: return "\u{FFFD}"
        }
    }
}

extension String {
    /// How many columns of a terminal it takes.
    package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}

extension Unicode.Scalar {
    /// Whether it is a control or format character that must not reach a terminal by itself.
    package var isUnprintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    fileprivate var isZeroWidth: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }

    /// East Asian wide and full-width characters (Unicode Standard Annex 11), and emoji.
    fileprivate var isWide: Bool {
        guard value >= 0x1100 else { return false }
        return properties.isEmojiPresentation || Self.wideRanges.contains { $0 ~= value }
    }

    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF,
        0x20000...0x3FFFD,
    ]
}
