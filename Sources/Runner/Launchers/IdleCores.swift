import Engine
import Experiments
import System

/// Finds a run that a thread without one may help, while there is a core for it: a helper spins between products, and
/// on a core that others use it would only be in their way.
final class IdleCores: Sendable {
    private struct State {
        var running = 0
        var helping = 0
        /// The runs under way that gain from help.
        var crews: [RunID: Crew] = [:]
    }

    private let cores: Int
    private let dataset: Dataset
    private let state = Locked(State())

    init(_ cores: Int, dataset: Dataset) {
        self.cores = cores
        self.dataset = dataset
    }

    func started(_ assignment: Assignment) {
        let gains = assignment.run.configuration.gainsFromHelp(for: dataset)
        state.withLock { state in
            state.running += 1
            if gains { state.crews[assignment.run.id] = assignment.crew }
        }
    }

    func ended(_ assignment: Assignment) {
        state.withLock { state in
            state.running -= 1
            state.crews[assignment.run.id] = nil
        }
    }

    /// The crew with the fewest helpers; nil when no core is idle or no run gains from help. Whoever gets one says
    /// `left` afterwards.
    func crewToJoin() -> Crew? {
        state.withLock { state in
            guard state.running + state.helping < cores else { return nil }
            let crews = state.crews.sorted { $0.key < $1.key }.map(\.value)
            guard let crew = crews.min(by: { $0.helperCount < $1.helperCount }) else { return nil }
            state.helping += 1
            return crew
        }
    }

    func left() { state.withLock { $0.helping -= 1 } }
}
