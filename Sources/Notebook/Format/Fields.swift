import Formats

/// The fields of an object in a notebook, taken out one by one; the rest are fields that this version does not know.
struct Fields {
    private(set) var rest: JSONObject
    let path: JSONPath

    /// - Throws: `wrongKind` when it is not an object.
    init(_ value: JSONValue, at path: JSONPath) throws(NotebookError.Reason) {
        guard case .object(let object) = value else { throw .wrongKind(path, found: value.kind, expected: "an object") }
        rest = object
        self.path = path
    }

    func has(_ key: String) -> Bool { rest[key] != nil }

    /// A field's value, as `read` converts it.
    ///
    /// - Throws: `missing` or `wrongKind`.
    mutating func take<Value>(
        _ key: String, _ expected: String, _ read: (JSONValue) -> Value?
    ) throws(NotebookError.Reason) -> Value {
        guard let value = rest[key] else { throw .missing(key, in: path) }
        guard let result = read(value) else {
            throw .wrongKind(path.appending(key), found: value.kind, expected: expected)
        }
        rest[key] = nil
        return result
    }

    mutating func object(_ key: String) throws(NotebookError.Reason) -> JSONObject {
        try take(key, "an object") { $0.object }
    }

    mutating func text(_ key: String) throws(NotebookError.Reason) -> String {
        try take(key, "a string") { $0.string }
    }

    /// A text that may be given as a list of its lines.
    mutating func lines(_ key: String) throws(NotebookError.Reason) -> String {
        try take(key, "a string or a list of strings") { $0.joinedLines }
    }

    mutating func texts(_ key: String) throws(NotebookError.Reason) -> [String] {
        try take(key, "a list of texts") { $0.texts }
    }

    mutating func count(_ key: String) throws(NotebookError.Reason) -> Int {
        try take(key, "a whole number") { value in value.count }
    }

    /// The number of a prompt, or nil.
    mutating func executionCount() throws(NotebookError.Reason) -> Int? {
        try take("execution_count", "a whole number or null") { value -> Int?? in
            value == .null ? .some(nil) : value.count.map { .some($0) }
        }
    }

    /// Every element of a list, with its path.
    mutating func elements<Value>(
        _ key: String, _ read: (JSONValue, JSONPath) throws(NotebookError.Reason) -> Value
    ) throws(NotebookError.Reason) -> [Value] {
        var values: [Value] = []
        for (index, element) in try take(key, "a list", { $0.array }).enumerated() {
            values.append(try read(element, path.appending(key).appending(index)))
        }
        return values
    }
}

extension JSONValue {
    /// The text, or the texts of a list joined.
    var joinedLines: String? { string ?? texts?.joined() }

    fileprivate var texts: [String]? {
        guard let array else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }

    fileprivate var count: Int? {
        number?.integer.flatMap { $0 >= 0 ? $0 : nil }
    }
}
