package import Experiments

/// What a sweep tells while it is carried out.
package enum SweepEvent: Sendable {
    /// Training goes into this results folder.
    case folder(String)
    /// Lines for the console.
    case report(ReportPart)
    /// How far the sweep is; nil when it is over, however it ends.
    case progress(TrainingProgress?)
    /// A sentence beside the results: something to know that is no error.
    case notice(String)
    /// All that was found: the last event of a sweep that comes to its end.
    case finished(SweepOutcome)
}

/// The events of a sweep, each made when it is asked for.
package struct SweepEvents: AsyncSequence, Sendable {
    let execution: SweepExecution

    package struct Iterator: AsyncIteratorProtocol {
        let execution: SweepExecution

        package func next() async throws -> SweepEvent? {
            try await execution.next()
        }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(execution: execution) }
}
