import Experiments

/// The seeds of each combination, and the value they were set by.
struct SeedsSetting: Sendable {
    let seeds: Seeds
    /// As it was given: a count, a list or a range.
    let value: Value

    /// What seeds are, as the language writes them.
    static let help = Seeds.help(list: "[3, 5, 8]")

    static let standard = SeedsSetting(seeds: .standard, value: .integer(Seeds.standard.count))

    private init(seeds: Seeds, value: Value) {
        self.seeds = seeds
        self.value = value
    }

    /// - Throws: `SessionError.seeds`, `.wrongSeeds` or `.tooLong`
    init(_ value: Value) throws(SessionError) {
        self.value = value
        seeds = switch value {
        case .integer(let count): try Self.checked { () throws(SeedsError) in try Seeds(count: count) }
        case .range(let range) where range.step == 1 && range.count > 0: Seeds(try Self.bounds(of: range))
        case .range(let range) where range.count == 0: throw .wrongSeeds("an empty range")
        case .list, .range: try Self.seeds(in: value)
        case .real, .boolean, .string, .none, .distribution, .result, .run, .model, .sweep: throw .wrongSeeds(value.found)
        }
    }

    private static func bounds(of range: WholeRange) throws(SessionError) -> ClosedRange<UInt32> {
        try seed(.integer(range.lower))...seed(.integer(range[range.count - 1]))
    }

    private static func seeds(in value: Value) throws(SessionError) -> Seeds {
        var list: [UInt32] = []
        for element in try value.elements?.array() ?? [] { list.append(try seed(element)) }
        return try checked { () throws(SeedsError) in try Seeds(list: list) }
    }

    private static func seed(_ value: Value) throws(SessionError) -> UInt32 {
        guard case .integer(let number) = value else { throw .wrongSeeds("\(value.found) in it") }
        guard let seed = UInt32(exactly: number) else { throw .seeds(.outOfRange(found: String(number))) }
        return seed
    }

    private static func checked(_ make: () throws(SeedsError) -> Seeds) throws(SessionError) -> Seeds {
        do throws(SeedsError) { return try make() } catch { throw .seeds(error) }
    }
}
