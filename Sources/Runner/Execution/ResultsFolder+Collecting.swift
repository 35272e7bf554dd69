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

    /// Makes one folder of several, as `merge` does.
    ///
    /// - Throws: `MergeError`, `SweepPlanError`, `FolderError`, `StorageError` or `FolderProblem`; nothing is left behind then.
    package static func merge(_ folders: [String], into path: String, task: LearningTask) throws -> ResultsFolder {
        let memory = MachineMemory.current
        return try merge(folders, into: path, at: .now) { memory.shortage(for: $0.configuration, task: task)?.description }
    }
}
