import Formats

/// A unit whose workers ended without giving it up. After two that had got no further than the one before, workers leave it alone
/// until a person takes the sweep up again: whatever kills them would kill the next one.
///
///     workers/lost/9b1f….1.json      the first of them, and how far the unit was then
package struct LostWork: Hashable, Sendable {
    /// The combination, `n_layer=1, n_head=1`, and the unit's seeds, `0..9`.
    package let combination: String
    package let seeds: String
    /// Each end, the first first; there is at least one.
    package private(set) var ends: [WorkerEnd]

    init(combination: String, seeds: String, ends: [WorkerEnd]) {
        self.combination = combination
        self.seeds = seeds
        self.ends = ends
    }

    /// Whether workers leave it alone.
    package var isSetAside: Bool {
        guard ends.count > 1 else { return false }
        return !ends[ends.count - 1].isFurther(than: ends[ends.count - 2])
    }

    mutating func add(_ other: LostWork) { ends += other.ends }
}

extension LostWork: CustomStringConvertible {
    /// `n_layer=1, n_head=1, seeds 0..9, is set aside: 2 workers ended on it, the last was process 4711 on node7 (job 12_3)`
    package var description: String {
        let workers = ends.count == 1 ? "a worker" : "\(ends.count) workers"
        let last = ends.last.map { ", \(ends.count == 1 ? "" : "the last was ")\($0.worker)" } ?? ""
        return "\(combination), seeds \(seeds), \(isSetAside ? "is set aside: " : "was lost: ")\(workers) ended on it\(last)"
    }
}

/// That a worker ended, or stood still for too long, while it had a unit, and how far the unit was.
package struct WorkerEnd: Hashable, Sendable {
    let owner: ClaimOwner?
    /// How many of the unit's runs were recorded.
    let recorded: Int
    /// The seconds of training that kept states of the others held.
    let seconds: Double
    /// The last lines of its log, as they were when its end was found out; none where it had no log.
    package let log: [String]

    /// `process 4711 on node7 (job 12_3)`
    package var worker: String { owner?.description ?? "a process that its claim does not name" }

    func isFurther(than other: WorkerEnd) -> Bool { (recorded, seconds) > (other.recorded, other.seconds) }
}

extension LostWork {
    /// One end, as its file has it.
    init?(json: [UInt8]) {
        guard let fields = try? Fields(json: json), let combination = try? fields.text("combination"),
            let seeds = try? fields.text("seeds"), let recorded = try? fields.integer("recorded"),
            let seconds = try? fields.real("seconds"), let log = try? fields.list("log", \.string)
        else { return nil }
        let owner = (try? fields.fields("owner")).flatMap(ClaimOwner.init)
        self.init(
            combination: combination, seeds: seeds,
            ends: [WorkerEnd(owner: owner, recorded: recorded, seconds: seconds, log: log)])
    }

    /// The file of its one end.
    var json: [UInt8] {
        var fields: JSONObject = ["combination": .string(combination), "seeds": .string(seeds)]
        for end in ends {
            fields["recorded"] = JSONValue(end.recorded)
            fields["seconds"] = JSONValue(brief: end.seconds)
            fields["owner"] = end.owner.map { .object($0.fields) } ?? .null
            fields["log"] = .array(end.log.map(JSONValue.string))
        }
        return JSONWriter.bytes(of: .object(fields), .line) + [UInt8(ascii: "\n")]
    }
}
