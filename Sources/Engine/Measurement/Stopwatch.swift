/// Seconds by the monotonic clock.
enum Stopwatch {
    static func time(_ body: () -> Void) -> Double {
        let start = ContinuousClock.now
        body()
        return seconds(since: start)
    }

    /// Seconds a call takes: the best of five rounds of about ten milliseconds.
    static func best(of body: () -> Void) -> Double {
        var count = 1, best = Double.infinity
        while true {
            let round = time { for _ in 0..<count { body() } }
            if round > 0.01 {
                best = round / Double(count)
                break
            }
            count *= 2
        }
        for _ in 0..<4 { best = min(best, time { for _ in 0..<count { body() } } / Double(count)) }
        return best
    }

    static func seconds(since start: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
