/// The text before the cursor: one line, such as `In [3]: `, in one style.
package struct Prompt: Sendable {
    /// Ends in a blank, and holds no control characters.
    let text: String
    let style: TextStyle

    /// - Parameter text: control characters in it become blanks; a blank is added where it ends in none.
    package init(_ text: String, style: TextStyle = .plain) {
        let line = text.replacingControls(with: " ")
        self.text = line.hasSuffix(" ") ? line : line + " "
        self.style = style
    }

    /// As libedit takes it: a mark on both sides of each escape sequence, and the last sequence before
    /// the final blank, because libedit drops one that no visible character follows.
    func marked(_ mark: Unicode.Scalar, colors: Bool, encoding: TextEncoding) -> String {
        let shown = encoding.restricting(text)
        guard colors, style != .plain else { return shown }
        let mark = String(Character(mark))
        return mark + style.opening + mark + shown.dropLast() + mark + style.closing + mark + " "
    }
}
