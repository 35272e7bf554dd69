import Glibc
package import Runner

/// What a session finds around it.
package struct SessionEnvironment: Sendable {
    /// The most runs at a time, where a command doesn't say.
    package var jobs: Int
    /// What was typed so far, the oldest first, for `history`.
    package var history: @Sendable () -> [String]
    /// What trains a run.
    package var worker: Worker
    /// The wish that all sweeps end soon and in order.
    package let wrapUp = WrapUp()
    /// Where the files are that commands name.
    package var places = FilePlaces()
    /// How many characters a line may have where tables are shown.
    package var columns: @Sendable () -> Int
    /// What was given from outside, `-p name=value`, for a notebook that is run.
    package var parameters: [Parameter] = []

    /// What keys do where the door itself edits what is typed, for `help keys`.
    package var keys: [KeySection] = []
    /// Whether a notebook's front end keeps what is run: then the session has nothing to record.
    package var isKeptByFrontEnd = false

    /// A name and the text of its value.
    package struct Parameter: Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        jobs: Int = min(Cores.available, SweepRequest.jobsRange.upperBound),
        history: @escaping @Sendable () -> [String] = { [] }, worker: Worker = Worker(),
        columns: @escaping @Sendable () -> Int = { 80 }
    ) {
        self.jobs = jobs
        self.history = history
        self.worker = worker
        self.columns = columns
    }

    /// Has sweeps under way heed a signal that leaves them time, before what runs is cancelled.
    package func prepare(for signal: Int32) {
        switch signal {
        case SIGTERM: wrapUp.ask(.terminated)
        case SIGUSR1: wrapUp.ask(.timeLimit)
        default: break
        }
    }

    /// The path at which a file that is to be read is.
    func readingPath(_ path: String) -> String { places.reading(path) }
}
