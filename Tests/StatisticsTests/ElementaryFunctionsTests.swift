import Foundation
import Statistics
import TestSupport
import Testing

/// The functions behind the initial values, in double, against the C library's.
struct ElementaryFunctionsTests {
    @Test func logarithmIsWithinTwoUlp() {
        var numbers = SplitMix64(seed: 4)
        var worst = 0.0
        for i in 0..<100_000 {
            let x = (abs(Double.random(in: -1...1, using: &numbers)) + 1e-9) * pow(2, Double(i % 60 - 30))
            worst = max(worst, abs(ElementaryFunctions.log(x) - log(x)) / max(abs(log(x)).ulp, 1e-17))
        }
        #expect(worst <= 2)
        #expect(ElementaryFunctions.log(1) == 0)
    }

    /// Beside 1, not beside their own size: near its zero a sine of a rounded angle has no more digits.
    @Test func cosineAndSineAreWithinTwoUlpOfOne() {
        var numbers = SplitMix64(seed: 5)
        var worst = 0.0
        for _ in 0..<100_000 {
            let angle = abs(Double.random(in: -1...1, using: &numbers)) * 2 * Double.pi
            let (cosine, sine) = ElementaryFunctions.cosineAndSine(angle)
            worst = max(worst, abs(cosine - cos(angle)), abs(sine - sin(angle)))
        }
        #expect(worst <= 2 * 1.0.ulp)
        #expect(ElementaryFunctions.cosineAndSine(0) == (1, 0))
    }

    @Test func exponentialIsWithinTwoUlp() {
        var numbers = SplitMix64(seed: 4)
        let inputs = (0..<20_000).map { i in Double.random(in: -1...1, using: &numbers) * (i % 2 == 0 ? 700 : 1) }
        let worst = inputs.map { abs(ElementaryFunctions.exp($0) - exp($0)) / exp($0).ulp }.max()
        #expect(worst.map { $0 <= 2 } == true)
        #expect(ElementaryFunctions.exp(0) == 1)
    }
}
