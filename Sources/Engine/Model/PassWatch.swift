/// The kinds of work in an epoch, as the benchmark tells them apart.
package enum Phase: Int, CaseIterable, Sendable {
    case products, attention, layerNorm, dropout, embedding, loss, update, masks
}

/// Follows a pass from kind of work to kind of work.
protocol PassWatch {
    /// Called before each step. Throws `TrainingFailure.stopped` when the run should end here.
    mutating func enter(_ phase: Phase) throws(TrainingFailure)
}

/// Ends a pass when somebody asks for it.
struct StopWatch: PassWatch {
    let shouldStop: () -> Bool

    mutating func enter(_ phase: Phase) throws(TrainingFailure) {
        if shouldStop() { throw .stopped }
    }
}

/// Lets every pass run to its end.
struct NoWatch: PassWatch {


    mutating func enter(_ phase: Phase) {}
}
