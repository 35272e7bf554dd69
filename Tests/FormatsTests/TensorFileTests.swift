import Formats
import TestSupport
import Testing

struct TensorFileTests {
    private static let tensors: [(name: String, shape: [Int], values: [Float])] = [
        ("wte", [3, 2], [0, -0.0, 1.5, -2.25, .leastNonzeroMagnitude, .greatestFiniteMagnitude]), ("ln.weight", [2], [1, 2]), ("n", [], [7]),
        ("none", [0, 4], []),
    ]
    private static let small = TensorFile.bytes(of: tensors, metadata: { _ in [("format", "pt"), ("a", "é\n\"")] })

    /// A file with a header of one's own and so many bytes behind it.
    private static func file(_ header: String, _ count: Int = 8) -> [UInt8] {
        let header = Array(header.utf8)
        return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) } + header + (0..<count).map { UInt8($0) }
    }

    private static func file(of type: String, _ shape: String, _ bytes: [UInt8]) -> [UInt8] {
        file(#"{"x":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(bytes.count)]}}"#, 0) + bytes
    }

    @Test func `what is written is read, bit for bit`() throws {
        let file = try TensorFile(Self.small)
        #expect(file.metadata == ["format": "pt", "a": "é\n\""])
        #expect(file.tensors.map(\.name) == Self.tensors.map(\.name) && file.tensors.map(\.shape) == Self.tensors.map(\.shape))
        for (tensor, written) in zip(file.tensors, Self.tensors) {
            #expect(try file.values(of: tensor).map(\.bitPattern) == written.values.map(\.bitPattern))
        }
        #expect(file.data.count == 36 && file.data.startIndex % 8 == 0)
        #expect(file["n"]?.shape == [] && file["m"] == nil)
    }

    @Test func `the bytes are those of the format`() {
        let bytes = TensorFile.bytes(of: [("w", [1, 2], [1, -2])]) { data in
            #expect(data == [0, 0, 128, 63, 0, 0, 0, 192])
            return [("format", "pt")]
        }
        let header = #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}"#
        #expect(bytes == [88, 0, 0, 0, 0, 0, 0, 0] + Array((header + " ").utf8) + [0, 0, 128, 63, 0, 0, 0, 192])
    }

    @Test(arguments: [
        ("F16", [0x00, 0x3C], 1), ("F16", [0x01, 0x80], -0x1p-24), ("F16", [0xFF, 0x7B], 65504), ("F16", [0xFF, 0x03], 1023 * 0x1p-24),
        ("F16", [0x00, 0xFC], -.infinity), ("BF16", [0x80, 0x3F], 1), ("BF16", [0x01, 0x00], Float(bitPattern: 0x10000)),
        ("F32", [0x00, 0x00, 0x20, 0xC0], -2.5), ("F64", [0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F], 0.1),
        ("F64", [0, 0, 0, 0x10, 0, 0, 0xF0, 0x3F], 1), ("F64", [1, 0, 0, 0x10, 0, 0, 0xF0, 0x3F], 1 + 0x1p-23),
    ] as [(String, [UInt8], Float)])
    func `every kind of float becomes the nearest of single precision`(type: String, bytes: [UInt8], value: Float) throws {
        let file = try TensorFile(Self.file(of: type, "[]", bytes))
        #expect(try file.values(of: file.tensors[0]) == [value])
    }

    @Test func `all halves are read`() throws {
        let bits = (0...UInt16.max).filter { $0 & 0x7C00 != 0x7C00 || $0 & 0x3FF == 0 }
        let file = try TensorFile(Self.file(of: "F16", "[\(bits.count)]", bits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }))
        #expect(try file.values(of: file.tensors[0]) == bits.map { Float(Float16(bitPattern: $0)) })
        let nan = try TensorFile(Self.file(of: "F16", "[1]", [1, 0x7C]))
        #expect(try nan.values(of: nan.tensors[0])[0].isNaN)
    }

    @Test(arguments: [
        ([], "found 0 bytes, expected a safetensors file, which begins with the 8 bytes of its header's length"),
        ([1], "found 1 byte, expected a safetensors file, which begins with the 8 bytes of its header's length"),
        ([255, 255, 255, 255, 255, 255, 255, 255, 123],
         "the header is said to have 18446744073709551615 bytes, but only 1 follow; the file is cut off, or not a safetensors file"),
        ([3, 0, 0, 0, 0, 0, 0, 0, 123, 125],
         "the header is said to have 3 bytes, but only 2 follow; the file is cut off, or not a safetensors file"),
        ([2, 0, 0, 0, 0, 0, 0, 0, 123, 255], "the header is not JSON, at byte 1 of it: found the byte 0xFF, expected UTF-8"),
        ([0, 0, 0, 0, 0, 0, 0, 0], "the header is not JSON, at byte 0 of it: found the end of the file, expected a value"),
    ] as [([UInt8], String)])
    func `a file without a header is refused in a sentence`(bytes: [UInt8], sentence: String) {
        #expect(refusal(of: bytes) == sentence)
    }

    @Test func `a header of more than 16 megabytes is refused unread`() {
        let blanks = [UInt8](repeating: 32, count: 1 + 16 << 20)
        #expect(refusal(of: [1, 0, 0, 1, 0, 0, 0, 0] + blanks) == "the header has 16777217 bytes, at most 16777216 are read")
    }

    @Test(arguments: [
        ("{\"x\" 1}", "the header is not JSON, at byte 5 of it: found \"1\", expected \":\""),
        ("[]", "the header is a list, expected an object"),
        (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
         "the header has \"x\" twice"),
        (#"{"x":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}"#, "the header has \"shape\" twice"),
        (#"{"__metadata__":[]}"#, "the metadata are a list, expected an object of strings"),
        (#"{"__metadata__":{"a":1}}"#, "the metadata \"a\" are a number, expected a string"),
        (#"{"x":1}"#, "tensor \"x\": found a number, expected an object with dtype, shape and data_offsets"),
        (#"{"x":{}}"#, "tensor \"x\": found nothing, expected a string as dtype"),
        (#"{"x":{"dtype":"F33"}}"#, "tensor \"x\": found the dtype \"F33\", expected F64, F32, F16 or BF16"),
        (#"{"x":{"dtype":"F32"}}"#, "tensor \"x\": found nothing, expected a list as shape"),
        (#"{"x":{"dtype":"F32","shape":[-1]}}"#, "tensor \"x\": found -1, expected whole numbers of at least 0 in shape"),
        (#"{"x":{"dtype":"F32","shape":[2.5]}}"#, "tensor \"x\": found 2.5, expected whole numbers of at least 0 in shape"),
        (#"{"x":{"dtype":"F32","shape":[99999999999999999999]}}"#,
         "tensor \"x\": found 99999999999999999999, expected whole numbers of at least 0 in shape"),
        (#"{"x":{"dtype":"F32","shape":["2"]}}"#, "tensor \"x\": found a string, expected whole numbers of at least 0 in shape"),
        (#"{"x":{"dtype":"F32","shape":[2]}}"#, "tensor \"x\": found nothing, expected a list as data_offsets"),
        (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#, "tensor \"x\": found [0], expected a start and an end in data_offsets"),
        (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
         "tensor \"x\": found [8, 0], expected a start and an end in data_offsets"),
        (#"{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#,
         "tensor \"x\": 4294967296 × 4294967296 are more elements than a file can hold"),
        (#"{"x":{"dtype":"F32","shape":[1,3],"data_offsets":[0,8]}}"#, "tensor \"x\": found 8 bytes, expected 12 for 1 × 3 of F32"),
        (#"{"x":{"dtype":"BF16","shape":[],"data_offsets":[0,1]}}"#, "tensor \"x\": found 1 byte, expected 2 for a single number of BF16"),
        (#"{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
         "tensor \"x\" ends at byte 16, but the file has only 8 behind its header; it may be cut off"),
        (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}"#,
         "tensor \"x\" ends at byte 9223372036854775807, but the file has only 8 behind its header; it may be cut off"),
        (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#,
         "tensors \"x\" and \"y\" overlap"),
        (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "there is a hole of 4 bytes before tensor \"x\""),
        (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
         "found 4 bytes behind the last tensor, expected the end of the file"),
        (#"{}"#, "found 8 bytes behind the last tensor, expected the end of the file"),
    ])
    func `what a header gets wrong is a sentence`(header: String, sentence: String) {
        #expect(refusal(of: Self.file(header)) == sentence)
    }

    @Test func `tensors of whole numbers are there, but are no floats`() throws {
        let file = try TensorFile(Self.file(of: "I64", "[1]", [1, 0, 0, 0, 0, 0, 0, 0]))
        #expect(throws: TensorFileError.notFloats("x", .i64)) { try file.values(of: file.tensors[0]) }
        #expect("\(TensorFileError.notFloats("x", .i64))" == "tensor \"x\" is of dtype I64, expected F64, F32, F16 or BF16")
    }

    @Test func `a file that is cut off anywhere is refused in a sentence`() {
        for length in Self.small.indices { #expect(refusal(of: Array(Self.small[..<length])) != nil) }
        #expect(refusal(of: Self.small + [0]) == "found 1 byte behind the last tensor, expected the end of the file")
    }

    @Test func `ten thousand damaged files are each refused in a sentence or read`() throws {
        var random = SplitMix64(seed: 15), refused = 0
        for _ in 0..<10_000 {
            let bytes = random.mutated(Self.small)
            do {
                let file = try TensorFile(bytes)
                for tensor in file.tensors where TensorType.allCases.prefix(4).contains(tensor.type) {
                    #expect(try file.values(of: tensor).count == tensor.shape.reduce(1, *))
                }
            } catch {
                refused += 1
                #expect(!"\(error)".contains("\n"))
            }
        }
        #expect((1000..<10_000).contains(refused))
    }

    @Test func `a header that repeats many names is read in no time`() {
        let members = (0..<100_000).map { #""\#($0 % 50_000)":0"# }.joined(separator: ",")
        #expect(refusal(of: Self.file("{\(members)}"))?.hasSuffix("twice") == true)
    }

    private func refusal(of bytes: [UInt8]) -> String? {
        do {
            _ = try TensorFile(bytes)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
