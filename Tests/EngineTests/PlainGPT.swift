import Engine
import Foundation

/// GPT-2 as its formulas say, in double, from a model's values: what it attends to and its logits.
struct PlainGPT {
    private typealias Rows = [[Double]]
    private let configuration: TrainingConfiguration
    private let values: ModelValues
    private var H: Int { configuration.nHead }

    init(_ values: ModelValues, _ configuration: TrainingConfiguration) {
        self.values = values
        self.configuration = configuration
    }

    /// Logits (tokens, V) and attention (L, H, tokens, tokens).
    func answer(to tokens: [Int]) -> (logits: [[Double]], attention: [[[[Double]]]]) {
        let wte = matrix("transformer.wte.weight"), wpe = matrix("transformer.wpe.weight")
        var x = tokens.enumerated().map { t, token in zip(wte[token], wpe[t]).map(+) }, attention: [[[[Double]]]] = []
        for layer in 0..<configuration.nLayer {
            let block = "transformer.h.\(layer)."
            let (y, weights) = attend(linear(norm(x, block + "ln_1"), block + "attn.c_attn"))
            attention.append(weights)
            x = added(x, linear(y, block + "attn.c_proj"))
            let hidden = linear(norm(x, block + "ln_2"), block + "mlp.c_fc").map { $0.map { 0.5 * $0 * erfc(-$0 / 2.0.squareRoot()) } }
            x = added(x, linear(hidden, block + "mlp.c_proj"))
        }
        let head = values["lm_head.weight"] == nil ? "transformer.wte" : "lm_head"
        return (linear(norm(x, "transformer.ln_f"), head), attention)
    }

    private func attend(_ qkv: Rows) -> (Rows, [[[Double]]]) {
        let C = configuration.nEmbd, size = C / H
        var outputs = qkv.map { _ in [Double]() }, all: [[[Double]]] = []
        for h in 0..<H {
            func part(_ i: Int) -> Rows { qkv.map { Array($0[i * C + h * size..<i * C + (h + 1) * size]) } }
            let (q, k, v) = (part(0), part(1), part(2))
            let weights = q.indices.map { t in
                let powers = (0...t).map { exp(dot(q[t], k[$0]) / Double(size).squareRoot()) }, sum = powers.reduce(0, +)
                return powers.map { $0 / sum } + Array(repeating: 0, count: q.count - 1 - t)
            }
            for (t, row) in weights.enumerated() {
                outputs[t] += (0..<size).map { d in zip(row, v).reduce(0) { $0 + $1.0 * $1.1[d] } }
            }
            all.append(weights)
        }
        return (outputs, all)
    }

    private func norm(_ x: Rows, _ name: String) -> Rows {
        let weight = vector(name + ".weight")!, bias = vector(name + ".bias")
        return x.map { row in
            let mean = row.reduce(0, +) / Double(row.count)
            let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
            return row.indices.map { (row[$0] - mean) / (variance + 1e-5).squareRoot() * weight[$0] + (bias?[$0] ?? 0) }
        }
    }

    private func linear(_ x: Rows, _ name: String) -> Rows {
        let weight = matrix(name + ".weight"), bias = vector(name + ".bias")
        return x.map { row in weight.indices.map { dot(weight[$0], row) + (bias?[$0] ?? 0) } }
    }

    private func added(_ a: Rows, _ b: Rows) -> Rows { zip(a, b).map { zip($0, $1).map(+) } }
    private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    private func vector(_ name: String) -> [Double]? { values[name]?.values.map { Double($0) } }

    private func matrix(_ name: String) -> Rows {
        let tensor = values[name]!, cols = tensor.shape[1]
        return (0..<tensor.shape[0]).map { row in tensor.values[row * cols..<(row + 1) * cols].map { Double($0) } }
    }
}
