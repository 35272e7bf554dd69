import Engine
import Experiments

/// Finds a run that a thread without one may help.
final class IdleCores: Sendable {
    private let dataset: Dataset
    /// The runs under way that gain from help.
    private let crews = Locked<[RunID: Crew]>([:])

    init(dataset: Dataset) {
        self.dataset = dataset
    }

    func started(_ assignment: Assignment) {
        guard assignment.run.configuration.gainsFromHelp(for: dataset) else { return }
        crews.withLock { $0[assignment.run.id] = assignment.crew }
    }

    func ended(_ assignment: Assignment) {
        crews.withLock { $0[assignment.run.id] = nil }
    }

    /// The crew with the fewest helpers; nil when no run gains from help.
    func crewToJoin() -> Crew? {
        crews.withLock { crews in
            crews.min { ($0.value.helperCount, $0.key) < ($1.value.helperCount, $1.key) }?.value
        }
    }
}
