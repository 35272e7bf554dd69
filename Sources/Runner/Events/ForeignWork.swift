package import Experiments

/// Runs that another process has claimed, and that nothing is left to do but to wait for.
package struct ForeignWork: Sendable {
    package let claim: ForeignClaim
    let combination: Combination
    let runCount: Int
    /// Since when this process has had nothing to do.
    let since: ContinuousClock.Instant
    /// Whether all who have claimed something have just shown signs of life.
    let isAlive: Bool
}

extension ForeignWork: CustomStringConvertible {
    /// `waiting for process 4711 on node7, which has claimed 10 runs of n_layer=1, …; without a sign of life of it they are trained
    /// here in 58 s`
    package var description: String {
        "waiting for \(claim.holder), which has claimed \(runCount == 1 ? "1 run" : "\(runCount) runs") of \(combination.assignments); "
            + "without a sign of life of it \(runCount == 1 ? "it is" : "they are") trained here in \(secondsLeft) s"
    }

    private var secondsLeft: Int { Int(claim.remaining.seconds.rounded(.up)) }
}
