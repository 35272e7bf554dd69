import Engine
import Experiments
import FoundationEssentials

extension Benchmark {
    /// All that was measured: unrounded numbers, sorted keys, one line.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(BenchmarkFields(self)) else {
            preconditionFailure("finite numbers always encode")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// The fields of the JSON object, named as programs read them.
private struct BenchmarkFields: Encodable {
    let version, kernels: String
    let peak_gflops, bandwidth_gb_per_second, cache_gb_per_second: Double?
    let runs: [Run]
    let products: [Product]
    let loops: [Loop]
    let long_contexts: [LongContext]
    let standard_sweep_seconds: Double?
    let openblas_core: String?

    init(_ benchmark: Benchmark) {
        version = Release.version
        kernels = KernelVariant.standard.name
        peak_gflops = benchmark.limits?.peakGFLOPS
        bandwidth_gb_per_second = benchmark.limits?.bandwidthGBPerSecond
        cache_gb_per_second = benchmark.limits?.cacheGBPerSecond
        runs = (benchmark.runs + benchmark.narrowRuns).map(Run.init)
        products = benchmark.products.map(Product.init)
        loops = benchmark.loops.map { Loop(name: $0.name, gb_per_second: $0.gigabytesPerSecond) }
        long_contexts = benchmark.longContexts.map(LongContext.init)
        standard_sweep_seconds = benchmark.standardSweepSeconds
        openblas_core = ProductTiming.openBLASCoreName
    }

    struct Run: Encodable {
        let n_layer, n_head, n_embd_factor, n_embd, epochs, repetitions: Int
        let precision: String
        let seconds, product_operations, gflops: Double
        let shares: [String: Double]

        init(_ timing: RunTiming) {
            let configuration = timing.configuration
            (n_layer, n_head, n_embd_factor) = (configuration.nLayer, configuration.nHead, configuration.nEmbdFactor)
            (n_embd, epochs, repetitions) = (configuration.nEmbd, configuration.epochs, timing.repetitions)
            precision = configuration.precision.rawValue
            (seconds, product_operations, gflops) = (timing.seconds, timing.productOperations, timing.gflops)
            shares = Dictionary(uniqueKeysWithValues: timing.shares.map { ("\($0.phase)", $0.share) })
        }
    }

    struct Product: Encodable {
        struct Rates: Encodable {
            let forward_gflops, input_gradient_gflops, weight_gradient_gflops: Double

            init(_ rates: ProductTiming.Rates) {
                (forward_gflops, input_gradient_gflops) = (rates.forward, rates.inputGradient)
                weight_gradient_gflops = rates.weightGradient
            }
        }

        let n_embd: Int
        let own: Rates
        let openblas: Rates?

        init(_ timing: ProductTiming) {
            (n_embd, own, openblas) = (timing.nEmbd, Rates(timing.own), timing.openBLAS.map(Rates.init))
        }
    }

    struct Loop: Encodable {
        let name: String
        let gb_per_second: Double
    }

    struct LongContext: Encodable {
        let tokens, n_layer, n_embd, examples, vocabulary: Int
        let seconds_per_epoch, product_operations, gflops: Double

        init(_ timing: LongContextTiming) {
            let shape = timing.shape
            (tokens, n_layer, n_embd, examples, vocabulary) = (shape.T, shape.L, shape.C, shape.B, shape.V)
            (seconds_per_epoch, product_operations) = (timing.secondsPerEpoch, timing.productOperations)
            gflops = timing.gflops
        }
    }
}
