import Engine
import Language

// Parts of values: fields by name, elements by index.
extension Value {
    /// The names of its fields.
    var fieldNames: [String] { fields.map(\.name) }

    /// Its fields but for hyper-parameters, with a line of help each.
    var fields: [(name: String, help: String)] {
        switch self {
        case .result(let findings): findings.fields
        case .run(let run): run.fields
        case .model(let model): model.fields
        case .sweep(let findings): findings.fields
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution: []
        }
    }

    /// The hyper-parameters among its fields.
    var hyperparameters: [Hyperparameter] {
        switch self {
        case .result(let result): result.parameters
        case .run(let run): run.parameters
        case .model(let model): model.parameters
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution, .sweep: []
        }
    }

    /// The run whose model it stands for: itself, or a result's best.
    var modelRun: SeedRun? {
        switch self {
        case .run(let run): run
        case .result(let result): result.bestRun
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution, .model, .sweep: nil
        }
    }

    /// - Throws: `SessionError.unknownField`, `.noFields`, or `.failed` for one that can't be known
    func field(_ name: String) throws(SessionError) -> Value {
        let names: [String]
        switch self {
        case .result(let findings):
            if let value = try findings.field(name) { return value }
            names = findings.fieldNames
        case .run(let run):
            if let value = try run.field(name) { return value }
            names = run.fieldNames
        case .model(let model):
            if let value = model.field(name) { return value }
            names = model.fieldNames
        case .sweep(let findings):
            if let value = findings.field(name) { return value }
            names = findings.fields.map(\.name)
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution: throw .noFields(kind)
        }
        throw .unknownField(name, of: kind, nearest: NearestWord.find(name, among: names))
    }

    /// The element at an index, which from the end is negative; of a result the run of a seed.
    ///
    /// - Throws: `SessionError.notIndexable`, `.wrongIndex`, `.indexOutOfRange` or `.noSeed`
    func element(at index: Value) throws(SessionError) -> Value {
        guard case .integer(let position) = index else { throw .wrongIndex(index.found) }
        if case .string(let text) = self {
            let characters = Array(text)
            return .string(String(characters[try Self.place(position, of: characters.count)]))
        }
        if case .result(let result) = self { return .run(try result.run(ofSeed: position)) }
        guard let elements else { throw .notIndexable(kind) }
        return elements[try Self.place(position, of: elements.count)]
    }

    private static func place(_ index: Int, of count: Int) throws(SessionError) -> Int {
        let place = index < 0 ? index + count : index
        guard (0..<count).contains(place) else { throw .indexOutOfRange(index, count: count) }
        return place
    }
}
