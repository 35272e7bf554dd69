/// Reads facts from tab-separated lines, after a line of headings: one or more inputs, a relation, the answers.
///
///     person	relation	relatives
///     Colin	has_aunt	Jennifer,Margaret
///
/// Answers are separated by commas; `\,` is a comma in a name, in any column. Blanks around a name don't belong to it, and
/// empty lines don't count. Lines may end in "\r\n", and a byte-order mark may come first.
struct RelationReader {
    /// A name as the bytes it has: two spellings that Unicode holds equal are two names. In the order of code points.
    private struct Name: Hashable, Comparable {
        let bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
        static func < (a: Name, b: Name) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
    }

    private struct Fact {
        /// The inputs, the relation last.
        let inputs: [Name]
        let answers: [Name]
        /// Where each column starts in the bytes.
        let starts: [Int]
    }

    private let source: [UInt8]
    private let bytes: [UInt8]
    private let headings: [String]
    private var facts: [Fact] = []

    /// - Throws: `DataError` where the bytes are no facts.
    init(_ source: [UInt8]) throws(DataError) {
        self.source = source
        bytes = try Self.text(source)
        var lines = Self.lines(of: bytes)
        let first = lines.popFirst().map(Self.cells) ?? []
        guard first.count >= Self.fewestColumns else { throw DataError(.tooFewHeadings(found: first.count)) }
        headings = first.map { String(decoding: $0, as: UTF8.self) }
        for line in lines { facts.append(try fact(in: Self.cells(line))) }
        guard facts.count >= 2 else { throw DataError(.tooFewFacts(found: facts.count)) }
    }

    /// The facts, with the vocabulary: all inputs and answers by code point, then the relations.
    ///
    /// - Throws: `DataError` where a fact stands twice, or a name is also a relation.
    func dataset() throws(DataError) -> Dataset {
        try checkRepetitions()
        let relations = Set(facts.map { $0.inputs.last! })
        let entities = Set(facts.flatMap { $0.inputs.dropLast() + $0.answers })
        if let name = relations.intersection(entities).min() { throw bothRoles(name) }
        let vocabulary = entities.sorted() + relations.sorted()
        let token = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, $0) })
        let inputs = facts.map { $0.inputs.map { token[$0]! } }
        return Dataset(
            vocabulary: vocabulary.map(\.text), inputs: inputs,
            answers: zip(facts, inputs).map { fact, inputs in inputs.dropFirst().map { [$0] } + [fact.answers.map { token[$0]! }] },
            source: source)
    }

    private static let fewestColumns = 3
    private static let tab = UInt8(ascii: "\t"), comma = UInt8(ascii: ","), blank = UInt8(ascii: " ")
    private static let escape = UInt8(ascii: "\\"), newline = UInt8(ascii: "\n")
}

// MARK: - Lines and cells, as slices of all bytes
extension RelationReader {
    /// Whether bytes look like facts: the first line has three columns or more, and so many have at least half of all lines.
    /// The others are then worth an error, as is a byte that no text has.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        let end = bytes.firstIndex { $0 == newline || $0 == UInt8(ascii: "\r") } ?? bytes.count
        guard cells(bytes[..<end]).count >= fewestColumns else { return false }
        let counts = lines(of: PlainText.withUnixLines(bytes)).map { $0.count { $0 == tab } }
        return counts.count { $0 == counts[0] } * 2 >= counts.count
    }

    /// - Throws: `DataError` for a byte that no table has.
    private static func text(_ source: [UInt8]) throws(DataError) -> [UInt8] {
        do throws(DataError) {
            return try PlainText(source).bytes
        } catch {
            switch error.kind {
            case .notUTF8(let byte, let offset): throw DataError(.badByte(byte, offset: offset), at: error.place)
            case .nul(let offset): throw DataError(.badByte(0, offset: offset), at: error.place)
            case .empty, .tooManyCharacters, .oneCharacter, .unknownCharacter, .tooShort, .tooFewHeadings, .columns, .emptyName, .bothRoles,
                .repeatedFact, .repeatedAnswer, .tooFewFacts, .badByte: throw error
            }
        }
    }

    private static func lines(of bytes: [UInt8]) -> ArraySlice<ArraySlice<UInt8>> {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return bytes.dropFirst(bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0).split(separator: newline)[...]
    }

    private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        line.split(separator: tab, omittingEmptySubsequences: false)
    }

    private func fact(in cells: [ArraySlice<UInt8>]) throws(DataError) -> Fact {
        guard cells.count == headings.count else {
            let surplus = cells.count > headings.count ? cells[headings.count].startIndex : cells.last!.endIndex
            throw error(.columns(found: cells.count, expected: headings.count), at: surplus)
        }
        var inputs: [Name] = [], answers: [Name] = []
        for (cell, heading) in zip(cells.dropLast(), headings) { inputs.append(try name(in: cell, heading)) }
        for answer in Self.answers(in: cells.last!) {
            let name = try name(in: answer, headings.last!)
            if answers.contains(name) { throw error(.repeatedAnswer(name.text), at: answer.startIndex) }
            answers.append(name)
        }
        return Fact(inputs: inputs, answers: answers, starts: cells.map(\.startIndex))
    }

    private func name(in cell: ArraySlice<UInt8>, _ heading: String) throws(DataError) -> Name {
        var name = cell.drop { $0 == Self.blank }
        while name.last == Self.blank { name.removeLast() }
        if name.isEmpty { throw error(.emptyName(heading: heading), at: cell.startIndex) }
        var bytes: [UInt8] = []
        for byte in name {
            if byte == Self.comma, bytes.last == Self.escape { bytes.removeLast() }
            bytes.append(byte)
        }
        return Name(bytes: bytes)
    }

    /// The parts of a cell between commas that no backslash precedes.
    private static func answers(in cell: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = cell.startIndex
        for index in cell.indices where cell[index] == comma && !(index > start && cell[index - 1] == escape) {
            parts.append(cell[start..<index])
            start = index + 1
        }
        return parts + [cell[start...]]
    }

    private func error(_ kind: DataError.Kind, at offset: Int) -> DataError {
        DataError(kind, at: .init(of: offset, in: bytes))
    }
}

// MARK: - What no line shows alone
extension RelationReader {
    private func checkRepetitions() throws(DataError) {
        var seen: [[Name]: Int] = [:]
        for fact in facts {
            if let first = seen.updateValue(fact.starts[0], forKey: fact.inputs) {
                let line = DataError.Place(of: first, in: bytes).line
                throw error(.repeatedFact(names: fact.inputs.map(\.text), firstLine: line), at: fact.starts[0])
            }
        }
    }

    private func bothRoles(_ name: Name) -> DataError {
        let relation = facts.first { $0.inputs.last == name }!
        let other = facts.first { $0.inputs.dropLast().contains(name) || $0.answers.contains(name) }!
        let line = DataError.Place(of: other.starts[0], in: bytes).line
        return error(.bothRoles(name: name.text, otherLine: line), at: relation.starts[headings.count - 2])
    }
}
