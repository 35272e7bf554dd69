import Comparison
import Engine
import Experiments
import Foundation
import Statistics
import Testing

/// How often the intervals hold and how far the winner's score is off, by simulation from a fixed stream: a short form
/// in every run, 50 times as long with SWEEPBOOK_SOAK=1.
struct CoverageSoak {
    /// The chances of 0 to 4 right items, and how often the interval holds: where most seeds are at an end, its ends
    /// jump by whole items, and so does its coverage.
    struct Population: CustomTestStringConvertible {
        let testDescription: String
        let chances: [Double]
        let coverage: Double

        var mean: Double { chances.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / 4 }

        func draw(_ stream: inout MersenneTwister) -> Int {
            var rest = Double(stream.nextWord()) / 4_294_967_296
            for (right, chance) in chances.enumerated() {
                if rest < chance { return right }
                rest -= chance
            }
            return chances.lastIndex { $0 > 0 } ?? 0
        }
    }

    static let populations = [
        Population(testDescription: "in the middle", chances: [0.1, 0.2, 0.4, 0.2, 0.1], coverage: 0.952),
        Population(testDescription: "near 1", chances: [0, 0, 0.02, 0.08, 0.9], coverage: 0.962),
        Population(testDescription: "near 0", chances: [0.85, 0.08, 0.04, 0.02, 0.01], coverage: 0.951),
        Population(testDescription: "hugging 0", chances: [0.9, 0.05, 0.03, 0.01, 0.01], coverage: 0.922),
    ]

    private func holds(_ interval: Interval?, _ truth: Double) -> Bool {
        guard let interval else { return false }
        return interval.low ?? 0 <= truth && truth <= interval.high ?? 1
    }

    @Test(arguments: populations)
    func `intervals of fifty seeds hold in about 95 %`(_ population: Population) {
        let count = Soak.isOn ? 20_000 : 400
        var stream = MersenneTwister(seed: 42), bootstrap = 0, student = 0
        for _ in 0..<count {
            let sample = (0..<50).map { _ in population.draw(&stream) }
            bootstrap += holds(MeanInterval.ofCounts(sample, outOf: 4), population.mean) ? 1 : 0
            student += holds(PairedT.interval(of: sample.map { Double($0) / 4 }), population.mean) ? 1 : 0
        }
        let coverage = Double(bootstrap) / Double(count)
        if Soak.isOn { print("\(population.testDescription): BCa \(coverage), t \(Double(student) / Double(count))") }
        #expect(abs(coverage - population.coverage) < (Soak.isOn ? 0.005 : 0.03))
    }

    /// With few seeds; of any values between and of the two ends only.
    @Test(arguments: [2, 3, 4, 5, 8, 10])
    func `intervals of few seeds hold in at least 95 %`(_ seeds: Int) {
        let count = Soak.isOn ? 20_000 : 300
        let ends = [0.05, 0.5, 0.9].map { Population(testDescription: "ends", chances: [1 - $0, 0, 0, 0, $0], coverage: 0.95) }
        for population in Self.populations + ends {
            var stream = MersenneTwister(seed: 46), held = 0
            for _ in 0..<count {
                let sample = (0..<seeds).map { _ in population.draw(&stream) }
                held += holds(MeanInterval.ofCounts(sample, outOf: 4), population.mean) ? 1 : 0
            }
            if Soak.isOn { print("\(seeds) seeds \(population.testDescription), mean \(population.mean): \(Double(held) / Double(count))") }
            #expect(Double(held) / Double(count) >= (Soak.isOn ? 0.945 : 0.92))
        }
    }

    /// From eleven seeds on the bootstrap; the page and `compare` say how often it holds.
    @Test(arguments: [11, 15, 20, 29])
    func `intervals of some more seeds hold in 91 to 98 %`(_ seeds: Int) {
        let count = Soak.isOn ? 20_000 : 200
        for population in Self.populations {
            var stream = MersenneTwister(seed: 47), held = 0
            for _ in 0..<count {
                let sample = (0..<seeds).map { _ in population.draw(&stream) }
                held += holds(MeanInterval.ofCounts(sample, outOf: 4), population.mean) ? 1 : 0
            }
            if Soak.isOn { print("\(seeds) seeds \(population.testDescription): \(Double(held) / Double(count))") }
            #expect(Double(held) / Double(count) >= (Soak.isOn ? 0.905 : 0.85))
        }
    }

    @Test func `intervals of a difference of fifty seeds hold in 95 %`() {
        let count = Soak.isOn ? 20_000 : 400
        let (a, b) = (Self.populations[0], Self.populations[1])
        var stream = MersenneTwister(seed: 43), held = 0
        for _ in 0..<count {
            let differences = (0..<50).map { _ in b.draw(&stream) - a.draw(&stream) }
            held += holds(PairedDifference(differences, unit: 4).interval, b.mean - a.mean) ? 1 : 0
        }
        if Soak.isOn { print("difference: BCa \(Double(held) / Double(count))") }
        #expect(abs(Double(held) / Double(count) - 0.95) < (Soak.isOn ? 0.01 : 0.03))
    }

    @Test func `p is below 5 % in no more than 5 % of equal pairs`() {
        let count = Soak.isOn ? 20_000 : 400
        var stream = MersenneTwister(seed: 44), errors = 0
        for _ in 0..<count {
            let differences = (0..<50).map { _ in Self.populations[0].draw(&stream) - Self.populations[0].draw(&stream) }
            errors += SignFlipTest(differences).p <= 0.05 ? 1 : 0
        }
        if Soak.isOn { print("errors of the sign-flip test: \(Double(errors) / Double(count))") }
        #expect(Double(errors) / Double(count) <= (Soak.isOn ? 0.052 : 0.07))
    }

    @Test func `of 72 equal configurations the best mean is too high, and its out-of-bag score is not`() throws {
        let count = Soak.isOn ? 200 : 4
        var stream = MersenneTwister(seed: 45), best = 0.0, outOfBag = 0.0
        for _ in 0..<count {
            let scores = (0..<72).map { _ in (0..<50).map { _ in Self.populations[0].draw(&stream) } }
            var draws = MersenneTwister(seed: 1)
            let resampling = WinnerResampling(scores, unit: 4) { draws.next(below: $0) }
            best += Double(scores.map { $0.reduce(0, +) }.max() ?? 0) / 200
            outOfBag += try #require(resampling.outOfBag)
        }
        if Soak.isOn { print("best - truth \(best / Double(count) - 0.5), out-of-bag - truth \(outOfBag / Double(count) - 0.5)") }
        #expect(best / Double(count) - 0.5 > 0.06)
        #expect(abs(outOfBag / Double(count) - 0.5) < (Soak.isOn ? 0.005 : 0.02))
    }
}
