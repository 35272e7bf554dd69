/// What a cluster says of the workers that were submitted to it. It only explains: what is done stands in the results folder.
package struct ClusterState: Hashable, Sendable {
    package struct Waiting: Hashable, Sendable {
        /// In words: `the nodes are busy (Resources)`.
        package let reason: String
        package let count: Int

        package init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
        }
    }

    /// How many workers run.
    package let running: Int
    /// Those that don't run yet, the commonest reason first.
    package let waiting: [Waiting]
    /// Why the cluster can't be asked, a clause; nil where it answers.
    package let problem: String?

    package init(running: Int, waiting: [Waiting], problem: String? = nil) {
        self.running = running
        self.waiting = waiting
        self.problem = problem
    }

    package var waitingCount: Int { waiting.reduce(0) { $0 + $1.count } }
}

extension ClusterState: CustomStringConvertible {
    /// `2 workers run, 6 wait: the nodes are busy (Resources)`
    package var description: String {
        if let problem { return problem }
        let runs = running == 1 ? "1 worker runs" : "\(running) workers run"
        if waiting.isEmpty { return runs }
        let reasons = waiting.map { waiting.count == 1 ? $0.reason : "\($0.count) because \($0.reason)" }.joined(separator: ", ")
        return "\(runs), \(waitingCount) \(waitingCount == 1 ? "waits" : "wait"): \(reasons)"
    }
}
