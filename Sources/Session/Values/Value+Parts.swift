import Language

// Parts of values: fields by name, elements by index.
extension Value {
    /// The names of its fields.
    var fieldNames: [String] { fields.map(\.name) }

    /// Its fields but for hyper-parameters, with a line of help each.
    var fields: [(name: String, help: String)] {
        switch self {
        case .result(let findings): findings.fields
        case .sweep(let findings): findings.fields
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution: []
        }
    }

    /// - Throws: `SessionError.unknownField` or `.noFields`
    func field(_ name: String) throws(SessionError) -> Value {
        let names: [String]
        switch self {
        case .result(let findings):
            if let value = findings.field(name) { return value }
            names = findings.fieldNames
        case .sweep(let findings):
            if let value = findings.field(name) { return value }
            names = findings.fields.map(\.name)
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution: throw .noFields(kind)
        }
        throw .unknownField(name, of: kind, nearest: NearestWord.find(name, among: names))
    }

    /// The element at an index, which from the end is negative.
    ///
    /// - Throws: `SessionError.notIndexable`, `.wrongIndex` or `.indexOutOfRange`
    func element(at index: Value) throws(SessionError) -> Value {
        guard case .integer(let position) = index else { throw .wrongIndex(index.found) }
        if case .string(let text) = self {
            let characters = Array(text)
            return .string(String(characters[try Self.place(position, of: characters.count)]))
        }
        guard let elements else { throw .notIndexable(kind) }
        return elements[try Self.place(position, of: elements.count)]
    }

    private static func place(_ index: Int, of count: Int) throws(SessionError) -> Int {
        let place = index < 0 ? index + count : index
        guard (0..<count).contains(place) else { throw .indexOutOfRange(index, count: count) }
        return place
    }
}
