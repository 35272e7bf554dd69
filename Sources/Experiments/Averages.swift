/// What a combination's runs came to, all of which finished. Shares, 0 to 1, but for the loss.
package struct Averages: Hashable, Sendable {
    package let testAccuracy: Double
    /// The share of runs with a test accuracy above 0.99.
    package let perfectShare: Double
    package let trainAccuracy: Double
    package let trainLoss: Double
}
