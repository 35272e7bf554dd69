import Notebook
import Testing

/// What is no notebook is told in one sentence with its place; what is one is kept.
struct ReadingTests {
    private static func message(_ text: String) -> String {
        message(Array(text.utf8))
    }

    private static func message(_ bytes: [UInt8]) -> String {
        do throws(NotebookError) {
            _ = try NotebookDocument(bytes: bytes)
            return "read"
        } catch {
            return error.description
        }
    }

    private static func notebook(_ cells: String, minor: Int = 5) -> String {
        """
        {
         "cells": [\(cells)],
         "metadata": {}, "nbformat": 4, "nbformat_minor": \(minor)}
        """
    }

    @Test(arguments: [
        ("", "line 1, column 1: found the end of the file, expected a value"),
        ("print 1", "line 1, column 1: found \"p\", expected a value"),
        ("{} {}", "line 1, column 4: found \"{\", expected nothing more"),
        ("{\n \"é\": tru}", "line 2, column 7: found \"t\", expected a value"),
        ("{\"a\": 1,}", "line 1, column 9: found \"}\", expected a name in quotation marks"),
        ("{a: 1}", "line 1, column 2: found \"a\", expected a name in quotation marks or \"}\""),
        ("{\"a\" 1}", "line 1, column 6: found \"1\", expected \":\""),
        ("{\"a\": 1 \"b\"}", "line 1, column 9: found \"\"\", expected \",\" or \"}\""),
        ("[1 2]", "line 1, column 4: found \"2\", expected \",\" or \"]\""),
        ("[1, ]", "line 1, column 5: found \"]\", expected a value"),
        ("[1", "line 1, column 3: found the end of the file, expected \",\" or \"]\""),
        ("[01]", "line 1, column 3: found \"1\", expected \",\" or \"]\""),
        ("[-]", "line 1, column 3: found \"]\", expected a digit"),
        ("[1.]", "line 1, column 4: found \"]\", expected a digit"),
        ("[1e+]", "line 1, column 5: found \"]\", expected a digit"),
        ("[\"a]", "line 1, column 2: found the end of the file, expected \" at the end of a string"),
        ("[\"a\nb\"]", "line 1, column 4: found the control character 0x0A in a string, expected its escape"),
        (#"["\x"]"#, #"line 1, column 3: found "\x" in a string, which is not an escape"#),
        (#"["\u12G4"]"#, #"line 1, column 3: found "\u12G4" in a string, which is not an escape"#),
        (#"["\ud800x"]"#, #"line 1, column 3: found "\ud800" in a string, which is half of a surrogate pair"#),
        (#"["\udc00"]"#, #"line 1, column 3: found "\udc00" in a string, which is half of a surrogate pair"#),
        ("\u{FEFF}[\u{202E}]", #"line 1, column 3: found "\u{202E}", expected a value"#),
    ])
    func `what is no JSON`(text: String, message: String) {
        #expect(Self.message(text) == message)
    }

    @Test func `bytes that are no text`() {
        #expect(Self.message([0x7B, 0x0A, 0x22, 0xFF, 0x22]) == "line 2, column 2: found the byte 0xFF, expected UTF-8")
        #expect(Self.message([0xC3]) == "line 1, column 1: found the byte 0xC3, expected UTF-8")
    }

    @Test func `what is too deep, too long or too large`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(Self.message(deep) == "line 1, column 201: lists and objects are nested more than 200 deep")
        let digits = String(repeating: "1", count: 4301)
        #expect(Self.message(digits) == "line 1, column 1: a whole number has more than 4300 digits")
        let large = [UInt8](repeating: 0x20, count: 256 << 20) + [0x20]
        #expect(Self.message(large) == "line 1, column 1: the file has 268435457 bytes, at most 268435456 are read")
    }

    @Test(arguments: [
        ("[]", "line 1, column 1: found a list, expected an object"),
        ("{}", "line 1, column 1: found no \"nbformat\""),
        (#"{"nbformat": 3}"#,
            "line 1, column 14: found a notebook of format 3, expected format 4, as Jupyter has written since 2015"),
        (#"{"nbformat": 4.0}"#, "line 1, column 14: nbformat: found a number, expected a whole number"),
        (#"{"nbformat": 4, "nbformat_minor": -1}"#,
            "line 1, column 35: nbformat_minor: found a number, expected a whole number"),
        (#"{"nbformat": 4, "nbformat_minor": 5, "metadata": []}"#,
            "line 1, column 50: metadata: found a list, expected an object"),
        (#"{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {}}"#,
            "line 1, column 63: cells: found an object, expected a list"),
        (notebook("7"), "line 2, column 12: cells[0]: found a number, expected an object"),
        (notebook(#"{"cell_type": "cod"}"#),
            "line 2, column 26: cells[0].cell_type: found \"cod\", expected \"code\", \"markdown\" or \"raw\""),
        (notebook(#"{"cell_type": "raw", "metadata": {}}"#), "line 2, column 12: cells[0]: found no \"source\""),
        (notebook(#"{"cell_type": "raw", "metadata": {}, "source": ["a", 1]}"#),
            "line 2, column 59: cells[0].source: found a list, expected a string or a list of strings"),
        (notebook(#"{"cell_type": "code", "metadata": {}, "source": "", "outputs": []}"#),
            "line 2, column 12: cells[0]: found no \"execution_count\""),
        (notebook(#"{"cell_type": "code", "outputs": [], "execution_count": "1"}"#),
            "line 2, column 68: cells[0].execution_count: found a string, expected a whole number or null"),
        (notebook(#"{"cell_type": "code", "outputs": [{"output_type": "stream"}]}"#),
            "line 2, column 46: cells[0].outputs[0]: found no \"name\""),
        (notebook(#"{"cell_type": "code", "outputs": [{"output_type": "pyout"}]}"#),
            "line 2, column 62: cells[0].outputs[0].output_type: found \"pyout\", "
                + "expected \"stream\", \"display_data\", \"execute_result\" or \"error\""),
        (notebook(#"{"cell_type": "code", "outputs": [{"output_type": "display_data", "data": {"text/plain": 1}}]}"#),
            "line 2, column 101: cells[0].outputs[0].data[\"text/plain\"]: found a number, "
                + "expected a string or a list of strings"),
        (notebook(#"{"cell_type": "raw", "source": "", "metadata": {}, "attachments": {"a b": null}}"#),
            "line 2, column 86: cells[0].attachments[\"a b\"]: found null, expected an object"),
    ])
    func `what is JSON but no notebook`(text: String, message: String) {
        #expect(Self.message(text) == message)
    }

    @Test func `an id that is none or taken is replaced`() throws {
        let ids = [#""id": "a","#, #""id": "a","#, #""id": "a b","#, "", #""id": "4-84222325","#]
        let cells = ids.map { "{\($0) \"cell_type\": \"raw\", \"metadata\": {}, \"source\": []}" }
        let notebook = try NotebookDocument(bytes: Array(Self.notebook(cells.joined(separator: ",")).utf8))
        #expect(notebook.cells.map(\.id) == ["a", "2-84222325", "3-84222325", "4-84222325-2", "4-84222325"])
    }

    @Test func `types and fields of a later version are kept`() throws {
        let text = Self.notebook(#"{"cell_type": "sql", "id": "q", "metadata": {}, "source": [], "engine": [1.50]}"#, minor: 7)
        let notebook = try NotebookDocument(bytes: Array(text.utf8))
        #expect(notebook.cells.map(\.content) == [.other(type: "sql")])
        #expect(Fixture.text(notebook.bytes) == """
            {
             "cells": [
              {
               "cell_type": "sql",
               "engine": [
                1.5
               ],
               "id": "q",
               "metadata": {},
               "source": []
              }
             ],
             "metadata": {},
             "nbformat": 4,
             "nbformat_minor": 7
            }

            """)
    }
}
