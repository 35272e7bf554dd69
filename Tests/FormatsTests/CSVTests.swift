import Formats
import Testing

struct CSVTests {
    @Test func `a cell is quoted where it must be`() {
        #expect(CSV.line(["a", "", "1.5"].map { .text($0) }) == "a,,1.5")
        #expect(CSV.line(["a,b", "say \"x\"", "two\nlines"].map { .text($0) }) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"")
    }

    @Test func `a text that begins as a formula does not stand bare`() {
        for start in ["=", "+", "-", "@", "\t"] {
            #expect(CSV.line([.text("\(start)SUM(A1)")]) == "'\(start)SUM(A1)")
        }
        #expect(CSV.line([.text("=1,2"), .text("a\"b"), .number("-1.5"), .empty]) == "\"'=1,2\",\"a\"\"b\",-1.5,")
    }

    // What duckdb 1.x, pandas, R and Python read as infinity; `inf` is the date 9999-12-31 to the first.
    @Test func `infinity is a number to every reader`() {
        let values: [JSONValue] = [JSONValue(Double.infinity), JSONValue(-Double.infinity), JSONValue(Double.nan), JSONValue(0.1), .null]
        #expect(CSV.line(values.map { CSV.Cell($0) }) == "1e999,-1e999,nan,0.1,")
        #expect(CSV.line([CSV.Cell([1, [true]])]) == "\"[1,[true]]\"")
    }
}
