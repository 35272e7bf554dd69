/// What the header of a safetensors file says, each tensor's shape and place in agreement, the places among one another not yet checked.
struct TensorHeader {
    private(set) var metadata: [String: String] = [:]
    private(set) var tensors: [TensorFile.Tensor] = []

    static let metadataName = "__metadata__"

    init(_ bytes: ArraySlice<UInt8>) throws(TensorFileError) {
        for member in try Self.object(bytes).members {
            if member.key == Self.metadataName {
                metadata = try Self.texts(member.value)
            } else {
                tensors.append(try Self.tensor(member.key, member.value))
            }
        }
    }

    private static func object(_ bytes: ArraySlice<UInt8>) throws(TensorFileError) -> JSONObject {
        let value: JSONValue, repeated: String?
        do throws(JSONError) {
            var reader = try JSONReader(Array(bytes))
            value = try reader.document()
            repeated = reader.repetitions.first?.name
        } catch {
            throw .notJSON(error)
        }
        guard let object = value.object else { throw .notAnObject(found: value.kind) }
        if let repeated { throw .repeated(repeated) }
        return object
    }

    private static func texts(_ value: JSONValue) throws(TensorFileError) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in value.object?.members ?? [] {
            guard let text = value.string else { throw .metadata(key, found: value.kind) }
            texts[key] = text
        }
        guard value.object != nil else { throw .metadata(nil, found: value.kind) }
        return texts
    }

    private static func tensor(_ name: String, _ value: JSONValue) throws(TensorFileError) -> TensorFile.Tensor {
        guard let fields = value.object else { throw .field(name, "an object with dtype, shape and data_offsets", found: value.kind) }
        let type = try type(fields["dtype"], of: name)
        let shape = try wholes(fields["shape"], "shape", of: name)
        let places = try wholes(fields["data_offsets"], "data_offsets", of: name)
        guard places.count == 2, places[0] <= places[1] else {
            throw .field(name, "a start and an end in data_offsets", found: "\(places)")
        }
        guard let size = size(of: shape, type) else { throw .shapeTooLarge(name, shape) }
        guard places[1] - places[0] == size else { throw .wrongSize(name, shape, type, found: places[1] - places[0], expected: size) }
        return TensorFile.Tensor(name: name, type: type, shape: shape, range: places[0]..<places[1])
    }

    private static func type(_ value: JSONValue?, of name: String) throws(TensorFileError) -> TensorType {
        guard let text = value?.string else { throw .field(name, "a string as dtype", found: value?.kind) }
        guard let type = TensorType(rawValue: text) else { throw .unknownType(name, found: text) }
        return type
    }

    /// Whole numbers of at least 0.
    private static func wholes(_ value: JSONValue?, _ field: String, of name: String) throws(TensorFileError) -> [Int] {
        guard let elements = value?.array else { throw .field(name, "a list as \(field)", found: value?.kind) }
        var wholes: [Int] = []
        for element in elements {
            guard let whole = element.number?.integer, whole >= 0 else {
                throw .field(name, "whole numbers of at least 0 in \(field)", found: element.number?.text ?? element.kind)
            }
            wholes.append(whole)
        }
        return wholes
    }

    /// Bytes of all elements; nil where they are too many to be counted.
    private static func size(of shape: [Int], _ type: TensorType) -> Int? {
        var size = type.size
        for length in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: length)
            if overflow { return nil }
            size = product
        }
        return size
    }
}
