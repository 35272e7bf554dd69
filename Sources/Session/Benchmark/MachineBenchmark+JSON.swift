import Engine
import Experiments
import Formats

extension MachineBenchmark {
    /// All that was measured: unrounded numbers, sorted keys, one line. What could not be measured is left out.
    package var json: String {
        var fields: JSONObject = [
            "version": .string(Release.version), "kernels": .string(KernelVariant.standard.name),
            "runs": .array((runs + bfloat16Runs).map(\.fields)), "products": .array(products.map(\.fields)),
            "loops": .array(loops.map { ["name": .string($0.name), "gb_per_second": JSONValue(brief: $0.gigabytesPerSecond)] }),
            "texts": .array(texts.map(\.fields)), "sampling": .array(generations.map(\.fields)),
        ]
        fields["peak_gflops"] = limits.map { JSONValue(brief: $0.peakGFLOPS) }
        fields["bandwidth_gb_per_second"] = limits.map { JSONValue(brief: $0.bandwidthGBPerSecond) }
        fields["cache_gb_per_second"] = limits.map { JSONValue(brief: $0.cacheGBPerSecond) }
        fields["standard_sweep_seconds"] = standardSweepSeconds.map { JSONValue(brief: $0) }
        fields["openblas_core"] = ProductTiming.openBLASCoreName.map(JSONValue.string)
        return JSONWriter.text(of: .object(fields), .line)
    }
}

extension RunTiming {
    fileprivate var fields: JSONValue {
        [
            "n_layer": JSONValue(configuration.nLayer), "n_head": JSONValue(configuration.nHead),
            "n_embd_factor": JSONValue(configuration.nEmbdFactor), "n_embd": JSONValue(configuration.nEmbd),
            "epochs": JSONValue(configuration.epochs), "repetitions": JSONValue(repetitions),
            "precision": .string(configuration.precision.rawValue), "seconds": JSONValue(brief: seconds),
            "product_operations": JSONValue(brief: productOperations), "gflops": JSONValue(brief: gflops),
            "shares": .object(JSONObject(shares.map { ("\($0.phase)", JSONValue(brief: $0.share)) })),
        ]
    }
}

extension ProductTiming {
    fileprivate var fields: JSONValue {
        var fields: JSONObject = ["n_embd": JSONValue(nEmbd), "own": own.fields]
        fields["openblas"] = openBLAS?.fields
        return .object(fields)
    }
}

extension ProductTiming.Rates {
    fileprivate var fields: JSONValue {
        [
            "forward_gflops": JSONValue(brief: forward), "input_gradient_gflops": JSONValue(brief: inputGradient),
            "weight_gradient_gflops": JSONValue(brief: weightGradient),
        ]
    }
}

extension TextTiming {
    fileprivate var fields: JSONValue {
        [
            "block_size": JSONValue(shape.T), "batch_size": JSONValue(shape.B), "n_layer": JSONValue(shape.L),
            "n_embd": JSONValue(shape.C), "vocabulary": JSONValue(shape.V), "dropout": JSONValue(brief: dropout),
            "seconds_per_iteration": JSONValue(brief: secondsPerIteration),
            "product_operations": JSONValue(brief: productOperations), "gflops": JSONValue(brief: gflops),
        ]
    }
}

extension GenerationTiming {
    fileprivate var fields: JSONValue {
        [
            "block_size": JSONValue(window), "tokens_per_second": JSONValue(brief: tokensPerSecond),
            "sliding_tokens_per_second": JSONValue(brief: slidingTokensPerSecond),
        ]
    }
}
