import Engine
import Experiments
import Testing

struct LossCurveTests {
    @Test func `of 400 epochs 79 are kept, the first 33 and the last among them`() {
        let epochs = LossCurve.epochs(of: 400)
        #expect(epochs.count == 79)
        #expect(Array(epochs.prefix(35)) == Array(0...32) + [34, 36])
        #expect(epochs.suffix(3) == [371, 394, 399])
    }

    @Test(arguments: [0, 1, 2, 33, 34, 100, 1_000_000]) func `epochs rise and end with the last`(count: Int) {
        let epochs = LossCurve.epochs(of: count)
        #expect(epochs == epochs.sorted() && Set(epochs).count == epochs.count)
        #expect(epochs.last == (count > 0 ? count - 1 : nil))
        #expect(epochs.count < 300)
    }

    @Test func `losses are kept in single precision`() {
        let losses = (0..<40).map { 1 / Double($0 + 3) }
        let curve = LossCurve(losses)
        #expect(curve.epochCount == 40)
        #expect(curve.epochs.suffix(4) == [34, 36, 38, 39])
        #expect(curve.losses == curve.epochs.map { Float(losses[$0]) })
    }

    @Test func `a spread has mean and band of the seeds at each epoch`() {
        let few = LossSpread([LossCurve([1, 0.5]), LossCurve([3, 0.25])])
        #expect(few.epochs.map(\.mean) == [2, 0.375])
        #expect(few.epochs.map(\.low) == [1, 0.25])
        #expect(few.epochs.map(\.high) == [3, 0.5])
        #expect(few.bandCount == 2)
        let many = LossSpread((1...20).map { LossCurve([Double($0)]) })
        #expect(many.bandCount == 16)
        #expect(many.epochs[0].low == 3 && many.epochs[0].high == 18)
        #expect(LossSpread([]).epochs.isEmpty)
    }
}
