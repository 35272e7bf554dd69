internal import Glibc

/// The characters that may be sent to the terminal.
package enum TextEncoding: Sendable {
    case utf8
    case ascii

    /// Sets the locale of characters from the environment, and says what it can hold.
    ///
    /// A locale that is not UTF-8, or that does not exist, is replaced by C.UTF-8; where that is
    /// missing too, only ASCII is left. Only LC_CTYPE is touched, so that numbers keep their points.
    package static func adoptFromLocale() -> TextEncoding {
        for locale in ["", "C.UTF-8"] where setlocale(LC_CTYPE, locale) != nil {
            if isUTF8 { return .utf8 }
        }
        return .ascii
    }

    private static var isUTF8: Bool {
        guard let name = nl_langinfo(nl_item(CODESET)) else { return false }
        return String(cString: name).uppercased() == "UTF-8"
    }

    /// The text with what the encoding lacks replaced by question marks.
    package func restricting(_ text: String) -> String {
        guard self == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        return String(text.map { $0.isASCII ? $0 : "?" })
    }

    /// What stands for text left out.
    var ellipsis: String { self == .utf8 ? "…" : "..." }
}
