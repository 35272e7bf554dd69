import CKernels
import Engine
import Testing

/// Attention that goes on from a cache: by the plain twin, and by attention over all positions at once.
struct CachedAttentionTests {
    /// Rows of what each position's query gets, and its softmax over the positions up to itself.
    private struct Answer: Equatable {
        var outputs: [[Float]] = []
        var weights: [[[Float]]] = []      // position, head, position

        func isWithin(_ tolerance: Float, of other: Answer) -> Bool {
            zip(outputs.joined(), other.outputs.joined()).allSatisfy { abs($0 - $1) <= tolerance }
                && zip(weights.joined().joined(), other.weights.joined().joined()).allSatisfy { abs($0 - $1) <= tolerance }
        }
    }

    private struct Case {
        let shape: ModelShape
        let q: [Float], k: [Float], v: [Float]

        /// One example of that many positions.
        init(_ T: Int, _ H: Int, _ headSize: Int) throws {
            let configuration = try TrainingConfiguration([.nHead: .integer(H), .nEmbdFactor: .integer(headSize), .trainSize: .integer(1)])
            shape = KernelTests.tokens(examples: 2, T: T, V: 9).shape(for: configuration)
            (q, k, v) = (
                KernelTests.matrix(T, shape.C, seed: 1, scale: 2), KernelTests.matrix(T, shape.C, seed: 2, scale: 2),
                KernelTests.matrix(T, shape.C, seed: 3, scale: 2))
        }

        /// Some rows of a matrix, as a matrix.
        private func rows(_ range: Range<Int>, of matrix: [Float]) -> [Float] {
            var part = [Float](repeating: 0, count: Panels.count(rows: range.count, cols: shape.C))
            for (i, row) in range.enumerated() {
                for col in 0..<shape.C {
                    part[Panels.offset(row: i, col: col, rows: range.count, cols: shape.C)]
                        = matrix[Panels.offset(row: row, col: col, rows: shape.T, cols: shape.C)]
                }
            }
            return part
        }

        private func row(_ i: Int, of matrix: [Float], _ rows: Int) -> [Float] {
            (0..<shape.C).map { matrix[Panels.offset(row: i, col: $0, rows: rows, cols: shape.C)] }
        }

        /// In steps of some positions each, all of them answered or only the last of each step.
        func answer(_ kernels: some Kernels<Float>, steps: [Int], lastAlone: Bool = false) -> Answer {
            let width = Panels.paddedColumns(shape.headSize), padded = Panels.paddedColumns(shape.T)
            var keys = [Float](repeating: .nan, count: shape.H * width * padded), values = keys
            for i in keys.indices where i / padded % width >= shape.headSize { keys[i] = 0 }
            var scratch = [Float](repeating: 0, count: ck_attention_scratch(shape.T, shape.headSize))
            var answer = Answer(), first = 0
            for step in steps {
                let positions = first..<first + step, queries = lastAlone ? 1 : step
                let asked = first + step - queries..<first + step
                var (q, k, v) = (rows(asked, of: q), rows(positions, of: k), rows(positions, of: v))
                var y = [Float](repeating: 0, count: q.count), weights = [Float](repeating: 0, count: shape.H * queries * padded)
                keys.withUnsafeMutableBufferPointer { keys in values.withUnsafeMutableBufferPointer { values in
                    q.withUnsafeMutableBufferPointer { q in k.withUnsafeMutableBufferPointer { k in v.withUnsafeMutableBufferPointer { v in
                        kernels.cachedAttention(
                            &y, weights: &weights, CachedHeads(keys: keys.baseAddress!, values: values.baseAddress!),
                            Heads(q: q.baseAddress!, k: k.baseAddress!, v: v.baseAddress!), positions: positions,
                            queries: queries, shape: shape, scratch: &scratch)
                    } } }
                } }
                for (i, t) in asked.enumerated() {
                    answer.outputs.append(row(i, of: y, queries))
                    answer.weights.append((0..<shape.H).map { h in (0...t).map { weights[(h * queries + i) * padded + $0] } })
                }
                first += step
            }
            return answer
        }

        /// What attention over all positions gives.
        func outputs(_ kernels: VectorKernels) -> [[Float]] {
            var (q, k, v) = (q, k, v), y = [Float](repeating: 0, count: q.count)
            var statistics = [Float](repeating: 0, count: 2 * shape.H * shape.T)
            var scratch = [Float](repeating: 0, count: ck_attention_scratch(shape.T, shape.headSize))
            q.withUnsafeMutableBufferPointer { q in k.withUnsafeMutableBufferPointer { k in v.withUnsafeMutableBufferPointer { v in
                kernels.attention(
                    &y, statistics: &statistics, Heads(q: q.baseAddress!, k: k.baseAddress!, v: v.baseAddress!), keep: nil,
                    scale: 1, shape: shape, examples: 1, scratch: &scratch)
            } } }
            return (0..<shape.T).map { row($0, of: y, shape.T) }
        }
    }

    static let sizes = [(1, 1, 1), (2, 4, 30), (7, 3, 5), (20, 2, 24), (33, 1, 64), (70, 2, 16), (100, 4, 32)]

    @Test(arguments: sizes)
    func stepsOfAnySizeGiveTheBitsOfAllPositionsAtOnce(_ size: (T: Int, H: Int, headSize: Int)) throws {
        let it = try Case(size.T, size.H, size.headSize), T = size.T
        let plain = it.answer(PlainKernels<Float>(), steps: [T])
        let outputs = it.outputs(VectorKernels())
        for variant in KernelVariant.runnable {
            let kernels = VectorKernels(variant), whole = it.answer(kernels, steps: [T])
            #expect(whole.outputs == outputs, "\(variant.name)")
            #expect(whole.isWithin(6e-6, of: plain), "\(variant.name)")
            #expect(it.answer(kernels, steps: Array(repeating: 1, count: T)) == whole, "\(variant.name)")
            #expect(it.answer(kernels, steps: [T / 2, T - T / 2].filter { $0 > 0 }) == whole, "\(variant.name)")
            let last = it.answer(kernels, steps: [T], lastAlone: true)
            #expect(last.outputs[0] == whole.outputs[T - 1] && last.weights[0] == whole.weights[T - 1], "\(variant.name)")
        }
    }

    @Test(arguments: sizes)
    func weightsAddUpToOne(_ size: (T: Int, H: Int, headSize: Int)) throws {
        let it = try Case(size.T, size.H, size.headSize)
        for row in it.answer(VectorKernels(), steps: [size.T]).weights.joined() {
            #expect(abs(row.reduce(0) { $0 + Double($1) } - 1) < 1e-6)
            #expect(row.allSatisfy { (0...1).contains($0) })
        }
    }
}
