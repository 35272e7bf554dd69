/// The kinds of work in an epoch, as the benchmark tells them apart.
package enum Phase: Int, CaseIterable, Sendable {
    case products, attention, layerNorm, dropout, embedding, loss, update, masks
}

/// Follows a pass from kind of work to kind of work.
protocol PassObserver {
    /// Called before each step. Throws `TrainingFailure.stopped` when the run should end here.
    func enter(_ phase: Phase) throws(TrainingFailure)
}

/// Ends a pass when somebody asks for it.
struct StopCheck: PassObserver {
    let shouldStop: () -> Bool

    func enter(_ phase: Phase) throws(TrainingFailure) {
        if shouldStop() { throw .stopped }
    }
}

/// Lets every pass run to its end.
struct NoObserver: PassObserver {
    func enter(_ phase: Phase) {}
}

/// Why a run has no outcome.
package enum TrainingFailure: Error, Equatable, Sendable {
    /// The loss became NaN or infinite in that epoch, counted from 0, or in the evaluation after it; text counts its
    /// iterations.
    case nonFiniteLoss(epoch: Int, loss: Double)
    /// The system refused the memory.
    case outOfMemory(bytes: Int)
    /// Somebody asked the run to stop.
    case stopped
    /// The bytes that it was to start from are not a state of this run.
    case unusableState(StateError)
}

/// Why bytes are not the state of a run.
package enum StateError: Error, Equatable, Sendable {
    /// They are cut off, too long, or not a state at all.
    case notAState
    /// They were written by another revision of the engine.
    case otherEngine(found: Int)
    /// They belong to another configuration, seed or data.
    case otherRun
}
