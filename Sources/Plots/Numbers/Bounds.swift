/// A lower and an upper bound: a confidence interval, or the edges of a band.
package struct Bounds: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
