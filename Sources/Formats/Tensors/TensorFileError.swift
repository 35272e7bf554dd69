/// Why bytes are no safetensors file, or hold no numbers.
package enum TensorFileError: Error, Hashable {
    /// Fewer than the eight bytes of the header's length.
    case tooShort(bytes: Int)
    case headerBeyondEnd(length: UInt64, left: Int)
    case headerTooLong(length: Int)
    case notJSON(JSONError)
    case notAnObject(found: String)
    /// A name that stands twice in the header, or in one of its objects.
    case repeated(String)
    /// Metadata that is no text; all of it where no name is given.
    case metadata(String?, found: String)
    /// A tensor whose description lacks what is expected.
    case field(String, String, found: String?)
    case unknownType(String, found: String)
    /// More elements than 64 bits count.
    case shapeTooLarge(String, [Int])
    case wrongSize(String, [Int], TensorType, found: Int, expected: Int)
    case beyondEnd(String, end: Int, bytes: Int)
    case overlapping(String, String)
    case hole(before: String, bytes: Int)
    case trailing(bytes: Int)
    case notFloats(String, TensorType)
}

extension TensorFileError: CustomStringConvertible {
    /// One sentence, without a capital or a full stop: what was found, what was expected.
    package var description: String {
        switch self {
        case .tooShort(let bytes):
            "found \(Self.bytes(bytes)), expected a safetensors file, which begins with the 8 bytes of its header's length"
        case .headerBeyondEnd(let length, let left):
            "the header is said to have \(length) bytes, but only \(left) follow; the file is cut off, or not a safetensors file"
        case .headerTooLong(let length):
            "the header has \(length) bytes, at most \(TensorFile.largestHeader) are read"
        case .notJSON(let error):
            "the header is not JSON, at byte \(error.offset) of it: \(error.kind)"
        case .notAnObject(let found):
            "the header is \(found), expected an object"
        case .repeated(let name):
            "the header has \(quoted(name)) twice"
        case .metadata(let name, let found):
            "the metadata\(name.map { " \(quoted($0))" } ?? "") are \(found), expected \(name == nil ? "an object of strings" : "a string")"
        case .field(let tensor, let expected, let found):
            "tensor \(quoted(tensor)): found \(found ?? "nothing"), expected \(expected)"
        case .unknownType(let tensor, let found):
            "tensor \(quoted(tensor)): found the dtype \(quoted(found)), expected \(Self.list(TensorType.floats))"
        case .shapeTooLarge(let tensor, let shape):
            "tensor \(quoted(tensor)): \(Self.text(shape)) are more elements than a file can hold"
        case .wrongSize(let tensor, let shape, let type, let found, let expected):
            "tensor \(quoted(tensor)): found \(Self.bytes(found)), expected \(expected) for \(Self.text(shape)) of \(type.rawValue)"
        case .beyondEnd(let tensor, let end, let bytes):
            "tensor \(quoted(tensor)) ends at byte \(end), but the file has only \(bytes) behind its header; it may be cut off"
        case .overlapping(let first, let second):
            "tensors \(quoted(first)) and \(quoted(second)) overlap"
        case .hole(let tensor, let bytes):
            "there is a hole of \(Self.bytes(bytes)) before tensor \(quoted(tensor))"
        case .trailing(let bytes):
            "found \(Self.bytes(bytes)) behind the last tensor, expected the end of the file"
        case .notFloats(let tensor, let type):
            "tensor \(quoted(tensor)) is of dtype \(type.rawValue), expected \(Self.list(TensorType.floats))"
        }
    }

    private static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }

    private static func text(_ shape: [Int]) -> String {
        shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: " × ")
    }

    private static func list(_ types: [TensorType]) -> String {
        let names = types.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}
