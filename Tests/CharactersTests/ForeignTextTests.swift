import Characters
import Testing

struct ForeignTextTests {
    @Test(arguments: [
        ("plain é 漢 😀 👩‍💻 א", "plain é 漢 😀 👩‍💻 א"), ("\u{1B}[31mred", "\\e[31mred"), ("\u{1B}]0;title\u{7}", "\\e]0;title\\u0007"),
        ("a\rb", "a\\rb"), ("a\r\nb", "a\\r\\nb"), ("a\tb", "a\tb"), ("\u{9B}31m", "\\u009b31m"), ("\u{7F}", "\\u007f"), ("\0", "\\u0000"),
        ("\u{202E}txt.exe", "\\u202etxt.exe"), ("\u{2066}x\u{2069}", "\\u2066x\\u2069"), ("a\u{2028}b", "a\\u2028b"), ("a\nb", "a\\nb"),
        ("\u{FFFF}", "\\uffff"), ("\\e", "\\e"),
    ])
    func `shows what a terminal would obey`(text: String, shown: String) {
        #expect(ForeignText.line(text) == shown)
        #expect(ForeignText.line(shown) == shown)
        #expect(ForeignText.lines(text) == (text.contains(where: \.isNewline) && text.utf8.contains(0x0A) ? text : shown))
    }
}
