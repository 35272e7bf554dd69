import Engine
import Experiments

/// Tells what happens to a plan's runs by looking into the results folder, whoever trains them and wherever.
///
/// It tells the same as a runner would: each combination once, each new record, what a race has stopped, and that too many runs
/// have failed.
struct FolderWatch {
    private let work: SweepWork
    /// What combinations lack that are refused.
    private let shortages: [Int: MemoryShortage]
    private let failures: FailureCount
    /// For each combination the runs that are still to be recorded: none where it is refused, or out of the race.
    private var missing: [Int]
    private var missingCount: Int
    /// The combinations with such runs that nobody can train.
    private var refused: Set<Int> = []
    private var race: Race?
    /// When somebody was last seen at work.
    private(set) var lastSign = ContinuousClock.now
    /// How many units somebody is at work on.
    private(set) var liveClaims = 0
    /// How many runs have been recorded since the watch began.
    private(set) var count = 0

    /// - Parameter memory: what a run may need; combinations that need more are refused.
    init(_ work: SweepWork, memory: MachineMemory) {
        self.work = work
        shortages = Self.shortages(of: work, memory)
        let plan = work.plan, store = work.store
        failures = FailureCount(store.results.failedCount, of: plan.runs.count, limit: work.limit)
        missing = plan.combinations.indices.map { combination in
            plan.seeds.indices.count { !store.isRecorded(RunID(combination: combination, seed: $0)) }
        }
        for combination in shortages.keys where missing[combination] > 0 { refused.insert(combination) }
        for combination in refused { missing[combination] = 0 }
        missingCount = missing.reduce(0, +)
    }

    private static func shortages(of work: SweepWork, _ memory: MachineMemory) -> [Int: MemoryShortage] {
        var needs = MemoryNeeds(), shortages: [Int: MemoryShortage] = [:]
        for combination in work.plan.combinations {
            let configuration = combination.configuration
            let fits = configuration.leastMemory <= memory.bytes
                && needs.bytes(of: configuration, for: work.tasks.task(for: configuration)) <= memory.bytes
            if !fits { shortages[combination.index] = memory.shortage(for: configuration, tasks: work.tasks) }
        }
        return shortages
    }

    /// Whether every run is recorded, refused or left out by a race.
    var isOver: Bool { missingCount == 0 }

    /// Tells of each combination that its turn has come, in the plan's order: workers take them in any.
    mutating func begin(_ tell: (RunProgress) -> Void) {
        for combination in work.plan.combinations.indices {
            if refused.contains(combination), let shortage = shortages[combination] {
                tell(.refused(combination: combination, shortage))
            } else {
                tell(.started(combination: combination))
            }
        }
        if work.plan.isRaced { race = Race(of: work.plan, refused: Set(shortages.keys)) }
        analyze(tell)
    }

    /// Tells what is new.
    ///
    /// - Throws: what the store throws, or `RunnerError.tooManyFailures`.
    mutating func look(_ tell: (RunProgress) -> Void) throws {
        let news = try work.store.news()
        for (id, record) in news.records {
            tell(.recordedElsewhere(record, id))
            take(id)
            try failures.note(record)
        }
        if !news.records.isEmpty { analyze(tell) }
        liveClaims = news.liveClaims
        if !news.records.isEmpty || liveClaims > 0 { lastSign = .now }
    }

    private mutating func take(_ id: RunID) {
        count += 1
        guard missing[id.combination] > 0 else { return }
        missing[id.combination] -= 1
        missingCount -= 1
    }

    private mutating func leaveOut(_ combination: Int) {
        missingCount -= missing[combination]
        missing[combination] = 0
    }

    private mutating func analyze(_ tell: (RunProgress) -> Void) {
        guard var race else { return }
        let store = work.store
        for combination in race.analyze({ store.record(of: $0) }) {
            leaveOut(combination)
            if let seeds = race.out[combination] { tell(.eliminated(combination: combination, seeds: seeds)) }
        }
        self.race = race
    }
}
