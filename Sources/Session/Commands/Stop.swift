import Experiments
import Language
import Runner

extension Command {
    static let stop = Command(
        "stop", Signature(positionals: [.result(.one), .result(.any)]),
        help: "ask all who work on a sweep to finish their runs and leave",
        details: """
            Workers on a cluster and sweeps on this and other machines end within a minute: a run that is about to end does, others keep \
            their state. Workers that wait in the queue are taken off it. resume goes on.
            """,
        examples: ["train epochs=1 seeds=2 out=\"stopped\"\nstop stopped"]
    ) { session, invocation in
        let process = invocation.process
        return try await session.end(invocation) { status in
            try status.stop()
            return EndingText(status, process: process).stopped
        }
    }

    static let cancel = Command(
        "cancel", Signature(positionals: [.result(.one), .result(.any)]),
        help: "end a sweep's workers on a cluster now",
        details: """
            Jobs are cancelled, running or not; every run that is recorded stays, and the state of longer ones that is kept every minute. \
            Sweeps outside the cluster are asked to leave, as stop does. resume goes on.
            """,
        examples: ["train epochs=1 seeds=2 out=\"called_off\"\ncancel called_off"]
    ) { session, invocation in
        let process = invocation.process
        return try await session.end(invocation) { status in
            try status.cancel()
            return EndingText(status, process: process).cancelled
        }
    }
}

extension Interpreter {
    /// Has the workers of each folder that is named ended.
    ///
    /// - Parameter end: ends those of one, and returns what there is to say of it.
    fileprivate func end(_ invocation: Invocation, _ end: @escaping @Sendable (FolderStatus) throws -> String) async throws -> Value {
        let references = try await references(invocation.paths, invocation.context), places = environment.places
        for reference in references { _ = try await apart(at: reference, invocation) { try SweepManifest(of: reference.folder) } }
        for reference in references {
            let sentence = try await apart(at: reference, invocation) {
                try end(try FolderStatus(of: try places.changing(reference.folder), tasks: nil))
            }
            try await invocation.context.show([sentence])
        }
        return .none
    }
}
