import Statistics

/// What tells a configuration from the reference: seed by seed, or as two groups where they share too few seeds.
struct ReferenceFinding {
    let paired: PairedDifference?
    let unpaired: UnpairedDifference?
    /// Nil for one seed.
    var p: Double?
    /// Of the paired difference.
    var interval: Interval?

    /// By itself.
    init(of contender: Contender, from base: Contender, on scale: Scale) {
        if base.isPaired(with: contender) {
            let pairs = base.paired(with: contender, on: scale)
            paired = pairs.isEmpty ? nil : PairedDifference(pairs, on: scale)
            unpaired = nil
        } else {
            paired = nil
            unpaired = UnpairedDifference(base.scores, contender.scores, on: scale)
        }
        p = paired?.test?.p ?? unpaired?.test?.p
        interval = paired?.interval
    }

    init(_ paired: PairedDifference, p: Double?, interval: Interval?) {
        self.paired = paired
        unpaired = nil
        self.p = p
        self.interval = interval
    }
}
