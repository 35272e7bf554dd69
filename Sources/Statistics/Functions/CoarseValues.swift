/// Whole numbers as multiples of a step, the smallest for which none is more than 4,096 steps from 0: finer ones are
/// more than is worth telling apart, and exact distributions of them take long.
package struct CoarseValues: Sendable {
    package let values: [Int]
    package let step: Int

    package init(_ numbers: [Int]) {
        let largest = numbers.map(\.magnitude).max() ?? 0
        let step = max(1, Int((largest + 4095) / 4096))
        self.step = step
        values = numbers.map { ($0.signum() * (Int($0.magnitude) + step / 2)) / step }
    }
}
