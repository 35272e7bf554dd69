package import Experiments

/// Where the runs of a sweep are trained: on threads of this process, or anywhere else that shares its results folder.
///
/// Whatever passes `LauncherContract` in the tests is one. Runs are claimed in the folder before they start and recorded in it
/// before they are told of, so that several launchers may work on one folder, and nothing told is lost.
package protocol Launcher: Sendable {
    /// How many cores of this machine its runs may use together; 0 where they are trained on others.
    var cores: Int { get }
    /// What its runs may need together.
    var memory: MachineMemory { get }

    /// Whether it sets anybody to work: then a request to stop, and what workers have set aside, belong to the past.
    var startsWork: Bool { get }

    /// Starts the runs that are not recorded yet.
    func launch(_ work: SweepWork) -> LaunchedSweep
}

extension Launcher {
    package var startsWork: Bool { true }
}

/// Work that a launcher has started, to be followed and stopped.
package struct LaunchedSweep: Sendable {
    /// What happens to the runs, those of other launchers on the folder included. The events end when every run is recorded,
    /// refused, left out by a race or set aside. Cancelling the task that reads them, or letting go of them, ends
    /// them at once, and unless the work `goesOnAlone` it is the stop button: no further run starts, and those under way end
    /// unrecorded, or by the wrap-up where one is asked for. They end with a `RunnerError`, with `WrapUp.Unfinished` when a wrap-up
    /// has left something, or with what the store throws.
    package let events: AsyncThrowingStream<RunProgress, any Error>
    /// Stops too, and returns when the runs that have ended are recorded, those that a wrap-up lets end included.
    package let stop: @Sendable () -> Void
    private let isAlone: @Sendable () -> Bool

    /// Whether runs go on where nobody reads the events any more, until they are stopped: then a cancelled reader only leaves.
    package var goesOnAlone: Bool { isAlone() }

    package init(
        events: AsyncThrowingStream<RunProgress, any Error>, goesOnAlone: @escaping @Sendable () -> Bool = { false },
        stop: @escaping @Sendable () -> Void
    ) {
        self.events = events
        self.isAlone = goesOnAlone
        self.stop = stop
    }
}

/// What a launcher is to do: the runs of a plan that its results folder misses.
package struct SweepWork: Sendable {
    /// In which order combinations have their turns.
    package enum Order: Sendable {
        case plan
        /// Those whose runs take longest come first, so that many workers are done at about the same time.
        case longestFirst
    }

    /// The folder, opened by this process.
    package let store: RecordStore
    /// What the runs learn.
    package let tasks: TaskLibrary
    /// The most runs at a time, at least 1.
    package let jobs: Int
    package let worker: Worker
    /// When to give up.
    package let limit: FailureLimit
    package let order: Order
    /// The wish that the work ends soon and in order.
    package let wrapUp: WrapUp

    package var plan: SweepPlan { store.results.plan }

    /// Of each combination, where the dearest come first; nil for the plan's order.
    var costs: [Double]? {
        switch order {
        case .plan: nil
        case .longestFirst: plan.combinations.map { $0.configuration.workEstimate(in: tasks) }
        }
    }

    package init(
        store: RecordStore, tasks: TaskLibrary, jobs: Int, worker: Worker, limit: FailureLimit = .none, order: Order = .plan,
        wrapUp: WrapUp = WrapUp()
    ) {
        precondition(jobs >= 1)
        self.order = order
        self.wrapUp = wrapUp
        self.store = store
        self.tasks = tasks
        self.jobs = jobs
        self.worker = worker
        self.limit = limit
    }
}
