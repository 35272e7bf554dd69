import Jupyter
import Testing

struct CodePointTests {
    /// A letter of two bytes, a character of two code points, and an emoji of four bytes.
    private static let text = "né e\u{301}🙂x"

    @Test(arguments: [(0, 0), (1, 1), (2, 3), (3, 4), (4, 5), (5, 7), (6, 11), (7, 12)])
    func `code points and bytes`(count: Int, bytes: Int) {
        let places = CodePoints(Self.text)
        #expect(places.byteOffset(count) == bytes)
        #expect(places.count(before: bytes) == count)
    }

    @Test func `places outside the text`() {
        let places = CodePoints(Self.text)
        #expect(places.byteOffset(-1) == 0)
        #expect(places.byteOffset(.max) == 12)
        #expect(places.count(before: 99) == 7)
        #expect(CodePoints("").byteOffset(3) == 0)
    }
}
