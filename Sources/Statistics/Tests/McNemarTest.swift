/// The exact McNemar test of two rates over the same seeds: 2 · P(B ≤ the smaller count), B binomial over all seeds
/// where exactly one side succeeded. That is the sign-flip test on differences of one.
package struct McNemarTest: Hashable, Sendable {
    /// Seeds where only the second succeeded.
    package let gained: Int
    /// Seeds where only the first did.
    package let lost: Int
    package let p: Double

    package init(gained: Int, lost: Int) {
        self.gained = gained
        self.lost = lost
        p = SignFlipTest(Array(repeating: 1, count: gained) + Array(repeating: -1, count: lost)).p
    }
}
