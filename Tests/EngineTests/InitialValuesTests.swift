import CKernels
import CSodium
import Engine
import Foundation
import Testing

/// Initial values against PyTorch's own: every bit.
struct InitialValuesTests {
    /// The SHA-256 of every initial tensor of one PyTorch run.
    struct Recorded: Decodable, CustomTestStringConvertible {
        let n_layer: Int, n_head: Int, n_embd: Int, block_size: Int
        let bias: Int, tied: Int
        let `init`: String
        let vocabulary: Int
        let seed: UInt32
        /// The first 16 digits, by PyTorch's name.
        let sha256: [String: String]

        var testDescription: String { "L\(n_layer) C\(n_embd) T\(block_size) bias \(bias) seed \(seed)" }

        var configuration: TrainingConfiguration {
            get throws {
                try TrainingConfiguration([
                    .nLayer: .integer(n_layer), .nHead: .integer(n_head), .nEmbdFactor: .integer(n_embd / n_head),
                    .bias: .word(bias == 1 ? "true" : "false"), .tied: .word(tied == 1 ? "true" : "false"), .initialization: .word(`init`),
                ], kind: .text)
            }
        }
    }

    @Test(arguments: try Reference.lines("initial_values.jsonl", of: Recorded.self))
    func everyTensorIsPyTorchs(run: Recorded) throws {
        let probe = try ModelProbe(
            configuration: run.configuration, seed: run.seed,
            task: KernelTests.tokens(examples: 1, T: run.block_size, V: run.vocabulary), kernels: VectorKernels())
        #expect(probe.tensors.count == run.sha256.count)
        for tensor in probe.tensors {
            let name = tensor.name.hasSuffix("e") ? tensor.name + ".weight" : tensor.name
            #expect(sha256(probe.values(tensor)).prefix(16) == run.sha256[name] ?? "", "\(name)")
        }
    }

    private func sha256(_ values: [Float]) -> String {
        let bytes = values.withUnsafeBytes(Array.init)
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Blocks of 16 uniform values, some of them at the ends of their range: within a few ulp of Box–Muller in double, and
    /// the same bits from every variant.
    @Test func boxMullerIsTheSameOnEveryProcessor() throws {
        var twister = MersenneTwister(seed: 4)
        var uniform = (0..<16_000).map { _ in Float(twister.nextWord() & 0xff_ffff) * 0x1p-24 }
        for i in 0..<16 { (uniform[i], uniform[16 + i]) = (0, 1 - 0x1p-24) }
        var bits: [[UInt32]] = []
        for variant in KernelVariant.runnable {
            let table = try #require(ck_kernels_named(variant.name)).pointee
            var values = uniform
            table.box_muller(&values, 0.5, values.count)
            bits.append(values.map(\.bitPattern))
            for i in stride(from: 0, to: values.count, by: 16) {
                for j in i..<i + 8 {
                    let radius = (-2 * log(1 - Double(uniform[j]))).squareRoot() / 2, angle = 2 * Double.pi * Double(uniform[j + 8])
                    #expect(abs(Double(values[j]) - radius * cos(angle)) < 1e-6)
                    #expect(abs(Double(values[j + 8]) - radius * sin(angle)) < 1e-6)
                }
            }
            #expect(values[..<16].allSatisfy { $0.bitPattern == 0 })
        }
        #expect(Set(bits).count == 1)
    }

    @Test func uniformIsRoundedOnceOnEveryProcessor() throws {
        let words: [UInt32] = (0..<37).map { 0x9e37_79b9 &* ($0 + 1) }
        let expected = words.map { Float(-0.15).addingProduct(Float($0 & 0xff_ffff) * 0x1p-24, 0.3) }
        for variant in KernelVariant.runnable {
            let table = try #require(ck_kernels_named(variant.name)).pointee
            var values = [Float](repeating: 0, count: words.count)
            table.uniform(&values, words, -0.15, 0.3, words.count)
            #expect(values == expected, "\(variant.name)")
        }
    }
}
