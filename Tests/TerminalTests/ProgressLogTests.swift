import Terminal
import Testing

/// When a log gets a line.
struct ProgressLogTests {
    @Test func `the first after an interval, then one in each`() {
        var log = ProgressLog(interval: .seconds(60))
        let start = ContinuousClock.now
        let lines = stride(from: 0, to: 300, by: 1).filter { log.isDue(at: start + .seconds($0)) }
        #expect(lines == [60, 120, 180, 240])
    }

    @Test func `a wait is not made up for`() {
        var log = ProgressLog(interval: .seconds(60))
        let start = ContinuousClock.now
        let lines = [0, 200, 201, 259, 260].filter { log.isDue(at: start + .seconds($0)) }
        #expect(lines == [200, 260])
    }
}
