import Statistics
import Testing

struct SeedSpreadTests {
    @Test func `the deviation is that of a sample`() {
        let spread = SeedSpread([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(spread.mean == 5)
        #expect(spread.deviation == (32.0 / 7).squareRoot())
        #expect(SeedSpread([0.25, 0.75]).deviation == 0.125.squareRoot())
    }

    @Test func `a single seed has a mean and no deviation`() {
        #expect(SeedSpread([0.75]).mean == 0.75)
        #expect(SeedSpread([0.75]).deviation == nil)
    }

    @Test func `seeds that agree are not apart`() {
        #expect(SeedSpread([0.5, 0.5, 0.5]).mean == 0.5)
        #expect(SeedSpread([0.5, 0.5, 0.5]).deviation == 0)
    }

    @Test func `a loss that is not finite shows in both`() {
        let spread = SeedSpread([1, .infinity])
        #expect(spread.mean == .infinity)
        #expect(spread.deviation?.isNaN == true)
    }
}
