internal import CKernels

/// What one core of this machine can do at most, measured now.
package struct MachineLimits: Sendable {
    /// 10⁹ float32 operations a second in independent fused multiply-adds.
    package let peakGFLOPS: Double
    /// 10⁹ bytes a second read and written by a[i] = b[i] + s c[i] over arrays larger than any cache.
    package let bandwidthGBPerSecond: Double
    /// The same over arrays of 256 KiB together, which the second cache of every processor of today holds.
    package let cacheGBPerSecond: Double

    /// Measures both, taking the best of several tries: about two seconds.
    ///
    /// - Throws: `TrainingFailure.outOfMemory` when the arrays can't be had.
    package static func measure(_ variant: KernelVariant = .standard) throws(TrainingFailure) -> MachineLimits {
        MachineLimits(
            peakGFLOPS: peak(variant),
            bandwidthGBPerSecond: try bandwidth(variant, count: 1 << 26),      // 256 MiB an array
            cacheGBPerSecond: try bandwidth(variant, count: (1 << 16) / 3 / 16 * 16))
    }

    private static func peak(_ variant: KernelVariant) -> Double {
        var sink: Float = 0, best = 0.0, rounds = 1000
        for _ in 0..<40 {
            var operations = 0.0
            let seconds = Stopwatch.time { operations = variant.table.multiply_add_burst(rounds, &sink) }
            best = max(best, operations / seconds / 1e9)
            if seconds < 0.02 { rounds *= 2 }
        }
        return best
    }

    private static func bandwidth(_ variant: KernelVariant, count: Int) throws(TrainingFailure) -> Double {
        let workspace = try Workspace(byteCount: 3 * count * MemoryLayout<Float>.stride + 256)
        let a: UnsafeMutablePointer<Float> = workspace.reserve(count)
        let b: UnsafeMutablePointer<Float> = workspace.reserve(count)
        let c: UnsafeMutablePointer<Float> = workspace.reserve(count)
        defer { withExtendedLifetime(workspace) {} }
        b.update(repeating: 1, count: count)
        c.update(repeating: 2, count: count)
        let seconds = Stopwatch.best { variant.table.triad(a, b, c, 0.5, count) }
        return Double(3 * count * MemoryLayout<Float>.stride) / seconds / 1e9
    }
}
