package import Engine
import Experiments
import FoundationEssentials

/// The text of a benchmark: tables for people, one JSON object for programs.
package enum BenchmarkReport {
    /// The configurations that are timed, smallest first.
    package static let configurations = [(1, 1, 16), (2, 2, 32), (2, 4, 32), (2, 8, 32), (2, 8, 64)].compactMap { shape in
        try? TrainingConfiguration([
            .nLayer: .integer(shape.0), .nHead: .integer(shape.1), .nEmbdFactor: .integer(shape.2),
        ])
    }

    /// The machine's limits and the heading of the table of runs.
    package static func opening(_ limits: MachineLimits, variant: String) -> [String] {
        [
            "One core, \(variant) kernels: peak \(limits.peakGFLOPS.fixed(1)) GFLOP/s (float32 multiply-add), "
                + "memory \(limits.bandwidthGBPerSecond.fixed(1)) GB/s",
            "",
            "configuration     n_embd   seconds a run   best of   GFLOP/s   share of peak",
        ]
    }

    package static func row(_ timing: RunTiming, _ limits: MachineLimits) -> String {
        let share = 100 * timing.gflops / limits.peakGFLOPS
        return name(timing.configuration).padded(to: 16) + [
            ("\(timing.configuration.nEmbd)", 8),
            (timing.seconds.fixed(timing.seconds < 1 ? 4 : 2), 16),
            ("\(timing.repetitions)", 10),
            (timing.gflops.fixed(1), 10),
            ("\(share.fixed(0)) %", 16),
        ].map { $0.padded(to: -$1) }.joined()
    }

    /// Where the time of each run goes, in percent.
    package static func shares(_ timings: [RunTiming]) -> [String] {
        let heading = "% of the time".padded(to: 16) + Phase.allCases.map { "\($0)".padded(to: -11) }.joined()
        return ["", heading] + timings.map { timing in
            name(timing.configuration).padded(to: 16)
                + timing.shares.map { (100 * $0.share).fixed(1).padded(to: -11) }.joined()
        }
    }

    private static func name(_ configuration: TrainingConfiguration) -> String {
        "L\(configuration.nLayer) H\(configuration.nHead) F\(configuration.nEmbdFactor)"
    }

    /// Unrounded numbers, sorted keys, one line.
    package static func json(_ limits: MachineLimits, _ timings: [RunTiming], variant: String) -> String {
        let benchmark = Benchmark(
            version: Release.version, kernels: variant, peak_gflops: limits.peakGFLOPS,
            bandwidth_gb_per_second: limits.bandwidthGBPerSecond, runs: timings.map(Benchmark.Run.init))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(benchmark) else { preconditionFailure("finite numbers always encode") }
        return String(decoding: data, as: UTF8.self)
    }
}

/// The fields of the JSON object, named as programs read them.
private struct Benchmark: Encodable {
    struct Run: Encodable {
        let n_layer, n_head, n_embd_factor, n_embd, epochs, repetitions: Int
        let seconds, product_operations, gflops: Double
        let shares: [String: Double]

        init(_ timing: RunTiming) {
            let configuration = timing.configuration
            (n_layer, n_head, n_embd_factor) = (configuration.nLayer, configuration.nHead, configuration.nEmbdFactor)
            (n_embd, epochs, repetitions) = (configuration.nEmbd, configuration.epochs, timing.repetitions)
            (seconds, product_operations, gflops) = (timing.seconds, timing.productOperations, timing.gflops)
            shares = Dictionary(uniqueKeysWithValues: timing.shares.map { ("\($0.phase)", $0.share) })
        }
    }

    let version, kernels: String
    let peak_gflops, bandwidth_gb_per_second: Double
    let runs: [Run]
}

extension String {
    /// Filled up with blanks to a width: behind the text, or before it for a negative one.
    fileprivate func padded(to width: Int) -> String {
        let blanks = String(repeating: " ", count: max(0, Int(width.magnitude) - count))
        return width < 0 ? blanks + self : self + blanks
    }
}
