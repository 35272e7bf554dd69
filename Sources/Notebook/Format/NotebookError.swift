package import Formats

/// Why bytes are not a notebook, and where.
package struct NotebookError: Error, Equatable, Sendable {
    package enum Reason: Error, Equatable, Sendable {
        case json(JSONError.Kind)
        /// A value of the wrong kind.
        case wrongKind(JSONPath, found: String, expected: String)
        case missing(String, in: JSONPath)
        /// A version this room does not read.
        case version(major: Int)
    }

    package let reason: Reason
    /// Both counted from 1; the column in characters.
    package let line: Int
    package let column: Int

    init(_ reason: Reason, at offset: Int, in bytes: [UInt8]) {
        self.reason = reason
        (line, column) = Self.place(of: offset, in: bytes)
    }

    /// The line and column of a byte, counted from 1.
    static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = 1 + before.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        return (line, 1 + String(decoding: before[lineStart...], as: UTF8.self).count)
    }
}

extension NotebookError: CustomStringConvertible {
    /// `line 12, column 7: cells[3].outputs: found a string, expected a list`
    package var description: String { "line \(line), column \(column): \(sentence)" }

    /// The same without its place in the file.
    package var sentence: String {
        switch reason {
        case .json(let fact): "\(fact)"
        case .wrongKind(let path, let found, let expected): "\(Self.place(path))found \(found), expected \(expected)"
        case .missing(let name, let path): "\(Self.place(path))found no \"\(name)\""
        case .version(let major):
            "found a notebook of format \(major), expected format \(NotebookDocument.majorVersion), "
                + "as Jupyter has written since 2015"
        }
    }

    private static func place(_ path: JSONPath) -> String {
        path.steps.isEmpty ? "" : "\(path): "
    }
}
