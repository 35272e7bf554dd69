import Engine
import Experiments

/// How a run that takes long is kept while it trains, so that whoever resumes a killed sweep goes on from the middle of it.
final class RunState {
    private let file: RunStateFile
    /// How long a run trains until its state is kept again.
    private let interval: Duration
    private let patience: RunPatience
    /// Takes a sentence about what didn't work.
    private let notice: (String) -> Void
    /// When the state was kept last, or training began.
    private var last = ContinuousClock.now
    /// Whether the trainer gives its state.
    private var isAskedFor = false
    /// Whether the state has been kept since the sweep is wrapped up.
    private var isKeptAtLast = false

    init(file: RunStateFile, interval: Duration, patience: RunPatience, notice: @escaping (String) -> Void) {
        self.file = file
        self.interval = interval
        self.patience = patience
        self.notice = notice
    }

    /// What the run is to go on from, and the seconds it has taken so far; nil for its beginning.
    func start() -> (state: [UInt8], seconds: Double)? {
        switch file.read() {
        case .none: return nil
        case .state(let state, let seconds):
            patience.before = seconds
            return (state, seconds)
        case .unusable(let reason):
            setAside(because: reason)
            return nil
        }
    }

    /// Says that the kept state is of no use, and takes it away, so that the run starts anew.
    func setAside(because reason: String) {
        file.remove()
        notice("\(file.name) is of no use, and its run starts anew: \(reason)")
    }

    /// Keeps the state again and again, and once more when the sweep is wrapped up, for whoever asks for that may lose patience. What
    /// can't be written is said once, and ends nothing.
    ///
    /// - Parameter before: the seconds that the run took before it was resumed.
    func saving(after before: Double) -> StateSaving {
        let begin = ContinuousClock.now
        var hasFailed = false
        last = begin
        let isDue = { [self] in
            isAskedFor = true
            return sinceLast >= interval || patience.isLimited && isWorthKeeping
        }
        return StateSaving(isDue: isDue) { [self] state in
            do throws(StorageError) {
                try file.save(state, seconds: before + (ContinuousClock.now - begin).seconds)
            } catch {
                if !hasFailed { notice("\(error); if this run is killed, it starts anew") }
                hasFailed = true
            }
            last = .now
            isKeptAtLast = patience.isLimited
        }
    }

    /// Whether the run is to stop before its end, and its state is kept.
    var isLeft: Bool { patience.isOver && !(isAskedFor && isWorthKeeping) }

    private var sinceLast: Duration { .now - last }
    /// What was trained in a moment is trained again in a moment, and once is enough: what waits for the disk must not train on.
    private var isWorthKeeping: Bool { !isKeptAtLast && sinceLast >= interval / 6 }
}
