import Experiments
package import Runner

extension SweepExecution {
    /// Carries the sweep out and shows what it tells.
    ///
    /// - Parameter emit: what it throws ends the sweep.
    /// - Throws: what the events end with.
    package func run(emit: SessionEmitter) async throws -> SweepOutcome {
        for try await event in events() {
            do {
                switch event {
                case .folder(let path): try await emit(.folder(path))
                case .report(let part): try await emit(.lines(part.lines))
                case .progress(let progress): try await emit(.progress(progress.map(ProgressText.init)))
                case .notice(let sentence): try await emit(.notice(sentence))
                case .finished(let outcome): return outcome
                }
            } catch {
                try? await emit(.progress(nil))
                throw stop(because: error)
            }
        }
        preconditionFailure("an execution serves one sweep, which ends with an outcome or an error")
    }
}
