import Engine
import Experiments

/// Decides which run of a plan starts next, and when.
///
/// Units are claimed in the order of a `RunQueue`, and their runs start in it; those that other processes have are looked at
/// again later. At most `jobs` runs go at once, fewer while their memory together would be more than there is; a
/// combination of which not even one run fits is refused. Another unit is claimed as soon as a core would be idle.
struct Schedule: Sendable {
    enum Step: Sendable {
        case start(Assignment)
        /// A combination's turn has come: some of its runs start, are recorded already or are others' work.
        case open(combination: Int)
        case refuse(combination: Int, MemoryShortage)
        /// Other processes have recorded runs.
        case recordElsewhere([(RunID, RunRecord)])
        /// A race has stopped a combination, after so many seeds.
        case eliminate(combination: Int, seeds: Int)
        /// Workers have ended on a unit, and it is left alone.
        case setAside(LostWork)
    }

    private let plan: SweepPlan
    private let tasks: TaskLibrary
    private let jobs: Int
    private let memory: MachineMemory
    private let store: RecordStore
    private let combinations: SweepPlan.Combinations
    /// What all runs of the plan cost.
    private let work: Double
    private let runs: SweepPlan.Runs

    /// What is claimed next.
    private var queue: RunQueue
    /// What a race has stopped, and was not told yet.
    private var eliminated: ArraySlice<(combination: Int, seeds: Int)> = []
    /// The combination that was opened last.
    private var opened = -1
    /// Claimed, in the plan's order, and not started.
    private var waiting: ArraySlice<Assignment> = []
    /// For each unit that is claimed the runs that are not recorded yet.
    private var missing: [WorkUnit: Set<RunID>] = [:]
    /// Units that other processes have.
    private var claimedElsewhere: [WorkUnit] = []
    private var recordedElsewhere: [(RunID, RunRecord)] = []
    /// What workers have ended on, as far as it was not told yet.
    private var setAside: [LostWork] = []
    private var hasSetAside = false
    /// Runs that have started, until they are recorded or their unit proves lost. They go on when their unit changes hands.
    private var underWay: Set<RunID> = []
    private var running = 0
    /// Since when all that was left has been other processes' work.
    private var waitingSince: ContinuousClock.Instant?
    /// Bytes of the runs that are running.
    private var memoryInUse = 0.0

    /// - Parameter costs: of each combination, where the dearest come first; nil for the plan's order.
    init(tasks: TaskLibrary, jobs: Int, memory: MachineMemory, store: RecordStore, costs: [Double]?) {
        plan = store.results.plan
        self.tasks = tasks
        self.jobs = jobs
        self.memory = memory
        self.store = store
        combinations = plan.combinations
        work = plan.work(in: tasks)
        runs = plan.runs
        queue = RunQueue(of: plan, refused: [], costs: costs)
        if plan.isRaced { queue = RunQueue(of: plan, refused: Set(combinations.indices.filter { shortage(of: $0) != nil }), costs: costs) }
    }

    /// Whether every run is recorded, refused or set aside. A race doesn't get past what is set aside.
    var isOver: Bool {
        (queue.isOver || hasSetAside && queue.combination == nil) && waiting.isEmpty && isIdle && missing.isEmpty
            && claimedElsewhere.isEmpty && recordedElsewhere.isEmpty && eliminated.isEmpty && setAside.isEmpty
    }

    /// Whether no run is under way.
    var isIdle: Bool { running == 0 }

    /// What happens next; nil when a run has to end before, here or elsewhere.
    ///
    /// - Throws: what the store throws.
    mutating func step() throws -> Step? {
        while true {
            if !recordedElsewhere.isEmpty {
                defer { recordedElsewhere = [] }
                return .recordElsewhere(recordedElsewhere)
            }
            if let lost = setAside.popLast() { return .setAside(lost) }
            if let (combination, seeds) = eliminated.popFirst() { return .eliminate(combination: combination, seeds: seeds) }
            guard running < jobs else { return nil }
            if let assignment = waiting.first { return start(assignment).map(Step.start) }
            if queue.combination == nil {
                eliminated += queue.advance { [store] in store.record(of: $0) }
                guard queue.combination != nil || !eliminated.isEmpty else { return nil }
            } else if let step = opening() {
                return step
            } else {
                try claimNext()
            }
        }
    }

    /// Starts a run, if its memory is there.
    private mutating func start(_ assignment: Assignment) -> Assignment? {
        let needed = assignment.run.configuration.memoryNeeded(in: tasks)
        guard running == 0 || memoryInUse + needed <= memory.bytes else { return nil }
        waiting.removeFirst()
        underWay.insert(assignment.run.id)
        running += 1
        memoryInUse += needed
        return assignment
    }

    /// Takes note that a run's thread is free again.
    mutating func ended(_ run: Run) {
        running -= 1
        memoryInUse = running == 0 ? 0 : memoryInUse - run.configuration.memoryNeeded(in: tasks)
    }
}

