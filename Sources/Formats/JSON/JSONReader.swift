/// Reads JSON as Python's `json` does, `NaN` and `Infinity` included, and says where it is none.
///
///     var reader = try JSONReader(bytes)
///     let value = try reader.document()
///
/// One function a rule of the grammar. Of a name that stands twice in an object the last value counts, as in Python, and it
/// is told in `repetitions`.
package struct JSONReader {
    /// How deep lists and objects may lie in one another.
    static let depthLimit = 200
    /// The most bytes of a text.
    package static let sizeLimit = 256 << 20
    /// The most digits of a whole number, as Python has it.
    static let digitLimit = 4300

    let bytes: [UInt8]
    /// The first byte not yet read.
    var offset = 0
    /// Where the text ends.
    let end: Int
    /// What is read in place of half of a surrogate pair; nil where that is an error.
    let halfCharacter: Unicode.Scalar?
    private var depth = 0
    /// The names that stood in an object before with another value, in the order in which their objects end.
    package private(set) var repetitions: [Repetition] = []

    /// A name that stands more than once in an object.
    package struct Repetition: Hashable, Sendable {
        package let name: String
        /// Where the object starts, counted in bytes from 0.
        package let offset: Int
    }

    /// - Parameter halfCharacter: what is read in place of half of a surrogate pair; nil where that is an error.
    /// - Throws: `JSONError` when the text is too large or no UTF-8. A byte-order mark is skipped.
    package init(_ bytes: [UInt8], halfCharacter: Unicode.Scalar? = nil) throws(JSONError) {
        self.bytes = bytes
        self.halfCharacter = halfCharacter
        end = bytes.count
        guard bytes.count <= Self.sizeLimit else {
            throw JSONError(kind: .tooLarge(bytes: bytes.count, limit: Self.sizeLimit), offset: 0)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        if let invalid = Self.firstInvalid(bytes) {
            throw JSONError(kind: .notUTF8(bytes[invalid]), offset: invalid)
        }
    }

    /// A reader of one line of a text, for reading its fields one by one; `document()` needs `init(_:)`, which checks that the
    /// text is UTF-8.
    package init(line bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
        halfCharacter = nil
    }

    /// The one value that the text is.
    package mutating func document() throws(JSONError) -> JSONValue {
        let value = try value()
        skipBlanks()
        guard offset == end else { throw unexpected(.nothing) }
        return value
    }

    mutating func value() throws(JSONError) -> JSONValue {
        skipBlanks()
        switch byte {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        default: return try word()
        }
    }

    private mutating func word() throws(JSONError) -> JSONValue {
        let words: [(StaticString, JSONValue)] = [
            ("true", true), ("false", false), ("null", .null),
            ("NaN", .number(JSONNumber(.nan))), ("Infinity", .number(JSONNumber(.infinity))),
        ]
        for (word, value) in words where skip(word) { return value }
        throw unexpected(.value)
    }

    // MARK: - Lists and objects
    private mutating func array() throws(JSONError) -> [JSONValue] {
        try enter()
        var elements: [JSONValue] = []
        if !skip("]", afterBlanks: true) {
            repeat { elements.append(try value()) } while try goesOn(.list, closer: "]")
        }
        depth -= 1
        return elements
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        let start = offset
        try enter()
        var members: [JSONObject.Member] = []
        if !skip("}", afterBlanks: true) {
            repeat {
                let key = try name(expected: members.isEmpty ? .nameOrEnd : .name)
                members.append((key, try value()))
            } while try goesOn(.object, closer: "}")
        }
        depth -= 1
        let (object, repeated) = JSONObject.of(members)
        repetitions += repeated.map { Repetition(name: $0, offset: start) }
        return object
    }

    /// A name and the colon behind it.
    mutating func name(expected: JSONError.Expected) throws(JSONError) -> String {
        skipBlanks()
        guard byte == UInt8(ascii: "\"") else { throw unexpected(expected) }
        let key = try string()
        guard skip(":", afterBlanks: true) else { throw unexpected(.colon) }
        return key
    }

    /// Whether a comma follows, rather than the end of the list or object.
    mutating func goesOn(_ container: JSONError.Container, closer: StaticString) throws(JSONError) -> Bool {
        if skip(",", afterBlanks: true) { return true }
        if skip(closer) { return false }
        throw unexpected(.commaOrEnd(of: container))
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.depthLimit else { throw failure(.tooDeep(limit: Self.depthLimit)) }
        offset += 1
    }

    // MARK: - Bytes
    var byte: UInt8? { offset < end ? bytes[offset] : nil }

    func failure(_ kind: JSONError.Kind, at place: Int? = nil) -> JSONError {
        JSONError(kind: kind, offset: place ?? offset)
    }

    func unexpected(_ expected: JSONError.Expected) -> JSONError {
        guard let first = String(decoding: bytes[offset..<end].prefix(64), as: UTF8.self).first else {
            return failure(.unexpected(.endOfText, expected: expected))
        }
        return failure(.unexpected(.character(first), expected: expected))
    }

    mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    /// Skips a word if it is what comes next.
    mutating func skip(_ word: StaticString, afterBlanks: Bool = false) -> Bool {
        if afterBlanks { skipBlanks() }
        guard offset + word.utf8CodeUnitCount <= end else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[offset + index] != word.utf8Start[index] { return false }
        offset += word.utf8CodeUnitCount
        return true
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var (parser, iterator, valid) = (Unicode.UTF8.ForwardParser(), bytes.makeIterator(), 0)
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { valid += scalar.count }
        return valid < bytes.count ? valid : nil
    }
}
