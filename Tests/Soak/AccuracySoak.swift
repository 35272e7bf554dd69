import CKernels
import Engine
import Foundation
import Statistics
import Synchronization
import Testing

/// How far the engine's own functions are from the truth at every float32 there is, not only at samples:
/// `SWEEPBOOK_SOAK=1 swift test -c release --filter AccuracySoak` prints the largest errors. All variants of the
/// kernels give the same bits, so one stands for all. The truth is the C library's function in double.
@Suite(.enabled(if: Soak.isOn))
struct AccuracySoak {
    /// The largest error and where it is.
    private struct Worst: CustomStringConvertible {
        var error = 0.0
        var input: Float = 0

        /// An error that is not a number counts as infinite.
        mutating func note(_ found: Double, at place: Float) {
            let found = found.isNaN ? .infinity : found
            if found > error { (error, input) = (found, place) }
        }

        var description: String { "\(error) at \(input)" }
    }

    private static let blockSize = 1 << 16

    /// The largest error over every float of the ranges, each of one sign, on all cores.
    private func worst(
        _ ranges: ClosedRange<Float>..., errors: @escaping @Sendable (ArraySlice<Float>) -> [Double]
    ) -> Worst {
        let total = Mutex(Worst())
        for range in ranges {
            let ends = [range.lowerBound.bitPattern, range.upperBound.bitPattern].sorted()
            let count = Int(ends[1] - ends[0]) + 1
            DispatchQueue.concurrentPerform(iterations: (count + Self.blockSize - 1) / Self.blockSize) { block in
                let first = block * Self.blockSize
                let inputs = (first..<min(first + Self.blockSize, count)).map { Float(bitPattern: ends[0] + UInt32($0)) }
                var here = Worst()
                for (input, error) in zip(inputs, errors(inputs[...])) { here.note(error, at: input) }
                total.withLock { $0.note(here.error, at: here.input) }
            }
        }
        return total.withLock { $0 }
    }

    /// In units in the last place of the true value, rounded to float; where that is no normal float, the answer must
    /// be the same zero or infinity.
    private static func ulps(_ found: Float, _ truth: Double) -> Double {
        let rounded = Float(truth)
        guard rounded.isNormal else { return found == (rounded.isFinite ? 0 : rounded) ? 0 : .infinity }
        return abs(Double(found) - truth) / Double(rounded.ulp)
    }

    /// A loop over floats from the table of kernels.
    private static func values(
        _ inputs: ArraySlice<Float>, _ loop: (ck_kernels, UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void
    ) -> [Float] {
        // Loops take multiples of 16.
        let padded = Array(inputs) + [Float](repeating: 0, count: (16 - inputs.count % 16) % 16)
        var outputs = padded
        loop(ck_kernels_fastest().pointee, &outputs, padded, padded.count)
        return Array(outputs.prefix(inputs.count))
    }

    private static let negative = -Float.infinity ... -Float.leastNormalMagnitude
    private static let positive = Float.leastNormalMagnitude...Float.infinity

    @Test func exponential() {
        let worst = worst(Self.negative, Self.positive) { inputs in
            zip(inputs, Self.values(inputs) { $0.exponentials($1, $2, $3) }).map { Self.ulps($1, exp(Double($0))) }
        }
        print("exp, in ulp: \(worst)")
        #expect(worst.error <= 1.05)
    }

    /// Of the numbers that a softmax over as many tokens adds up to.
    @Test func logarithm() {
        let worst = worst(1...65536) { inputs in
            zip(inputs, Self.values(inputs) { $0.logarithms($1, $2, $3) }).map {
                $0 == 1 ? Double($1.magnitude) : Self.ulps($1, log(Double($0)))
            }
        }
        print("log, in ulp: \(worst)")
        #expect(worst.error <= 2)
    }

    @Test func logarithmOfOnePlus() {
        let worst = worst(Float.leastNormalMagnitude...1) { inputs in
            zip(inputs, Self.values(inputs) { $0.log1p_unit($1, $2, $3) }).map { Self.ulps($1, log1p(Double($0))) }
        }
        print("log1p on (0, 1], in ulp: \(worst)")
        #expect(worst.error <= 2)
    }

    /// Φ by way of x Φ(x), which is right to a float of the larger of 1 and its value: the positive half in ulp, which are
    /// small near 0; the negative one, whose values stay above -0.17, as it is.
    @Test func gelu() {
        let gelu: @Sendable (ArraySlice<Float>) -> [Float] = { inputs in
            var slopes = [Float](repeating: 0, count: inputs.count + 16)
            return Self.values(inputs) { $0.gelu($1, &slopes, $2, $3) }
        }
        let truth: @Sendable (Float) -> Double = { Double($0) * 0.5 * erfc(-Double($0) * 0.5.squareRoot()) }
        let above = worst(Float.leastNormalMagnitude * 2...Float.greatestFiniteMagnitude) { inputs in
            zip(inputs, gelu(inputs)).map { Self.ulps($1, truth($0)) }
        }
        let below = worst(-1e30 ... -Float.leastNormalMagnitude) { inputs in
            zip(inputs, gelu(inputs)).map { abs(Double($1) - truth($0)) }
        }
        print("gelu above 0, in ulp: \(above); below 0, absolute: \(below)")
        #expect(above.error <= 8)
        #expect(below.error <= 1e-7)
    }

    @Test func logarithmInDouble() {
        let worst = worst(Float.leastNormalMagnitude...Float.greatestFiniteMagnitude) { inputs in
            inputs.map { input in
                let truth = log(Double(input))
                return abs(ElementaryFunctions.log(Double(input)) - truth) / max(truth.ulp, .leastNormalMagnitude)
            }
        }
        print("log, in double ulp: \(worst)")
        #expect(worst.error <= 2)
    }

    @Test func cosineAndSineInDouble() {
        let worst = worst(Float.leastNormalMagnitude...(2 * Float.pi)) { inputs in
            inputs.map { input in
                let angle = Double(input), (cosine, sine) = ElementaryFunctions.cosineAndSine(angle)
                return max(abs(cosine - cos(angle)), abs(sine - sin(angle))) / 1.0.ulp
            }
        }
        print("cos and sin, in double ulp of one: \(worst)")
        #expect(worst.error <= 2)
    }

    @Test func exponentialInDouble() {
        let worst = worst(-700 ... -Float.leastNormalMagnitude, Float.leastNormalMagnitude...709) { inputs in
            inputs.map { input in
                let truth = exp(Double(input))
                return abs(ElementaryFunctions.exp(Double(input)) - truth) / truth.ulp
            }
        }
        print("exp, in double ulp: \(worst)")
        #expect(worst.error <= 2)
    }
}
