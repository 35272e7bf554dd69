import Engine
package import Experiments

extension ResultsFolder {
    /// Puts a folder's records and texts in order, as `collect` does. The summary says of what is missing whether it could
    /// run on this machine.
    ///
    /// - Parameter tasks: what the runs learn; nil where the data is gone.
    /// - Throws: `FolderError`, `StorageError`, or `FolderProblem` when a run has two results or a file can't be read.
    package static func collect(_ path: String, tasks: TaskLibrary?) throws -> ResultsFolder {
        try collect(path, at: .now, refusing: shortage(in: tasks))
    }

    /// Makes one folder of several, as `merge` does.
    ///
    /// - Throws: `MergeError`, `SweepPlanError`, `FolderError`, `StorageError` or `FolderProblem`; nothing is left behind then.
    package static func merge(_ folders: [String], into path: String, tasks: TaskLibrary?) throws -> ResultsFolder {
        try merge(folders, into: path, at: .now, refusing: shortage(in: tasks))
    }

    /// Why a combination can't run on this machine, as far as its data tells.
    private static func shortage(in tasks: TaskLibrary?) -> (Combination) -> String? {
        let memory = MachineMemory.current
        return { combination in tasks.flatMap { memory.shortage(for: combination.configuration, tasks: $0) }?.description }
    }
}
