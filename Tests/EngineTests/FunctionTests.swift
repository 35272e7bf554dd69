import CKernels
import Engine
import Foundation
import Testing

/// How far the engine's own functions are from the truth, over floats spread through their whole range.
struct FunctionTests {
    /// The largest error in units in the last place of the true value, rounded.
    private func largestError(
        _ variant: String, _ inputs: [Float], _ function: (ck_kernels, UnsafeMutablePointer<Float>, [Float]) -> Void,
        truth: (Double) -> Double
    ) throws -> Double {
        let table = try #require(ck_kernels_named(variant)).pointee
        var outputs = [Float](repeating: 0, count: inputs.count)
        function(table, &outputs, inputs)
        return zip(inputs, outputs).map { input, output in
            let exact = truth(Double(input))
            return abs(Double(output) - exact) / Double(Float(exact).ulp)
        }.max() ?? 0
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func exponentialIsWithinAnUlp(variant: String) throws {
        var numbers = Numbers(seed: 1)
        let inputs = (0..<160_000).map { _ in Float(numbers.next() * 87.3) } + (0..<16_000).map { _ in Float(numbers.next() * 1e-3) }
        let worst = try largestError(variant, inputs, { $0.exponentials($1, $2, $2.count) }, truth: exp)
        #expect(worst < 1.05)
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func exponentialAtItsEnds(variant: String) throws {
        let table = try #require(ck_kernels_named(variant)).pointee
        let inputs: [Float] = [0, -0.0, 88.72283, 88.73, 1000, .infinity, -87.33654, -87.34, -1000, -.infinity, .nan, 1, -1, 0.5, 2, -2]
        var outputs = [Float](repeating: 0, count: 16)
        table.exponentials(&outputs, inputs, 16)
        #expect(outputs[0] == 1 && outputs[1] == 1)
        #expect(outputs[2].isFinite && outputs[2] > 3.4e38)
        #expect(outputs[3...5].allSatisfy { $0 == .infinity })
        #expect(outputs[6] >= .leastNormalMagnitude)
        #expect(outputs[7...9].allSatisfy { $0 == 0 })
        #expect(outputs[10].isNaN)
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func logarithmOfOnePlusIsWithinTwoUlp(variant: String) throws {
        var numbers = Numbers(seed: 2)
        let inputs = (0..<160_000).map { i in Float(abs(numbers.next()) * pow(2, -Double(i % 40))) } 
        let worst = try largestError(variant, inputs, { $0.log1p_unit($1, $2, $2.count) }, truth: log1p)
        #expect(worst < 2)
    }

    /// Beside the true value, in units of the larger of 1 and its own: near 1 the logarithm itself goes to 0.
    @Test(arguments: KernelVariant.runnable.map(\.name))
    func logarithmIsWithinAFloatOfItsSize(variant: String) throws {
        let table = try #require(ck_kernels_named(variant)).pointee
        var numbers = Numbers(seed: 4)
        let inputs = (0..<160_000).map { i in Float(1 + abs(numbers.next())) * Float(pow(2, Double(i % 40 - 10))) }
        var outputs = inputs
        table.logarithms(&outputs, inputs, inputs.count)
        let worst = zip(inputs, outputs).map { abs(Double($1) - log(Double($0))) / max(1, abs(log(Double($0)))) }.max() ?? .nan
        #expect(worst <= 1.3e-7)
        let ends: [Float] = [1, .infinity, .nan] + [Float](repeating: 2, count: 13)
        table.logarithms(&outputs, ends, 16)
        #expect(outputs[0] == 0 && outputs[1] == .infinity && outputs[2].isNaN)
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func geluAndItsSlopeAreWithinAFloatOfTheirSize(variant: String) throws {
        var numbers = Numbers(seed: 3)
        let inputs = (0..<160_000).map { _ in Float(numbers.next() * 12) }
        var values = inputs, slopes = inputs
        let table = try #require(ck_kernels_named(variant)).pointee
        table.gelu(&values, &slopes, inputs, inputs.count)
        var worstValue = 0.0, worstSlope = 0.0
        for (i, input) in inputs.enumerated() {
            let x = Double(input), area = 0.5 * erfc(-x * 0.5.squareRoot())
            let slope = area + x * exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
            worstValue = max(worstValue, abs(Double(values[i]) - x * area) / max(1, abs(x * area)))
            worstSlope = max(worstSlope, abs(Double(slopes[i]) - slope))
        }
        #expect(worstValue <= 2e-7)
        #expect(worstSlope <= 2e-7)
    }
}
