import Engine
import Experiments

/// The words of a benchmark.
struct BenchmarkReport {
    let variant: String

    /// The machine's limits and the heading of the table of runs.
    func opening(_ limits: MachineLimits) -> [String] {
        [
            "One core, \(variant) kernels: peak \(limits.peakGFLOPS.fixed(1)) GFLOP/s (float32 multiply-add), memory "
                + "\(limits.bandwidthGBPerSecond.fixed(1)) GB/s, cache \(limits.cacheGBPerSecond.fixed(0)) GB/s",
            "",
            "configuration     n_embd   seconds a run   best of   GFLOP/s   share of peak",
        ]
    }

    func row(_ timing: RunTiming, peak: Double) -> String {
        name(timing.configuration).padded(to: 16) + [
            ("\(timing.configuration.nEmbd)", 8),
            (timing.seconds.fixed(timing.seconds < 1 ? 4 : 2), 16),
            ("\(timing.repetitions)", 10),
            (timing.gflops.fixed(1), 10),
            (share(timing.gflops, peak), 16),
        ].map { $0.padded(to: -$1) }.joined()
    }

    /// Where the time of each run goes, in percent.
    func shares(_ timings: [RunTiming]) -> [String] {
        let heading = "% of the time".padded(to: 16) + Phase.allCases.map { "\($0)".padded(to: -11) }.joined()
        return ["", heading] + timings.map { timing in
            name(timing.configuration).padded(to: 16)
                + timing.shares.map { (100 * $0.share).fixed(1).padded(to: -11) }.joined()
        }
    }

    /// Each product's operations a second, and its share of the peak; OpenBLAS's where it is installed.
    func products(_ timings: [ProductTiming], peak: Double) -> [String] {
        let peer = ProductTiming.openBLASCoreName
        let columns = ["forward", "input gradient", "weight gradient"]
        let heading = "products alone".padded(to: 16) + columns.map { $0.padded(to: -18) }.joined()
            + (peer == nil ? "" : columns.map { "OpenBLAS \($0)".padded(to: -26) }.joined())
        let note = peer.map { "OpenBLAS takes this processor for: \($0)" } ?? "OpenBLAS is not installed"
        return ["", "GFLOP/s, share of peak; \(note)", heading] + timings.map { timing in
            "n_embd \(timing.nEmbd)".padded(to: 16)
                + rates(timing.own).map { "\($0.fixed(1)), \(share($0, peak))".padded(to: -18) }.joined()
                + (timing.openBLAS.map(rates) ?? []).map { "\($0.fixed(1)), \(share($0, peak))".padded(to: -26) }.joined()
        }
    }

    private func rates(_ rates: ProductTiming.Rates) -> [Double] {
        [rates.forward, rates.inputGradient, rates.weightGradient]
    }

    func loops(_ timings: [LoopTiming], cache: Double) -> [String] {
        ["", "other loops, n_embd 64".padded(to: 24) + "GB/s".padded(to: -8) + "share of the cache's".padded(to: -24)]
            + timings.map {
                $0.name.padded(to: 24) + $0.gigabytesPerSecond.fixed(1).padded(to: -8)
                    + share($0.gigabytesPerSecond, cache).padded(to: -24)
            }
    }

    func texts(_ timings: [TextTiming], peak: Double) -> [String] {
        func line(_ name: String, _ time: String, _ rate: String, _ share: String) -> String {
            name.padded(to: 40) + time.padded(to: -15) + rate.padded(to: -10) + share.padded(to: -16)
        }
        return ["", line("text, n_embd 128", "ms an iteration", "GFLOP/s", "share of peak")] + timings.map { timing in
            let shape = timing.shape
            return line(
                "T \(shape.T), V \(shape.V), L\(shape.L), B \(shape.B), dropout \(timing.dropout.fixed(1))",
                (timing.secondsPerIteration * 1e3).fixed(1),
                timing.gflops.fixed(1), share(timing.gflops, peak))
        }
    }

    func generations(_ timings: [GenerationTiming]) -> [String] {
        func line(_ name: String, _ inside: String, _ longer: String) -> String {
            name.padded(to: 40) + inside.padded(to: -15) + longer.padded(to: -15)
        }
        return ["", line("sampling, tokens a second", "in the window", "longer texts")] + timings.map {
            line("T \($0.window), V 65, L4", $0.tokensPerSecond.fixed(0), $0.slidingTokensPerSecond.fixed(0))
        } + [""]
    }

    /// How runs in bf16 compare with those in fp32.
    func bfloat16(_ timings: [(bfloat16: RunTiming, float32: RunTiming)]) -> [String] {
        let heading = "in bf16".padded(to: 16) + "seconds a run".padded(to: -24) + "times as fast as fp32".padded(to: -26)
        return ["", heading] + timings.map { bfloat16, float32 in
            name(bfloat16.configuration).padded(to: 16) + bfloat16.seconds.fixed(bfloat16.seconds < 1 ? 4 : 2).padded(to: -24)
                + (float32.seconds / bfloat16.seconds).fixed(2).padded(to: -26)
        }
    }

    func standardSweep(_ seconds: Double?, jobs: Int) -> [String] {
        guard let seconds else { return [] }
        return ["The standard sweep (72 combinations × 50 seeds) takes about \(SpokenTime.text(seconds)) on "
            + (jobs == 1 ? "one core" : "\(jobs) cores")]
    }

    private func name(_ configuration: TrainingConfiguration) -> String {
        "L\(configuration.nLayer) H\(configuration.nHead) F\(configuration.nEmbdFactor)"
    }

    private func share(_ rate: Double, _ limit: Double) -> String { "\((100 * rate / limit).fixed(0)) %" }
}

extension String {
    /// Filled up with blanks to a width: behind the text, or before it for a negative one.
    fileprivate func padded(to width: Int) -> String {
        let blanks = String(repeating: " ", count: max(0, Int(width.magnitude) - count))
        return width < 0 ? blanks + self : self + blanks
    }
}