// MARK: - Units
extension Schedule {
    /// The first look at a combination; nil when its units are to be claimed.
    private mutating func opening() -> Step? {
        guard let index = queue.combination, queue.isFirstBlock, opened != index else { return nil }
        opened = index
        if let shortage = shortage(of: index) {
            queue.skip()
            return .refuse(combination: index, shortage)
        }
        if !isMissing(index) { queue.skip() }
        return .open(combination: index)
    }

    /// Whether a run of a combination is not recorded.
    private func isMissing(_ combination: Int) -> Bool {
        plan.seeds.indices.contains { !store.isRecorded(RunID(combination: combination, seed: $0)) }
    }

    /// What a combination lacks of which runs are missing.
    private func shortage(of combination: Int) -> MemoryShortage? {
        let shortage = memory.shortage(for: combinations[combination].configuration, tasks: tasks)
        return shortage != nil && isMissing(combination) ? shortage : nil
    }

    private mutating func claimNext() throws {
        guard let combination = queue.combination.map({ combinations[$0] }) else { return }
        let size = WorkUnit.size(for: combination.configuration, of: work, tasks: tasks)
        try claim(WorkUnit(combination, seeds: queue.take(size), of: plan))
    }

    private mutating func claim(_ unit: WorkUnit) throws {
        guard !unrecorded(of: unit).isEmpty else { return }
        switch try store.claim(unit) {
        case .taken:
            claimedElsewhere.append(unit)
        case .setAside(let lost):
            setAside.append(lost)
            hasSetAside = true
        case .claimed(let news):
            recordedElsewhere += news
            let ids = unrecorded(of: unit)
            if ids.isEmpty { return try store.publish(unit) }
            missing[unit] = Set(ids)
            // What goes on from when the unit was claimed before is not started a second time.
            waiting += ids.filter { !underWay.contains($0) }.map { assignment($0, of: unit) }
        }
    }

    /// The runs of a unit that are not recorded.
    private func unrecorded(of unit: WorkUnit) -> [RunID] {
        unit.ids.filter { !store.isRecorded($0) }
    }

    private func assignment(_ id: RunID, of unit: WorkUnit) -> Assignment {
        let configuration = combinations[unit.combination].configuration
        return Assignment(run: Run(id: id, configuration: configuration, seed: plan.seeds[id.seed]), unit: unit)
    }

    /// Takes note that runs of a unit are recorded; true when it is complete.
    mutating func recorded(_ ids: [RunID], of unit: WorkUnit) -> Bool {
        underWay.subtract(ids)
        missing[unit]?.subtract(ids)
        guard missing[unit]?.isEmpty == true else { return false }
        missing[unit] = nil
        return true
    }

    /// Takes note that another process has taken a unit over, before these runs of it could be recorded.
    mutating func lost(_ unit: WorkUnit, with ids: [RunID]) {
        underWay.subtract(ids)
        missing[unit] = nil
        waiting.removeAll { $0.unit == unit }
        if !claimedElsewhere.contains(unit) { claimedElsewhere.append(unit) }
    }

    /// Looks at the units that other processes have, and claims what has become free.
    ///
    /// - Throws: what the store throws.
    mutating func revisit() throws {
        let units = claimedElsewhere
        claimedElsewhere = []
        for unit in units {
            guard let news = try store.revisit(unit) else {
                claimedElsewhere.append(unit)
                continue
            }
            recordedElsewhere += news
            // What no core is free for is left to the others on this folder.
            if waiting.isEmpty, running < jobs { try claim(unit) } else if !unrecorded(of: unit).isEmpty { claimedElsewhere.append(unit) }
        }
    }
}

// MARK: - Waiting
extension Schedule {
    /// The work that others have, while nothing else is left; nil while there is something to do here.
    mutating func foreignWork() -> ForeignWork? {
        guard isIdle, waiting.isEmpty, missing.isEmpty, let unit = claimedElsewhere.first, let claim = store.claim(on: unit) else {
            waitingSince = nil
            return nil
        }
        let since = waitingSince ?? .now
        waitingSince = since
        return ForeignWork(
            claim: claim, combination: combinations[unit.combination], runCount: unrecorded(of: unit).count, since: since,
            isAlive: claimedElsewhere.allSatisfy { store.claim(on: $0)?.showsLife == true })
    }
}

/// A run to be trained, and the unit it is claimed with.
struct Assignment: Sendable {
    let run: Run
    let unit: WorkUnit
    /// Who helps the run once cores are idle.
    let team = ThreadTeam()
}

/// A run that has ended and is not on the disk yet.
struct TrainedRun: Sendable {
    let assignment: Assignment
    let record: RunRecord
    /// The model that is kept of it.
    let model: CheckpointDraft?
}
