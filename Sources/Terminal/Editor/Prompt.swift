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

    /// What is shown for one of its scalars, with the style's beginning before the first and its end behind the last but
    /// the final blank.
    func styled(_ shown: String, at index: Int, colors: Bool) -> String {
        guard colors else { return shown }
        return (index == 0 ? style.opening : "") + shown + (index == text.unicodeScalars.count - 2 ? style.closing : "")
    }
}
