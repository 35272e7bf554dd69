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
        var teams: [RunID: ThreadTeam] = [:]
    }

    private let cores: Int
    private let tasks: TaskLibrary
    private let state = Locked(State())

    init(_ cores: Int, tasks: TaskLibrary) {
        self.cores = cores
        self.tasks = tasks
    }

    func started(_ assignment: Assignment) {
        let gains = assignment.run.configuration.gainsFromHelp(in: tasks)
        state.withLock { state in
            state.running += 1
            if gains { state.teams[assignment.run.id] = assignment.team }
        }
    }

    func ended(_ assignment: Assignment) {
        state.withLock { state in
            state.running -= 1
            state.teams[assignment.run.id] = nil
        }
    }

    /// The team with the fewest helpers; nil when no core is idle or no run gains from help. Whoever gets one says
    /// `left` afterwards.
    func teamToHelp() -> ThreadTeam? {
        state.withLock { state in
            guard state.running + state.helping < cores else { return nil }
            let teams = state.teams.sorted { $0.key < $1.key }.map(\.value)
            guard let team = teams.min(by: { $0.helperCount < $1.helperCount }) else { return nil }
            state.helping += 1
            return team
        }
    }

    func left() { state.withLock { $0.helping -= 1 } }
}
