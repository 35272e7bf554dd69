import Foundation
import Statistics
import Testing

/// The statistics against stored numbers of scipy, made by `Reference/make_statistics.py`.
struct StatisticsReferenceTests {
    private struct Cases: Decodable {
        struct BCa: Decodable { let sample: [Int], unit: Double, exact, scipy: [Double] }
        struct SignFlip: Decodable { let differences: [Int], p: Double }
        struct McNemar: Decodable { let gained, lost: Int, p: Double }
        struct Wilson: Decodable { let successes, count: Int, interval: [Double] }
        struct PairedT: Decodable { let differences, interval: [Double] }
        struct TPoint: Decodable { let degrees: Int, probability, t: Double }
        struct Wilcoxon: Decodable { let differences: [Double], method: String, p: Double }

        let bca: [BCa], sign_flip: [SignFlip], mcnemar: [McNemar], wilson: [Wilson], paired_t: [PairedT]
        let t_point: [TPoint], wilcoxon: [Wilcoxon]
        let normal_cdf, normal_quantile, pocock: [[Double]]
    }

    private let cases: Cases

    init() throws {
        let file = try #require(Bundle.module.url(forResource: "Reference/statistics", withExtension: "json"))
        cases = try JSONDecoder().decode(Cases.self, from: Data(contentsOf: file))
    }

    private func isNear(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
        abs(a - b) <= tolerance * max(abs(b), .leastNormalMagnitude)
    }

    @Test func `intervals are the exact bootstrap's, a step at most from scipy's resampled ones`() {
        #expect(cases.bca.count == 10)
        for item in cases.bca {
            let interval = ExactBootstrap.interval(of: item.sample, unit: item.unit)
            #expect(interval == .between(item.exact[0], item.exact[1]))
            let step = 1 / (Double(item.sample.count) * item.unit)
            #expect(abs(item.exact[0] - item.scipy[0]) <= 1.001 * step)
            #expect(abs(item.exact[1] - item.scipy[1]) <= 1.001 * step)
        }
    }

    @Test func `sign-flip p are permutation_test's`() {
        for item in cases.sign_flip {
            #expect(isNear(SignFlipTest(item.differences).p, item.p, 1e-12), "\(item.differences)")
        }
    }

    @Test func `McNemar's p is binomtest's`() {
        for item in cases.mcnemar {
            #expect(isNear(McNemarTest(gained: item.gained, lost: item.lost).p, item.p, 1e-11))
        }
    }

    @Test func `Wilson's interval is proportion_ci's`() throws {
        for item in cases.wilson {
            let interval = Wilson.interval(item.successes, of: item.count)
            #expect(abs(try #require(interval.low) - item.interval[0]) < 1e-14)
            #expect(abs(try #require(interval.high) - item.interval[1]) < 1e-14)
        }
    }

    @Test func `the t interval is ttest_1samp's`() throws {
        for item in cases.paired_t {
            let interval = try #require(PairedT.interval(of: item.differences))
            #expect(isNear(try #require(interval.low), item.interval[0], 1e-10))
            #expect(isNear(try #require(interval.high), item.interval[1], 1e-10))
        }
    }

    @Test func `points of t are scipy's`() {
        for item in cases.t_point {
            #expect(isNear(StudentT.twoSidedPoint(item.probability, degrees: item.degrees), item.t, item.degrees > 1000 ? 1e-10 : 1e-12), "\(item)")
        }
    }

    @Test func `signed ranks are wilcoxon's, exact and normal`() throws {
        for item in cases.wilcoxon {
            let test = try #require(WilcoxonTest(item.differences))
            #expect(test.method.rawValue == item.method)
            #expect(isNear(test.p, item.p, 1e-11), "\(item.p)")
        }
    }

    @Test func `the normal distribution is scipy's to 1e-14`() {
        for pair in cases.normal_cdf { #expect(isNear(Normal.cumulative(pair[0]), pair[1], 1e-14 + 3e-16 * pair[0] * pair[0]), "\(pair)") }
        for pair in cases.normal_quantile { #expect(abs(Normal.quantile(pair[0]) - pair[1]) <= 1e-14 * max(1, abs(pair[1])), "\(pair)") }
        #expect(Normal.quantile(0) == -.infinity)
        #expect(Normal.quantile(1) == .infinity)
        #expect(abs(Normal.point95 - Normal.quantile(0.975)) < 1e-14)
    }

    @Test func `Pocock's levels are those of another integration, and the textbook's`() {
        for pair in cases.pocock {
            #expect(abs(SequentialTest.nominalLevel(looks: Int(pair[0])) - pair[1]) < 2e-7, "\(pair)")
        }
        #expect(SequentialTest.nominalLevel(looks: 1) == 0.05)
        #expect(SequentialTest.nominalLevel(looks: 60) < SequentialTest.nominalLevel(looks: 10))
        let textbook = [(2, 2.178), (3, 2.289), (4, 2.361), (5, 2.413), (10, 2.555)]
        for (looks, bound) in textbook {
            let level = SequentialTest.nominalLevel(looks: looks)
            #expect(abs(-Normal.quantile(level / 2) - bound) < 6e-4, "\(looks)")
        }
    }
}
