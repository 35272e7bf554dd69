import Glibc

/// A process that has claimed work of a results folder, as its claims tell.
package struct FolderWorker: Hashable, Sendable {
    package enum Life: String, Sendable {
        case lives, gone
        /// It is on another machine, or was on this one before that was started anew.
        case unknown
    }

    private let owner: ClaimOwner
    package let life: Life
    /// How many units it has claimed.
    package private(set) var units = 1
    /// Seconds since its last sign of life, by the clock of whoever looks; the other machine's may be another.
    package private(set) var silence: Double

    fileprivate init(_ owner: ClaimOwner, silence: Double) {
        self.owner = owner
        self.silence = silence
        life = switch owner.life {
        case .lives: .lives
        case .gone: .gone
        case .doubtful, .unknown: .unknown
        }
    }

    package var host: String { owner.host }
    package var process: Int { Int(owner.process) }
    /// What it is on a cluster: `12_3`, or `12`; nil elsewhere.
    package var job: String? { owner.place }

    /// Whether it may be at work: others take its work over when it has given no sign of life for so many seconds.
    package func isAtWork(lostAfter: Double = 60) -> Bool {
        switch life {
        case .lives: true
        case .gone: false
        case .unknown: silence < lostAfter
        }
    }

    /// Those that have claims, in the order of their hosts and numbers.
    ///
    /// - Parameter folder: the results folder.
    package static func all(in folder: String) throws(StorageError) -> [FolderWorker] {
        let claims = "\(folder)/\(ResultsTree.claimsName)"
        var workers: [ClaimOwner: FolderWorker] = [:]
        for name in try Storage.names(in: claims, isOurs: true) where name.hasSuffix(".jsonl") {
            guard let owner = Storage.owner(of: "\(claims)/\(name)"), let silence = silence(of: "\(claims)/\(name)") else { continue }
            var worker = FolderWorker(owner, silence: silence)
            if let known = workers[owner] { (worker.units, worker.silence) = (known.units + 1, min(known.silence, silence)) }
            workers[owner] = worker
        }
        return workers.values.sorted { ($0.host, $0.process) < ($1.host, $1.process) }
    }

    /// Seconds since a file was touched; nil when it is gone.
    private static func silence(of path: String) -> Double? {
        var status = stat(), now = timespec()
        guard stat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
        let seconds = Double(now.tv_sec - status.st_mtim.tv_sec) + Double(now.tv_nsec - status.st_mtim.tv_nsec) * 1e-9
        return max(0, seconds)
    }
}

extension FolderWorker: CustomStringConvertible {
    /// `process 4711 on node7`, of a cluster's `process 4711 on node7 (job 12_3)`
    package var description: String { "\(owner)" }
}
