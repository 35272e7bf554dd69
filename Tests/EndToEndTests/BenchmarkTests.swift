import Foundation
import TestSupport
import Testing

struct BenchmarkTests {
    private struct Report: Decodable {
        struct Run: Decodable {
            let n_layer: Int, n_head: Int, n_embd_factor: Int, n_embd: Int, epochs: Int, repetitions: Int
            let precision: String
            let seconds: Double, product_operations: Double, gflops: Double
            let shares: [String: Double]
        }
        let version: String, kernels: String
        struct Product: Decodable {
            let n_embd: Int
        }
        struct Loop: Decodable {
            let name: String, gb_per_second: Double
        }
        let peak_gflops: Double, bandwidth_gb_per_second: Double, cache_gb_per_second: Double
        struct Text: Decodable {
            let block_size: Int, vocabulary: Int, dropout: Double, seconds_per_iteration: Double, product_operations: Double
        }
        let runs: [Run]
        let texts: [Text]
        struct Sampling: Decodable {
            let block_size: Int, tokens_per_second: Double, sliding_tokens_per_second: Double
        }
        let sampling: [Sampling]
        let products: [Product]
        let loops: [Loop]
        let standard_sweep_seconds: Double
    }

    @Test func jsonTellsLimitsAndRuns() throws {
        let result = try Sweepbook().run("benchmark", "--largest", "16", "--repeat", "2", "--json")
        #expect(result.status == 0)
        #expect(result.complaint == "")
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.version == "0.1.0")
        #expect(report.peak_gflops > 0 && report.bandwidth_gb_per_second > 0)
        #expect(report.cache_gb_per_second > 0 && report.standard_sweep_seconds > 0)
        #expect(report.products.map(\.n_embd) == [16])
        #expect(report.loops.count == 11 && report.loops.allSatisfy { $0.gb_per_second > 0 })
        let run = try #require(report.runs.first)
        #expect(report.runs.map(\.precision) == ["fp32", "bf16"])
        #expect(report.runs[1].seconds > 0 && report.runs[1].n_embd == 16)
        #expect(report.texts.map(\.block_size) == [64, 64, 256, 256, 1024, 1024, 64])
        #expect(report.texts.map(\.dropout) == [0, 0.2, 0, 0.2, 0, 0.2, 0])
        #expect(report.texts.map(\.vocabulary) == [65, 65, 65, 65, 65, 65, 50_000])
        #expect(report.texts.allSatisfy { $0.seconds_per_iteration > 0 && $0.seconds_per_iteration.isFinite })
        #expect(report.sampling.map(\.block_size) == [64, 256])
        #expect(report.sampling.allSatisfy { $0.tokens_per_second > 0 && $0.sliding_tokens_per_second > 0 })
        // 6 (12 C² L + V C) 768 an iteration.
        #expect(report.texts[0].product_operations == Double(6 * (12 * 128 * 128 * 4 + 65 * 128) * 768))
        let sizes: [Int] = [run.n_layer, run.n_head, run.n_embd_factor, run.n_embd, run.epochs, run.repetitions]
        #expect(sizes == [1, 1, 16, 16, 400, 2] as [Int])
        // 6 (12 C² + V C) 200 a step, 400 steps.
        let operations = Double(6 * (12 * 256 + 36 * 16) * 200 * 400)
        #expect(run.product_operations == operations)
        #expect(abs(run.gflops - run.product_operations / run.seconds / 1e9) < 1e-9 * run.gflops)
        #expect(Set(run.shares.keys) == [
            "products", "attention", "layerNorm", "dropout", "embedding", "loss", "update", "masks",
        ])
        #expect(abs(run.shares.values.reduce(0, +) - 1) < 1e-9)
    }

    @Test func tablesNameEveryRunAndEveryKindOfWork() throws {
        let result = try Sweepbook().run("benchmark", "--largest", "16", "--repeat", "1")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(result.status == 0)
        #expect(lines.count == 43)
        #expect(lines[0].hasPrefix("One core, "))
        #expect(lines[2] == "configuration     n_embd   seconds a run   best of   GFLOP/s   share of peak")
        #expect(lines[3].hasPrefix("L1 H1 F16             16 "))
        #expect(lines[5] == "% of the time      products  attention  layerNorm    dropout  embedding       loss     update"
            + "      masks")
        #expect(lines[8] == "in bf16                    seconds a run     times as fast as fp32")
        #expect(lines[9].hasPrefix("L1 H1 F16                "))
        #expect(lines[12].hasPrefix("products alone             forward    input gradient   weight gradient"))
        #expect(lines[13].hasPrefix("n_embd 16 "))
        #expect(lines[15] == "other loops, n_embd 64      GB/s    share of the cache's")
        #expect(lines[28] == "text, n_embd 128                        ms an iteration   GFLOP/s   share of peak")
        #expect(lines[29].hasPrefix("T 64, V 65, L4, B 12, dropout 0.0 "))
        #expect(lines[32].hasPrefix("T 256, V 65, L4, B 8, dropout 0.2 "))
        #expect(lines[34].hasPrefix("T 1024, V 65, L4, B 2, dropout 0.2 "))
        #expect(lines[35].hasPrefix("T 64, V 50000, L1, B 12, dropout 0.0 "))
        #expect(lines[37] == "sampling, tokens a second                 in the window   longer texts")
        #expect(lines[38].hasPrefix("T 64, V 65, L4 "))
        #expect(lines[39].hasPrefix("T 256, V 65, L4 "))
        #expect(lines[41].hasPrefix("The standard sweep (72 combinations × 50 seeds) takes about "))
    }

}
