/// What can be read in a file of records: `runs.jsonl`, a published unit or a claim.
///
/// A line that can't be read is told of and passed over; the lines around it count.
struct RecordFile: Sendable {
    struct Line: Sendable {
        /// Counted from 1.
        let number: Int
        /// Where it stands in `bytes`, without its newline.
        let range: Range<Int>
        let record: RunRecord
    }

    /// The name within the folder: `records/1f3c….jsonl`.
    let name: String
    let bytes: [UInt8]
    /// Who wrote a unit's file.
    private(set) var owner: ClaimOwner?
    private(set) var lines: [Line] = []
    private(set) var problems: [FolderProblem] = []
    /// Whether the last line has no end: it was being written when its writer died.
    private(set) var isCutOff = false

    /// The most bytes of a line that is read though it is not in the form it was written in.
    private static let longestLine = 64 << 20

    /// - Parameters:
    ///   - engine: The revision whose numbers the folder holds.
    ///   - firstLine: The number of the first line in `bytes`, which may be the end of a file.
    init(_ name: String, _ bytes: [UInt8], engine: Int, firstLine: Int = 1, scanner: inout RecordScanner) {
        self.name = name
        self.bytes = bytes
        var start = 0, number = firstLine
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if end == bytes.count {
                isCutOff = true
                return
            }
            read(start..<end, number, &scanner)
            if let owner, owner.engine != engine {
                problems.append(FolderProblem(
                    file: name, line: number, .otherEngine(found: owner.engine, version: owner.version, expected: engine)))
                return
            }
            (start, number) = (end + 1, number + 1)
        }
    }

    private mutating func read(_ range: Range<Int>, _ number: Int, _ scanner: inout RecordScanner) {
        if LineChecksum(in: range, of: bytes) == .wrong {
            problems.append(FolderProblem(file: name, line: number, .changed(FolderProblem.excerpt(bytes[range]))))
        } else if let record = record(in: range, &scanner) {
            lines.append(Line(number: number, range: range, record: record))
        } else if number == 1, let owner = ClaimOwner(line: bytes[range]) {
            self.owner = owner
        } else {
            problems.append(FolderProblem(file: name, line: number, .garbled(FolderProblem.excerpt(bytes[range]))))
        }
    }

    private func record(in range: Range<Int>, _ scanner: inout RecordScanner) -> RunRecord? {
        if let record = scanner.record(in: range, of: bytes) { return record }
        return range.count <= Self.longestLine ? try? RunRecord(jsonLine: bytes[range]) : nil
    }
}
