import Experiments

/// Trains on a cluster: submits workers, which claim runs in the results folder as every other process on it does, and follows what
/// they record there.
///
/// The folder is the truth; Slurm only says why workers wait. They go on when nobody follows.
package struct SlurmLauncher: Launcher {
    package enum Following: Sendable {
        /// Workers are submitted, and followed to the end.
        case own
        /// Workers are submitted and left: the events end at once.
        case detached
        /// Nobody is submitted; those who work on the folder already are followed, wherever they are.
        case others
    }

    /// None of this machine's.
    package var cores: Int { 0 }
    package var startsWork: Bool {
        switch following {
        case .own, .detached: true
        case .others: false
        }
    }
    package let memory: MachineMemory
    private let settings: SlurmSettings
    private let text: String
    private let following: Following
    private let program: String?
    private let slurm: SlurmClient

    /// - Parameters:
    ///   - settings: what is asked of Slurm.
    ///   - text: the settings as they are kept in the folder, for the next submission.
    ///   - slurm: whom to ask.
    ///   - program: the file that workers run; that of this process where it isn't said.
    package init(
        _ settings: SlurmSettings, text: String = "", following: Following = .own, slurm: SlurmClient = SlurmClient(), program: String? = nil
    ) {
        self.slurm = slurm
        self.settings = settings
        self.text = text
        self.following = following
        self.program = program
        memory = settings.memory.flatMap(SlurmSize.init).map { MachineMemory(bytes: $0.bytes) } ?? .largestNode
    }

    package func launch(_ work: SweepWork) -> LaunchedSweep {
        let submission = SlurmSubmission(settings: settings, text: text, program: program, work: work, memory: memory)
        let sweep = SlurmSweep(work, memory: memory, following: following, submission, slurm)
        return LaunchedSweep(events: sweep.events(), goesOnAlone: { sweep.goesOnAlone }, stop: sweep.stop)
    }
}

/// That whoever follows a sweep leaves it to those who work on it.
struct Detachment: Error {}

extension MachineMemory {
    /// More than any node has: where nobody says what a worker gets, it is asked for what the largest run needs, and the site may refuse.
    package static let largestNode = MachineMemory(bytes: 16e12)
}
