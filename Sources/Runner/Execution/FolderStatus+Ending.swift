import Experiments

extension FolderStatus {
    /// Asks everybody who works on the folder to finish and leave, and takes off the queue what waits there.
    ///
    /// - Throws: `StorageError` where the folder can't be written to; `SlurmError` where the cluster doesn't obey: then all others are
    ///   asked all the same.
    package func stop() throws { try end(waitingOnly: true) }

    /// The same, and ends the workers on a cluster at once.
    package func cancel() throws { try end(waitingOnly: false) }

    private func end(waitingOnly: Bool) throws {
        guard mayBeInWork else { return }
        if !results.isComplete { try WorkerFiles(in: results.path).askToStop() }
        try SlurmClient().cancel(openJobs.map(\.id), pendingOnly: waitingOnly)
    }
}
