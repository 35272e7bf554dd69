/// What `squeue` says of workers.
package struct SlurmQueue: Sendable {
    package struct Worker: Hashable, Sendable {
        package enum State: Hashable, Sendable {
            case running
            /// Why, in Slurm's word.
            case waiting(reason: String)
        }

        /// The job's number, `1234`.
        package let job: String
        /// Its place in the job's array; nil where it is no array.
        package let index: Int?
        package let state: State
        /// Where it runs.
        package let node: String?
    }

    package let workers: [Worker]

    /// Of each task its name, state, reason and node.
    static let format = "%i|%t|%r|%N"

    /// - Parameter lines: what `squeue` has printed, in that format. A line of another form counts for nothing.
    package init(lines: String) {
        workers = lines.split(separator: "\n").compactMap(Worker.init)
    }

    package var isEmpty: Bool { workers.isEmpty }

    /// The jobs of which something is left.
    package var jobs: Set<String> { Set(workers.map(\.job)) }

    /// The same in words.
    package var state: ClusterState { Self.state(workers) }

    /// What is left of one job, in words.
    package func state(of job: String) -> ClusterState { Self.state(workers.filter { $0.job == job }) }

    private static func state(_ workers: [Worker]) -> ClusterState {
        var counts: [String: Int] = [:]
        for case .waiting(let reason) in workers.map(\.state) { counts[PendingReason(reason).description, default: 0] += 1 }
        let waiting = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ClusterState.Waiting(reason: $0.key, count: $0.value) }
        return ClusterState(running: workers.count { $0.state == .running }, waiting: waiting)
    }
}

extension SlurmQueue.Worker {
    /// `1234_5|PD|Resources|`, `1234|R|None|node7`
    fileprivate init?(line: Substring) {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        guard fields.count >= 4, let state = Self.state(fields[1], reason: fields[2...(fields.count - 2)].joined(separator: "|")) else { return nil }
        let name = fields[0].split(separator: "_")
        guard let job = name.first, job.allSatisfy(\.isNumber) else { return nil }
        self.job = String(job)
        self.state = state
        index = name.count > 1 ? Int(name[1]) : nil
        node = fields.last.flatMap { $0.isEmpty ? nil : String($0) }
    }

    /// Nil for what has ended.
    private static func state(_ word: Substring, reason: String) -> State? {
        switch word {
        case "PD", "RQ", "RH", "SE": .waiting(reason: reason)
        case "CF": .waiting(reason: "Configuring")
        case "R", "CG", "S", "RS", "SI", "SO", "ST": .running
        default: nil
        }
    }
}
