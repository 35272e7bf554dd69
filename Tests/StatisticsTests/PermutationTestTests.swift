import Statistics
import TestSupport
import Testing

struct PermutationTestTests {
    @Test func `p is the share of all ways to draw the first group`() {
        // Of C(4, 2) = 6 ways {3, 4} and {0, 1} are as far from the middle.
        #expect(PermutationTest([0, 1], [3, 4]).p == 2.0 / 6)
        #expect(PermutationTest([0, 0, 0], [1, 1, 1]).p == 2.0 / 20)
        #expect(PermutationTest([2], [2, 2]).p == 1)
        #expect(PermutationTest([7], [1, 2, 3]).p == 1.0 / 4)
    }

    @Test func `against counting every choice`() {
        var stream = SplitMix64(seed: 5)
        for _ in 0..<60 {
            let first = (0..<Int.random(in: 1...5, using: &stream)).map { _ in Int.random(in: -3...4, using: &stream) }
            let second = (0..<Int.random(in: 1...6, using: &stream)).map { _ in Int.random(in: -3...4, using: &stream) }
            let test = PermutationTest(first, second)
            #expect(test.isExact)
            #expect(abs(test.p - Self.counted(first, second)) < 1e-12)
            #expect(abs(test.p - PermutationTest(second, first).p) < 1e-12)
        }
    }

    private static func counted(_ first: [Int], _ second: [Int]) -> Double {
        let all = first + second, total = all.reduce(0, +)
        func distance(_ sum: Int) -> Int { abs(sum * all.count - first.count * total) }
        let seen = distance(first.reduce(0, +))
        let choices = (0..<(1 << all.count)).filter { $0.nonzeroBitCount == first.count }
        let far = choices.count { choice in
            distance(all.indices.reduce(0) { choice >> $1 & 1 == 1 ? $0 + all[$1] : $0 }) >= seen
        }
        return Double(far) / Double(choices.count)
    }

    @Test func `large groups come close to the normal distribution, and say so`() {
        let first = (0..<2000).map { $0 % 5 }, second = (0..<2000).map { ($0 % 5 + ($0 % 20 == 0 ? 1 : 0)) }
        let large = PermutationTest(first, second)
        #expect(!large.isExact)
        #expect(large.p > 0.1 && large.p < 0.5)
        #expect(PermutationTest(Array(first.prefix(100)), Array(second.prefix(100))).isExact)
    }
}
