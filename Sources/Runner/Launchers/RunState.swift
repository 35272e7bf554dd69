import Engine
import Experiments

/// How a run that takes long is kept while it trains, so that whoever resumes a killed sweep goes on from the middle of it.
struct RunState {
    let file: RunStateFile
    /// How long a run trains until its state is kept again.
    let interval: Duration
    /// Takes a sentence about what didn't work.
    let notice: (String) -> Void

    /// What the run is to go on from, and the seconds it has taken so far; nil for its beginning.
    func start() -> (state: [UInt8], seconds: Double)? {
        switch file.read() {
        case .none: return nil
        case .state(let state, let seconds): return (state, seconds)
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

    /// Keeps the state again and again. What can't be written is said once, and ends nothing.
    ///
    /// - Parameter before: the seconds that the run took before it was resumed.
    func saving(after before: Double) -> StateSaving {
        let begin = ContinuousClock.now
        var last = begin, hasFailed = false
        return StateSaving(isDue: { ContinuousClock.now - last >= interval }) { state in
            do throws(StorageError) {
                try file.save(state, seconds: before + (ContinuousClock.now - begin).seconds)
            } catch {
                if !hasFailed { notice("\(error); if this run is killed, it starts anew") }
                hasFailed = true
            }
            last = .now
        }
    }
}
