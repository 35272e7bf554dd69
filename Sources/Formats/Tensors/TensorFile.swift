/// A safetensors file: named tensors, one behind the other, and texts about them.
///
///     let file = try TensorFile(bytes)
///     for tensor in file.tensors { let values = try file.values(of: tensor) }      // row major
///     let bytes = TensorFile.bytes(of: [("wte", [65, 64], values)], metadata: { _ in [("format", "pt")] })
///
/// Eight bytes give the length of the header, which is JSON; the elements follow without holes. Whatever the bytes are, they are
/// read or refused: nothing of them is believed that was not checked.
package struct TensorFile: Sendable {
    package struct Tensor: Sendable {
        package let name: String
        package let type: TensorType
        /// Empty for a single number.
        package let shape: [Int]
        /// Where its elements lie, counted from the end of the header.
        let range: Range<Int>
    }

    /// What the file says of itself.
    package let metadata: [String: String]
    /// In the order of their elements.
    package let tensors: [Tensor]
    private let bytes: [UInt8]
    private let dataStart: Int

    /// - Throws: `TensorFileError` where the bytes are no safetensors file.
    package init(_ bytes: [UInt8]) throws(TensorFileError) {
        dataStart = try Self.headerEnd(of: bytes)
        let header = try TensorHeader(bytes[8..<dataStart])
        metadata = header.metadata
        tensors = header.tensors.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        self.bytes = bytes
        try checkPlaces()
    }

    /// The bytes of all elements.
    package var data: ArraySlice<UInt8> { bytes[dataStart...] }

    /// A tensor's elements, row major.
    ///
    /// - Throws: `TensorFileError.notFloats`.
    package func values(of tensor: Tensor) throws(TensorFileError) -> [Float] {
        let values = bytes.withUnsafeBytes { all in
            let range = dataStart + tensor.range.lowerBound..<dataStart + tensor.range.upperBound
            return tensor.type.floats(from: UnsafeRawBufferPointer(rebasing: all[range]))
        }
        guard let values else { throw .notFloats(tensor.name, tensor.type) }
        return values
    }

    package subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }
}

// MARK: - Reading
extension TensorFile {
    /// The most bytes of a header: it names a hundred thousand tensors.
    static let largestHeader = 16 << 20

    private static func headerEnd(of bytes: [UInt8]) throws(TensorFileError) -> Int {
        guard bytes.count >= 8 else { throw .tooShort(bytes: bytes.count) }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(bytes.count - 8) else { throw .headerBeyondEnd(length: length, left: bytes.count - 8) }
        guard length <= largestHeader else { throw .headerTooLong(length: Int(length)) }
        return 8 + Int(length)
    }

    /// That the tensors lie one behind the other and fill the rest of the file.
    private func checkPlaces() throws(TensorFileError) {
        var end = 0, last: String?
        for tensor in tensors {
            guard tensor.range.upperBound <= data.count else {
                throw .beyondEnd(tensor.name, end: tensor.range.upperBound, bytes: data.count)
            }
            if tensor.range.lowerBound < end, let last { throw .overlapping(last, tensor.name) }
            if tensor.range.lowerBound > end { throw .hole(before: tensor.name, bytes: tensor.range.lowerBound - end) }
            (end, last) = (tensor.range.upperBound, tensor.name)
        }
        guard end == data.count else { throw .trailing(bytes: data.count - end) }
    }
}

// MARK: - Writing
extension TensorFile {
    /// A tensor to be written: as many values as its shape asks for.
    package typealias Content = (name: String, shape: [Int], values: [Float])

    /// A file of tensors of single precision, in their order, the header padded to a multiple of 8 bytes.
    ///
    /// - Parameter metadata: what it says of itself, and of the bytes of its elements.
    package static func bytes(of tensors: [Content], metadata: (_ data: [UInt8]) -> [(String, String)]) -> [UInt8] {
        let data = data(of: tensors), header = header(of: tensors, metadata(data))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + header.count + data.count)
        withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
        bytes += header
        bytes += data
        return bytes
    }

    private static func header(of tensors: [Content], _ metadata: [(String, String)]) -> [UInt8] {
        var header: [(String, JSONValue)] = [(TensorHeader.metadataName, .object(JSONObject(metadata.map { ($0, .string($1)) })))]
        var end = 0
        for tensor in tensors {
            let start = end
            end += tensor.values.count * 4
            header.append((tensor.name, .object([
                "dtype": .string(TensorType.f32.rawValue), "shape": .array(tensor.shape.map { JSONValue($0) }),
                "data_offsets": [JSONValue(start), JSONValue(end)],
            ])))
        }
        let text = JSONWriter.bytes(of: .object(JSONObject(header)), .unsortedLine)
        return text + repeatElement(UInt8(ascii: " "), count: -text.count & 7)
    }

    private static func data(of tensors: [Content]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tensors.reduce(0) { $0 + $1.values.count * 4 })
        for tensor in tensors {
            #if _endian(little)
            tensor.values.withUnsafeBytes { bytes += $0 }
            #else
            for value in tensor.values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
            #endif
        }
        return bytes
    }
}
