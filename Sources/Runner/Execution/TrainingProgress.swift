package import Experiments

/// How far a train or sweep is. The text is of the moment it is asked for.
package struct TrainingProgress: Sendable {
    private let progress: SweepProgress
    private let best: BestSoFar?
    /// The best of the combinations that are through, at most a dozen, the best first.
    package let leaders: [Summary.Ranked]
    private let start: ContinuousClock.Instant

    init(_ progress: SweepProgress, best: BestSoFar?, leaders: [Summary.Ranked], since start: ContinuousClock.Instant) {
        self.progress = progress
        self.best = best
        self.leaders = leaders
        self.start = start
    }

    /// `12/200 runs, 3.1 runs/s, 1:02 left, best 0.6150 [0.555, 0.670] with n_layer=2, n_head=8, …`
    package var text: String {
        let elapsed = ContinuousClock.now - start
        var parts = ["\(progress.doneCount)/\(progress.runCount) runs"]
        if let left = progress.secondsLeft(after: elapsed) {
            parts += [Self.rate(progress.rate(after: elapsed)), "\(Self.clock(left)) left"]
        }
        if let cluster = progress.cluster { parts.append("\(cluster)") }
        if let work = progress.foreignWork { parts.append("\(work)") }
        if let best { parts.append("best \(best)") }
        return parts.joined(separator: ", ")
    }

    private static func rate(_ perSecond: Double) -> String {
        perSecond >= 1 ? "\(perSecond.fixed(1)) runs/s" : "\((perSecond * 60).fixed(1)) runs/min"
    }

    /// `1:02`, or `3:04:05` from an hour on.
    private static func clock(_ seconds: Double) -> String {
        let seconds = Int(min(seconds.rounded(.up), 1e9))
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let tail = twoDigits(seconds % 60)
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(tail)" : "\(minutes):\(tail)"
    }

    private static func twoDigits(_ number: Int) -> String {
        (number < 10 ? "0" : "") + String(number)
    }
}
