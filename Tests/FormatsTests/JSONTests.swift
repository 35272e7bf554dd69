import Formats
import TestSupport
import Testing

struct JSONTests {
    private func document(_ text: String) throws -> JSONValue {
        var reader = try JSONReader(Array(text.utf8))
        return try reader.document()
    }

    private static let value: JSONValue = [
        "b": [1, JSONValue(0.5), .null, true], "a": ["c": "line\n\"quoted\" \\ \u{1}"], "empty": [], "none": [:],
    ]

    @Test func `a value has a layout for notebooks, for pages and for lines`() {
        #expect(JSONWriter.text(of: Self.value) == #"""
            {
             "a": {
              "c": "line\n\"quoted\" \\ \u0001"
             },
             "b": [
              1,
              0.5,
              null,
              true
             ],
             "empty": [],
             "none": {}
            }
            """#)
        #expect(JSONWriter.text(of: ["b": [1, 2], "a": "x"], .page) == #"""
            {
              "a" : "x",
              "b" : [
                1,
                2
              ]
            }
            """#)
        #expect(JSONWriter.text(of: Self.value, .line)
            == #"{"a":{"c":"line\n\"quoted\" \\ \u0001"},"b":[1,0.5,null,true],"empty":[],"none":{}}"#)
        #expect(JSONWriter.text(of: ["b": 1, "a": 2, "c": 3], .unsortedLine) == #"{"b":1,"a":2,"c":3}"#)
    }

    @Test(arguments: [JSONWriter.Layout.notebook, .page, .line, .unsortedLine])
    func `every layout reads back as the same value`(layout: JSONWriter.Layout) throws {
        #expect(try document(JSONWriter.text(of: Self.value, layout)) == Self.value)
    }

    @Test func `an object keeps the order of its names, and is equal in any order`() throws {
        let object = try #require(try document(#"{"b": 1, "a": 2}"#).object)
        #expect(object.members.map(\.key) == ["b", "a"])
        #expect(object.sorted.map(\.key) == ["a", "b"])
        #expect(object == ["a": 2, "b": 1])
        var changed = object
        changed["b"] = nil
        changed["c"] = 3
        changed["a"] = 4
        #expect(JSONWriter.text(of: .object(changed), .unsortedLine) == #"{"a":4,"c":3}"#)
    }

    @Test func `texts and names are told apart by their code points`() {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        let object: JSONObject = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(object != ["\u{E9}": 1])
    }

    @Test(arguments: [
        (1, "1.0", "1"), (0.1, "0.1", "0.1"), (1e-05, "1e-05", "1e-05"), (1e22, "1e+22", "1e+22"), (-0.0, "-0.0", "-0"),
        (.infinity, #""inf""#, #""inf""#), (-.infinity, #""-inf""#, #""-inf""#), (.nan, #""nan""#, #""nan""#),
    ] as [(Double, String, String)])
    func `a number is written as Python does, or briefly`(number: Double, python: String, brief: String) throws {
        #expect(JSONWriter.text(of: JSONValue(number), .line) == python)
        #expect(JSONWriter.text(of: JSONValue(brief: number), .line) == brief)
        let found = try #require(try document(brief).real)
        #expect(found == number || found.isNaN && number.isNaN)
    }

    @Test func `a whole number may be written as another, and must fit`() throws {
        #expect(try document("400.0").integer == 400)
        #expect(try document("1e2").integer == 100)
        #expect(try document("1.5").integer == nil)
        #expect(try document("9223372036854775808").integer == nil)
        #expect(try document(#""1""#).integer == nil)
        #expect(try document("1e999").real == nil)
    }

    @Test(arguments: [
        ("", "found the end of the file, expected a value", 0), ("{", "found the end of the file, expected a name in quotation marks or \"}\"", 1),
        ("[1 2]", "found \"2\", expected \",\" or \"]\"", 3), ("1 2", "found \"2\", expected nothing more", 2),
    ])
    func `what is no JSON is told, with its place`(text: String, sentence: String, offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try document(text) }
        #expect(error.kind.description == sentence)
        #expect(error.offset == offset)
    }
}

/// Names that stand twice in an object.
struct RepeatedNameTests {
    @Test func `the last value counts, in the first place, as in Python`() throws {
        var reader = try JSONReader(Array(#"{"a": 1, "b": {"x": 1, "x": 2, "x": 3}, "a": [4]}"#.utf8))
        let value = try reader.document()
        #expect(value == ["a": [4], "b": ["x": 3]])
        #expect(value.object?.members.map(\.key) == ["a", "b"])
        #expect(reader.repetitions.map(\.name) == ["x", "x", "a"])
        #expect(reader.repetitions.map(\.offset) == [14, 14, 0])
    }

    @Test func `names that only look alike are two`() throws {
        var reader = try JSONReader(Array("{\"é\": 1, \"e\u{301}\": 2}".utf8))
        #expect(try reader.document().object?.members.count == 2)
        #expect(reader.repetitions.isEmpty)
    }
}

/// Reading fields without making values.
struct PlainJSONTests {
    private func reader(_ text: String) -> JSONReader { JSONReader(line: Array(text.utf8), in: 0..<text.utf8.count) }

    @Test func `fields come one by one`() {
        var line = reader(#"{"name":"x","count":-7,"loss":1e-05,"none":"nan","items":[[1,2],[]],"done":true,"bytes":"AAH/"}"#)
        #expect(line.take("{") == true)
        #expect(line.plainText() == "name" && line.take(":") && line.plainText() == "x" && line.take(","))
        #expect(line.plainText() == "count" && line.take(":") && line.integer() == -7 && line.take(","))
        #expect(line.plainText() == "loss" && line.take(":") && line.real() == 1e-05 && line.take(","))
        #expect(line.plainText() == "none" && line.take(":") && line.real()?.isNaN == true && line.take(","))
        #expect(line.plainText() == "items" && line.take(":") && line.list { $0.list { $0.integer() } } == [[1, 2], []] && line.take(","))
        #expect(line.plainText() == "done" && line.take(":") && line.boolean() == true && line.take(","))
        #expect(line.plainText() == "bytes" && line.take(":") && line.base64() == [0, 1, 255])
        #expect(line.take("}") && line.isAtEnd)
    }

    @Test func `a line ends where it is said to, though bytes follow`() {
        let bytes = Array("12,34\n56".utf8)
        var line = JSONReader(line: bytes, in: 3..<5)
        #expect(line.integer() == 34)
        #expect(line.isAtEnd)
        #expect(line.take("\n") == false)
    }

    @Test(arguments: ["007", "00", "1.", "-", "-01", "1e", "1.e5", "1e+", ".5", "0x10", "1_0"])
    func `what JSON does not write as a number is none`(text: String) {
        // Something stands behind every number of a line.
        var integers = reader("\(text),"), reals = integers
        #expect(integers.integer() == nil || !integers.take(","))
        #expect(reals.real() == nil || !reals.take(","))
    }

    @Test(arguments: [#""a\n""#, #""a"#, "x", "", " 1", "+1", ".5", "tru", "[1", "[1 ,2]"])
    func `what is not plain is nil`(text: String) {
        var texts = reader(text), integers = texts, booleans = texts, lists = texts
        #expect(texts.plainText() == nil)
        #expect(integers.integer() == nil)
        #expect(booleans.boolean() == nil)
        #expect(lists.list { $0.integer() } == nil)
    }

    @Test func `numbers are read as whole values are`() throws {
        var bits = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let number = Double(bitPattern: bits.next())
            let text = JSONWriter.text(of: [JSONValue(brief: number)], .line)
            var plain = reader(text), whole = try JSONReader(Array(text.utf8))
            let found = try #require(plain.list { $0.real() }?.first)
            let expected = try #require(try whole.document().array?.first?.real)
            #expect(found == expected || found.isNaN && expected.isNaN, "\(text)")
            #expect(found == number || number.isNaN, "\(text)")
        }
    }
}
