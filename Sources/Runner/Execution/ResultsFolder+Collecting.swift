package import Engine
package import Experiments

extension ResultsFolder {
    /// Puts a folder's records and texts in order, as `collect` does. The summary says of what is missing whether it could
    /// run on this machine.
    ///
    /// - Throws: `FolderError`, `StorageError`, or `FolderProblem` when a run has two results or a file can't be read.
    package static func collect(_ path: String, task: LearningTask) throws -> ResultsFolder {
        let memory = MachineMemory.current
        return try collect(path, at: .now) { memory.shortage(for: $0.configuration, task: task)?.description }
    }
}
