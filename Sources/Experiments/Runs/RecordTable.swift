import Engine

/// The records of a plan's runs, as far as there are some.
struct RecordTable: Sendable {
    enum Insertion {
        case new(RunID)
        /// The record is there already.
        case same(RunID)
        /// Another result of the same run is there, and stays.
        case conflict(RunID)
        case notPlanned
    }

    private let combinations: [TrainingConfiguration: Int]
    private let positions: Seeds.Positions
    private let seedCount: Int
    /// For each combination a record or nil for each seed; empty until there is one.
    private var rows: [[RunRecord?]]
    private(set) var count = 0
    /// The combination of the record before, which is that of most.
    private var latest: (configuration: TrainingConfiguration, index: Int)?

    init(of plan: SweepPlan) {
        combinations = Dictionary(
            plan.combinations.map { ($0.configuration, $0.index) }, uniquingKeysWith: { first, _ in first })
        positions = plan.seeds.positions
        seedCount = plan.seeds.count
        rows = Array(repeating: [], count: plan.combinations.count)
    }

    subscript(id: RunID) -> RunRecord? {
        rows[id.combination].isEmpty ? nil : rows[id.combination][id.seed]
    }

    /// Those there are of a combination, in the order of the seeds.
    func records(of combination: Int) -> [RunRecord] {
        rows[combination].compactMap { $0 }
    }

    var failedCount: Int {
        rows.reduce(0) { $0 + $1.count { $0?.failure != nil } }
    }

    /// Where a record's run stands in the plan.
    mutating func id(of record: RunRecord) -> RunID? {
        guard let seed = positions(record.seed) else { return nil }
        if let latest, latest.configuration == record.configuration {
            return RunID(combination: latest.index, seed: seed)
        }
        guard let index = combinations[record.configuration] else { return nil }
        latest = (record.configuration, index)
        return RunID(combination: index, seed: seed)
    }

    mutating func insert(_ record: RunRecord) -> Insertion {
        guard let id = id(of: record) else { return .notPlanned }
        if let known = self[id] { return known.agrees(with: record) ? .same(id) : .conflict(id) }
        if rows[id.combination].isEmpty { rows[id.combination] = Array(repeating: nil, count: seedCount) }
        rows[id.combination][id.seed] = record
        count += 1
        return .new(id)
    }
}
