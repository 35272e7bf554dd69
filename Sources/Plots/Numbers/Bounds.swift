/// Where something lies between: an interval of confidence, a band's two edges.
package struct Bounds: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
