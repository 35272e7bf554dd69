import Engine
import Foundation
import Testing

/// The reference numbers beside these tests.
enum Reference {
    /// A real PyTorch run.
    struct PyTorchRun: Decodable {
        let seed: UInt32
        let n_layer: Int, n_head: Int, n_embd_factor: Int
        let dropout: Double
        let wte_sum: Double
        let train_input_first: [Int]
        let test_inputs: [[Int]]
        let test_acc: Double, train_acc: Double, train_loss: Double
        let losses: [Double]?
        let grad_norms: [Double]?

        func configuration(epochs: Int = 400) throws -> TrainingConfiguration {
            try TrainingConfiguration([
                .nLayer: .integer(n_layer), .nHead: .integer(n_head), .nEmbdFactor: .integer(n_embd_factor),
                .dropout: .real(dropout), .epochs: .integer(epochs),
            ])
        }
    }

    /// The oracle's first gradients of one configuration.
    struct FirstGradients: Decodable {
        struct Tensor: Decodable {
            let name: String
            let rows: Int, cols: Int
            let largest: Double
            let sum: Double?, norm: Double?
            let elements: [[Double]]?
        }
        let n_layer: Int, n_head: Int, n_embd_factor: Int
        let dropout: Double
        let seed: UInt32
        let loss: Double
        let tensors: [Tensor]

        var configuration: TrainingConfiguration {
            get throws {
                try TrainingConfiguration([
                    .nLayer: .integer(n_layer), .nHead: .integer(n_head), .nEmbdFactor: .integer(n_embd_factor),
                    .dropout: .real(dropout),
                ])
            }
        }
    }

    /// The text that is shipped as example data.
    static func shakespeareBytes() throws -> [UInt8] {
        let root = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return Array(try Data(contentsOf: root.appending(path: "Examples/tinyshakespeare.txt")))
    }

    static func folder() throws -> URL {
        try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    }

    static func lines<Line: Decodable>(_ file: String, of type: Line.Type) throws -> [Line] {
        try String(contentsOf: folder().appending(path: file), encoding: .utf8)
            .split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }

    static func pyTorchRuns() throws -> [PyTorchRun] { try lines("pytorch_runs.jsonl", of: PyTorchRun.self) }
    static func firstGradients() throws -> [FirstGradients] { try lines("gradients.jsonl", of: FirstGradients.self) }
}

/// Numbers for inputs, the same at every run.
struct Numbers {
    private var twister: MersenneTwister

    init(seed: UInt32) { twister = MersenneTwister(seed: seed) }

    /// Uniform in ±1.
    mutating func next() -> Double { Double(twister.nextWord()) * 0x1p-31 - 1 }
    mutating func next(below bound: Int) -> Int { twister.next(below: bound) }
}

extension Collection where Element == Double {
    var median: Double { sorted()[count / 2] }
}
