import CKernels
import Engine
import Foundation
import Testing

/// Every variant of every loop against its plain twin, on sizes that fit vectors and sizes that don't.
struct KernelTests {
    typealias Floats = UnsafeMutablePointer<Float>

    /// (rows, cols) with the padding at zero, as the engine keeps it.
    static func matrix(_ rows: Int, _ cols: Int, seed: UInt32, scale: Double = 1) -> [Float] {
        var numbers = Numbers(seed: seed)
        var values = [Float](repeating: 0, count: Panels.count(rows: rows, cols: cols))
        for row in 0..<rows {
            for col in 0..<cols {
                values[Panels.offset(row: row, col: col, rows: rows, cols: cols)] = Float(numbers.next() * scale)
            }
        }
        return values
    }

    static func keep(_ count: Int, seed: UInt32) -> [UInt8] {
        var numbers = Numbers(seed: seed)
        return (0..<count).map { _ in numbers.next(below: 10) < 7 ? 255 : 0 }
    }

    /// Every vector variant gives the same bits; and they are within `tolerance` of the plain twin's, relative to
    /// the largest value of each output.
    static func compare(
        _ sizes: [Int], tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation,
        plain: (PlainKernels<Float>, [Floats]) -> Void, vector: (VectorKernels, [Floats]) -> Void, start: [[Float]]? = nil
    ) {
        func run(_ body: ([Floats]) -> Void) -> [[Float]] {
            let buffers = sizes.map { UnsafeMutableBufferPointer<Float>.allocate(capacity: $0) }
            for (i, buffer) in buffers.enumerated() {
                buffer.initialize(repeating: 0)
                if let start, i < start.count { for j in start[i].indices { buffer[j] = start[i][j] } }
            }
            body(buffers.map { $0.baseAddress! })
            defer { buffers.forEach { $0.deallocate() } }
            return buffers.map(Array.init)
        }
        let expected = run { plain(PlainKernels(), $0) }
        var bits: [[UInt32]]?
        for variant in KernelVariant.runnable {
            let found = run { vector(VectorKernels(variant), $0) }
            for (a, b) in zip(found, expected) {
                let largest = max(b.map { abs(Double($0)) }.max() ?? 0, 1e-30)
                let worst = zip(a, b).map { abs(Double($0) - Double($1)) / largest }.max() ?? 0
                #expect(worst <= tolerance, "\(variant.name)", sourceLocation: sourceLocation)
            }
            let these = found.map { $0.map(\.bitPattern) }
            #expect(bits == nil || bits == these, "\(variant.name) differs in bits", sourceLocation: sourceLocation)
            bits = these
        }
    }

    static let shapes = [(1, 1, 1), (3, 5, 7), (8, 16, 16), (20, 36, 40), (17, 48, 36), (33, 100, 65), (200, 64, 256)]

    /// One chain of fused multiply-adds in ascending order: the plain loop gives the very same bits.
    @Test(arguments: shapes, [false, true])
    func products(_ shape: (rows: Int, inner: Int, cols: Int), transposed: Bool) {
        let (rows, inner, cols) = shape, stored = rows + 3
        let x = Self.matrix(stored, inner, seed: 1)
        let w = transposed ? Self.matrix(cols, inner, seed: 2) : Self.matrix(inner, cols, seed: 2)
        let y = Self.matrix(rows, cols, seed: 4)
        let strip = Floats.allocate(capacity: Panels.productStrip + y.count)
        defer { strip.deallocate() }
        var bias = Self.matrix(1, cols, seed: 3)
        bias.withUnsafeMutableBufferPointer { bias in
            for start in [MatrixProduct<Float>.Start.zero, .bias(bias.baseAddress!), .y] {
                func product(_ b: [Floats]) -> MatrixProduct<Float> {
                    MatrixProduct(
                        MatrixRows(b[0], stored: rows), MatrixRows(b[1], stored: stored, first: 2), b[2],
                        transposed: transposed, rows: rows, inner: inner, cols: cols,
                        partial: strip + Panels.productStrip, start: start)
                }
                Self.compare(
                    [y.count, x.count, w.count], tolerance: 0, plain: { $0.product(product($1), strip: strip) },
                    vector: { $0.product(product($1), strip: strip) }, start: [y, x, w])
            }
        }
    }

    /// In bf16, with weights that are updated on the way: still the very same bits, pair products or not.
    @Test(arguments: shapes + [(10, 601, 40)], [false, true])
    func bf16Products(_ shape: (rows: Int, inner: Int, cols: Int), transposed: Bool) {
        let (rows, inner, cols) = shape, stored = rows + 3
        let x = Self.matrix(stored, inner, seed: 1)
        let w = transposed ? Self.matrix(cols, inner, seed: 2) : Self.matrix(inner, cols, seed: 2)
        let y = Self.matrix(rows, cols, seed: 4), gradients = Self.matrix(inner, cols, seed: 5)
        let room = Panels.count(rows: rows + 1, cols: inner)
        let strip = Floats.allocate(capacity: Panels.productStrip + y.count)
        defer { strip.deallocate() }
        func product(_ b: [Floats]) -> MatrixProduct<Float> {
            let step = UpdateStep(
                clip: 0.5, decay: 0.999, vectorDecay: 1, stepSize: 0.01, rootCorrection: 0.1, beta1: 0.9, beta2: 0.999)
            return MatrixProduct(
                MatrixRows(b[0], stored: rows), MatrixRows(b[1], stored: stored, first: 2), b[2], transposed: transposed,
                rows: rows, inner: inner, cols: cols, partial: strip + Panels.productStrip, start: .y, bf16Scratch: b[6],
                update: transposed ? nil : .init(firstMoments: b[3], secondMoments: b[4], gradients: b[5], step: step))
        }
        // The room's contents are each variant's own.
        Self.compare(
            [y.count, x.count, w.count, gradients.count, gradients.count, gradients.count], tolerance: transposed ? 0 : 3e-3,
            plain: { plain, b in Self.withRoom(room) { plain.product(product(b + [$0]), strip: strip) } },
            vector: { vector, b in Self.withRoom(room) { vector.product(product(b + [$0]), strip: strip) } },
            start: [y, x, w, [], [], gradients])
    }

    private static func withRoom(_ count: Int, _ body: (Floats) -> Void) {
        let room = Floats.allocate(capacity: count)
        defer { room.deallocate() }
        body(room)
    }

    /// Rounding, by values worked out by hand: ties to even, up to infinity, denormals to zero.
    @Test(arguments: [
        (1, 1), (1.00390625, 1), (1.01171875, 1.015625), (1.003907, 1.0078125), (-3.3, -3.296875), (0.1, 0.10009765625),
        (Float.greatestFiniteMagnitude, .infinity), (-.infinity, -.infinity), (.leastNormalMagnitude.nextDown, 0),
        (0x1.ffp-126, 0x1.00p-125), (.leastNonzeroMagnitude, 0),
    ] as [(Float, Float)])
    func roundingToBF16(value: Float, expected: Float) {
        let strip = Floats.allocate(capacity: Panels.productStrip)
        defer { strip.deallocate() }
        for variant in KernelVariant.runnable {
            var x = [value] + [Float](repeating: 0, count: 15), w = [1] + [Float](repeating: 0, count: 15)
            var y = [Float](repeating: 0, count: 16), room = [Float](repeating: 0, count: 32)
            x.withUnsafeMutableBufferPointer { x in w.withUnsafeMutableBufferPointer { w in
                y.withUnsafeMutableBufferPointer { y in room.withUnsafeMutableBufferPointer { room in
                    VectorKernels(variant).product(
                        MatrixProduct(
                            MatrixRows(y.baseAddress!, stored: 1), MatrixRows(x.baseAddress!, stored: 1), w.baseAddress!,
                            rows: 1, inner: 1, cols: 1, partial: strip, bf16Scratch: room.baseAddress!),
                        strip: strip)
                } }
            } }
            #expect(y[0] == expected, "\(variant.name)")
        }
    }

    @Test(arguments: [(3, 5, 7), (20, 600, 40), (33, 100, 65)], [true, false])
    func epilogues(_ shape: (rows: Int, inner: Int, cols: Int), masked: Bool) {
        let (rows, inner, cols) = shape
        let x = Self.matrix(rows, inner, seed: 1), w = Self.matrix(inner, cols, seed: 2, scale: 0.3)
        let y = Self.matrix(rows, cols, seed: 4), slope = Self.matrix(rows, cols, seed: 5)
        let strip = Floats.allocate(capacity: Panels.productStrip + y.count)
        defer { strip.deallocate() }
        (masked ? Self.keep(y.count, seed: 6) : nil).withPointer { keep in
            let epilogues: [(Floats) -> MatrixProduct<Float>.Epilogue] = [
                { .gelu(slope: $0) }, { _ in .residual(keep: keep, scale: 1.25) }, { .times(slope: $0) },
            ]
            for epilogue in epilogues {
                func product(_ b: [Floats]) -> MatrixProduct<Float> {
                    MatrixProduct(
                        MatrixRows(b[0], stored: rows), MatrixRows(b[1], stored: rows), b[2], rows: rows, inner: inner,
                        cols: cols, partial: strip + Panels.productStrip, epilogue: epilogue(b[3]))
                }
                Self.compare(
                    [y.count, x.count, w.count, slope.count], tolerance: 2e-7,
                    plain: { $0.product(product($1), strip: strip) },
                    vector: { $0.product(product($1), strip: strip) }, start: [y, x, w, slope])
            }
        }
    }

    @Test(arguments: shapes, [(false, true), (true, true), (false, false), (true, false)])
    func weightGradients(_ shape: (rows: Int, inner: Int, cols: Int), _ kind: (isBF16: Bool, hasBias: Bool)) {
        let (rows, inner, cols) = shape, (isBF16, hasBias) = kind
        let rooms = [inner, cols].map { Floats.allocate(capacity: Panels.count(rows: rows + 1, cols: $0)) }
        defer { rooms.forEach { $0.deallocate() } }
        let x = Self.matrix(rows + 2, inner, seed: 1), dy = Self.matrix(rows + 1, cols, seed: 2)
        let panels = Panels.panelCount(cols: cols), squares = UnsafeMutablePointer<Double>.allocate(capacity: panels)
        defer { squares.deallocate() }
        let strip = Floats.allocate(capacity: Panels.productStrip)
        defer { strip.deallocate() }
        var sums: [[Double]] = []
        func gradient(_ b: [Floats]) -> WeightGradient<Float> {
            WeightGradient(
                b[0], hasBias ? b[1] : nil, MatrixRows(b[2], stored: rows + 2, first: 1), MatrixRows(b[3], stored: rows + 1, first: 1),
                rows: rows, inner: inner, cols: cols, squares: squares, bf16Scratch: isBF16 ? (rooms[0], rooms[1]) : nil)
        }
        func run(_ kernels: some Kernels<Float>, _ b: [Floats]) {
            kernels.weightGradient(gradient(b), strip: strip)
            sums.append((0..<panels).map { squares[$0] })
        }
        Self.compare(
            [Panels.count(rows: inner, cols: cols), Panels.paddedColumns(cols), x.count, dy.count], tolerance: 0,
            plain: { run($0, $1) }, vector: { run($0, $1) }, start: [[], [], x, dy])
        for sum in sums.dropFirst() {
            #expect(sum == sums[1])
            // Float sums of eight squares: their rounding errors average out.
            for (found, expected) in zip(sum, sums[0]) { #expect(abs(found - expected) <= 1e-7 * expected) }
        }
    }

    @Test(arguments: [(1, 1), (3, 5), (20, 16), (33, 36), (200, 64), (18, 100)], [true, false])
    func layerNorms(_ size: (rows: Int, cols: Int), hasBias: Bool) {
        let (rows, cols) = size
        let x = Self.matrix(rows, cols, seed: 1, scale: 3), w = Self.matrix(1, cols, seed: 2), b = Self.matrix(1, cols, seed: 3)
        let count = x.count
        func forward(_ kernels: some Kernels<Float>, _ b: [Floats]) {
            kernels.layerNorm(
                b[0], xhat: b[1], rstd: b[2], b[3], b[4], hasBias ? b[5] : nil, rows: rows, cols: cols)
        }
        Self.compare(
            [count, count, rows + 16, count, w.count, b.count], tolerance: 2e-6, plain: { forward($0, $1) },
            vector: { forward($0, $1) }, start: [[], [], [], x, w, b])

        let dx = Self.matrix(rows, cols, seed: 4), dy = Self.matrix(rows, cols, seed: 5)
        let rstd = (0..<rows).map { 0.5 + Float($0 % 7) }
        func backward(_ kernels: some Kernels<Float>, _ b: [Floats]) {
            kernels.layerNormBackward(
                b[0], b[1], hasBias ? b[2] : nil, b[3], xhat: b[4], rstd: b[5], b[6], rows: rows, cols: cols)
        }
        Self.compare(
            [count, w.count, w.count, count, count, rows, w.count], tolerance: 2e-6, plain: { backward($0, $1) },
            vector: { backward($0, $1) }, start: [dx, [], [], dy, x, rstd, w])
    }

    /// Rows become columns; what is added is what is transposed.
    @Test(arguments: [(1, 1), (65, 128), (5, 7), (36, 20), (100, 33), (48, 64)])
    func transposition(rows: Int, cols: Int) {
        let x = Self.matrix(rows, cols, seed: 1), y = Self.matrix(cols, rows, seed: 2), panels = Panels.panelCount(cols: rows)
        Self.compare(
            [y.count, x.count], tolerance: 0, plain: { $0.transpose($1[0], $1[1], rows: rows, cols: cols) },
            vector: { $0.transpose($1[0], $1[1], rows: rows, cols: cols) }, start: [y, x])
        let squares = UnsafeMutablePointer<Double>.allocate(capacity: panels)
        defer { squares.deallocate() }
        var sums: [[Double]] = []
        func add(_ kernels: some Kernels<Float>, _ b: [Floats]) {
            kernels.addTransposed(b[0], squares: squares, b[1], rows: rows, cols: cols)
            sums.append((0..<panels).map { squares[$0] })
        }
        Self.compare([y.count, x.count], tolerance: 0, plain: { add($0, $1) }, vector: { add($0, $1) }, start: [y, x])
        for sum in sums.dropFirst() {
            #expect(sum == sums[1])
            for (found, expected) in zip(sum, sums[0]) { #expect(abs(found - expected) <= 1e-7 * expected) }
        }
    }

    @Test(arguments: [(1, 1, 1), (2, 4, 30), (7, 3, 5), (20, 2, 24), (33, 1, 64), (70, 2, 16)], [true, false])
    func attention(_ sizes: (T: Int, H: Int, headSize: Int), masked: Bool) throws {
        let examples = 3, shape = try Self.shape(examples: examples, sizes.T, sizes.H, sizes.headSize)
        let count = Panels.count(rows: examples * shape.T, cols: shape.C), rows = examples * shape.H * shape.T
        let words = Panels.paddedColumns(shape.T) / 16
        let matrices = (1...4).map { Self.matrix(examples * shape.T, shape.C, seed: $0, scale: 2) }
        let keep = masked ? Self.keep(16 * rows * words, seed: 5) : nil
        var bits = [UInt16](repeating: 0, count: rows * words)
        for i in bits.indices { for j in 0..<16 where keep?[16 * i + j] == 255 { bits[i] |= 1 << UInt16(j) } }
        var statistics: [Float] = []
        bits.withUnsafeBufferPointer { bits in
            let keep = masked ? bits.baseAddress : nil
            func forward<K: Kernels>(_ kernels: K, _ b: [UnsafeMutablePointer<K.Scalar>], _ scratch: UnsafeMutablePointer<K.Scalar>) {
                kernels.attention(
                    b[0], statistics: b[1], Heads(q: b[2], k: b[3], v: b[4]), keep: keep, scale: 1.25, shape: shape,
                    examples: examples, scratch: scratch)
            }
            let scratch = Floats.allocate(capacity: ck_attention_scratch(shape.T, shape.headSize))
            defer { scratch.deallocate() }
            Self.compare(
                [count, 2 * rows, count, count, count], tolerance: 3e-6,
                plain: { (kernels, b) in
                    forward(kernels, b, scratch)
                    statistics = (0..<2 * rows).map { b[1][$0] }
                }, vector: { forward($0, $1, scratch) }, start: [[], []] + matrices.prefix(3))
            func backward<K: Kernels>(_ kernels: K, _ b: [UnsafeMutablePointer<K.Scalar>], _ scratch: UnsafeMutablePointer<K.Scalar>) {
                kernels.attentionBackward(
                    Heads(q: b[0], k: b[1], v: b[2]), b[3], statistics: b[4], Heads(q: b[5], k: b[6], v: b[7]),
                    keep: keep, scale: 1.25, shape: shape, examples: examples, scratch: scratch)
            }
            Self.compare(
                [count, count, count, count, 2 * rows, count, count, count], tolerance: 1e-5,
                plain: { backward($0, $1, scratch) }, vector: { backward($0, $1, scratch) },
                start: [[], [], [], matrices[3], statistics] + matrices.prefix(3))
        }
    }

    @Test(arguments: [(1, 16), (4, 32), (3, 48)], [true, false])
    func pairAttention(_ sizes: (H: Int, headSize: Int), masked: Bool) throws {
        // Sixteen examples go at a time: one group, and three examples of the next.
        let examples = 19, shape = try Self.shape(examples: examples, 2, sizes.H, sizes.headSize)
        let single = Panels.count(rows: examples, cols: shape.C), both = Panels.count(rows: 2 * examples, cols: shape.C)
        let padded = Panels.paddedColumns(examples), weightCount = 2 * shape.H * padded
        let q = Self.matrix(examples, shape.C, seed: 1), k = Self.matrix(examples, shape.C, seed: 2)
        let v = Self.matrix(2 * examples, shape.C, seed: 3), dy = Self.matrix(2 * examples, shape.C, seed: 4)
        var weights: [Float] = []
        (masked ? Self.keep(3 * shape.H * padded, seed: 5) : nil).withPointer { keep in
            func zeroPadding(_ b: Floats) {
                for row in 0..<2 * shape.H { for i in examples..<padded { b[row * padded + i] = 0 } }
            }
            Self.compare(
                [both, weightCount, single, single, both], tolerance: 3e-6,
                plain: { (kernels, b) in
                    kernels.pairAttention(
                        b[0], weights: b[1], Heads(q: b[2], k: b[3], v: b[4]), keep: keep, scale: 1.25, shape: shape,
                        examples: examples)
                    weights = (0..<weightCount).map { b[1][$0] }
                },
                vector: { (kernels, b) in
                    kernels.pairAttention(
                        b[0], weights: b[1], Heads(q: b[2], k: b[3], v: b[4]), keep: keep, scale: 1.25, shape: shape,
                        examples: examples)
                    zeroPadding(b[1])
                }, start: [[], [], q, k, v])
            Self.compare(
                [single, single, both, both, weightCount, single, single, both], tolerance: 3e-6,
                plain: { $0.pairAttentionBackward(
                    Heads(q: $1[0], k: $1[1], v: $1[2]), $1[3], weights: $1[4], Heads(q: $1[5], k: $1[6], v: $1[7]),
                    keep: keep, scale: 1.25, shape: shape, examples: examples) },
                vector: { $0.pairAttentionBackward(
                    Heads(q: $1[0], k: $1[1], v: $1[2]), $1[3], weights: $1[4], Heads(q: $1[5], k: $1[6], v: $1[7]),
                    keep: keep, scale: 1.25, shape: shape, examples: examples) },
                start: [[], [], [], dy, weights, q, k, v])
        }
        let x = Self.matrix(2 * examples, 20, seed: 6), y = Self.matrix(examples, 20, seed: 7)
        Self.compare(
            [y.count, x.count], tolerance: 0, plain: { $0.pairDifference($1[0], $1[1], examples: examples, cols: 20) },
            vector: { $0.pairDifference($1[0], $1[1], examples: examples, cols: 20) }, start: [[], x])
        Self.compare(
            [x.count, y.count], tolerance: 0, plain: { $0.addPairDifference($1[0], $1[1], examples: examples, cols: 20) },
            vector: { $0.addPairDifference($1[0], $1[1], examples: examples, cols: 20) }, start: [x, y])
    }

    private static func shape(examples: Int, _ T: Int, _ H: Int, _ headSize: Int) throws -> ModelShape {
        let configuration = try TrainingConfiguration([
            .nHead: .integer(H), .nEmbdFactor: .integer(headSize), .trainSize: .integer(examples),
        ])
        return tokens(examples: examples + 1, T: T, V: 9).shape(for: configuration)
    }

    @Test(arguments: [(2, 36, 16), (7, 11, 5), (3, 20, 48)], [true, false])
    func embeddings(_ sizes: (T: Int, V: Int, C: Int), masked: Bool) throws {
        let (T, V, C) = sizes, examples = 10, rows = examples * T
        let configuration = try TrainingConfiguration([
            .nHead: .integer(1), .nEmbdFactor: .integer(C), .trainSize: .integer(examples),
        ])
        let shape = Self.tokens(examples: examples + 1, T: T, V: V).shape(for: configuration)
        var numbers = Numbers(seed: 9)
        let tokens = (0..<rows).map { _ in Int32(numbers.next(below: V)) }
        let wte = Self.matrix(V, C, seed: 1), wpe = Self.matrix(T, C, seed: 2), dx = Self.matrix(rows, C, seed: 3)
        let keep = masked ? Self.keep(dx.count, seed: 4) : nil
        keep.withPointer { keep in
            for positions in [0..<T, T / 2..<T] {
                func embed(_ kernels: some Kernels<Float>, _ b: [Floats]) {
                    kernels.embed(
                        b[0], b[1], b[2], tokens, keep: keep, scale: 1.25, shape: shape, positions: positions, examples: examples)
                }
                Self.compare(
                    [dx.count, wte.count, wpe.count], tolerance: 0, plain: { embed($0, $1) }, vector: { embed($0, $1) },
                    start: [[], wte, wpe])
            }
            Self.compare(
                [wte.count, wpe.count, dx.count], tolerance: 0,
                plain: { $0.embedBackward($1[0], $1[1], $1[2], tokens, keep: keep, scale: 1.25, shape: shape, examples: examples) },
                vector: { $0.embedBackward($1[0], $1[1], $1[2], tokens, keep: keep, scale: 1.25, shape: shape, examples: examples) },
                start: [wte, wpe, dx])
        }
    }

    @Test(arguments: [true, false])
    func elementwise(masked: Bool) {
        let count = 16 * 40
        let x = Self.matrix(1, count, seed: 1, scale: 6), y = Self.matrix(1, count, seed: 2)
        (masked ? Self.keep(count, seed: 3) : nil).withPointer { keep in
            Self.compare(
                [count, count], tolerance: 0, plain: { $0.dropout($1[0], $1[1], keep: keep, scale: 1.5, count: count) },
                vector: { $0.dropout($1[0], $1[1], keep: keep, scale: 1.5, count: count) }, start: [x, y])
        }
    }

    @Test(arguments: [(1, 1), (200, 36), (7, 65)])
    func loss(rows: Int, cols: Int) {
        let logits = Self.matrix(rows, cols, seed: 1, scale: 30)
        let targets = Self.matrix(rows, cols, seed: 2).map { Float($0 > 0.8 ? 1 : 0) }
        var sums: [Double] = []
        Self.compare(
            [logits.count, logits.count, logits.count], tolerance: 3e-7,
            plain: { sums.append($0.binaryCrossEntropy($1[0], $1[1], $1[2], factor: 0.01, rows: rows, cols: cols)) },
            vector: { sums.append($0.binaryCrossEntropy($1[0], $1[1], $1[2], factor: 0.01, rows: rows, cols: cols)) },
            start: [[], logits, targets])
        for sum in sums { #expect(abs(sum - sums[0]) <= 1e-7 * sums[0]) }
    }

    /// One right column a row. In the row whose logits are all alike every token costs log V.
    @Test(arguments: [(1, 1), (200, 36), (7, 65), (33, 1000), (16, 16)])
    func nextTokenLoss(rows: Int, cols: Int) {
        var logits = Self.matrix(rows, cols, seed: 1, scale: 30)
        for col in 0..<cols { logits[Panels.offset(row: 0, col: col, rows: rows, cols: cols)] = -7 }
        var numbers = Numbers(seed: 2)
        let targets = (0..<rows).map { _ in Int32(numbers.next(below: cols)) }
        var sums: [Double] = [], alike: [Float] = []
        func run(_ kernels: some Kernels<Float>, _ b: [Floats]) {
            sums.append(kernels.nextTokenLoss(b[0], nats: b[1], targets: targets, factor: 0.01, rows: rows, cols: cols))
            alike.append(b[1][0])
        }
        Self.compare([logits.count, rows], tolerance: 3e-7, plain: { run($0, $1) }, vector: { run($0, $1) }, start: [logits])
        for sum in sums { #expect(abs(sum - sums[0]) <= 1e-7 * abs(sums[0])) }
        #expect(Set(sums.dropFirst()).count == 1)
        for nats in alike { #expect(abs(nats - log(Float(cols))) <= 1e-6) }
    }

    /// Central differences in double, on a matrix with padding.
    @Test func nextTokenGradientIsTheLossesSlope() {
        let rows = 3, cols = 21, kernels = PlainKernels<Double>(), targets: [Int32] = [4, 20, 0], h = 1e-5
        let start = Self.matrix(rows, cols, seed: 5, scale: 3).map(Double.init)
        func loss(_ logits: inout [Double]) -> Double {
            var nats = [0.0, 0, 0]
            return kernels.nextTokenLoss(&logits, nats: &nats, targets: targets, factor: 1, rows: rows, cols: cols)
        }
        var gradient = start
        _ = loss(&gradient)
        for row in 0..<rows {
            for col in 0..<cols {
                let place = Panels.offset(row: row, col: col, rows: rows, cols: cols)
                var above = start, below = start
                above[place] += h
                below[place] -= h
                #expect(abs((loss(&above) - loss(&below)) / (2 * h) - gradient[place]) < 1e-9)
            }
        }
    }

    @Test(arguments: [Float.nan, .infinity])
    func nextTokenLossOfABrokenLogitIsNotFinite(value: Float) {
        for variant in KernelVariant.runnable {
            var logits = Self.matrix(20, 40, seed: 1), nats = [Float](repeating: 0, count: 20)
            logits[Panels.offset(row: 18, col: 39, rows: 20, cols: 40)] = value
            let targets = [Int32](repeating: 1, count: 20)
            let sum = VectorKernels(variant).nextTokenLoss(&logits, nats: &nats, targets: targets, factor: 1, rows: 20, cols: 40)
            #expect(!sum.isFinite && !nats[18].isFinite && nats[17].isFinite, "\(variant.name)")
        }
    }

    /// Values from a few whole numbers: the first of equals counts.
    @Test(arguments: [(1, 1), (50, 36), (7, 65), (9, 300)])
    func argMax(rows: Int, cols: Int) {
        var x = Self.matrix(rows, cols, seed: 3, scale: 4).map { $0.rounded() }
        var expected = [Int32](repeating: 0, count: rows)
        PlainKernels<Float>().argMax(&expected, &x, rows: rows, cols: cols)
        for variant in KernelVariant.runnable {
            var found = [Int32](repeating: -1, count: rows)
            VectorKernels(variant).argMax(&found, &x, rows: rows, cols: cols)
            #expect(found == expected, "\(variant.name)")
        }
    }

    @Test(arguments: UpdateRule.allCases)
    func update(_ rule: UpdateRule) {
        let count = 320
        let step = UpdateStep(
            rule, clip: 0.5, decay: rule == .adamw ? 0.9999 : 0.01, vectorDecay: 1, stepSize: 0.1, rootCorrection: 0.0316,
            beta1: 0.9, beta2: 0.99, momentum: 0.9)
        let p = Self.matrix(1, count, seed: 1), g = Self.matrix(1, count, seed: 2), m = Self.matrix(1, count, seed: 3)
        let v = Self.matrix(1, count, seed: 4).map { $0 * $0 }
        Self.compare(
            [count, count, count, count], tolerance: 3e-7,
            plain: { $0.update($1[0], $1[1], $1[2], $1[3], count: count, step: step) },
            vector: { $0.update($1[0], $1[1], $1[2], $1[3], count: count, step: step) }, start: [p, m, v, g])
        let norms = KernelVariant.runnable.map { variant in
            var g = g
            return VectorKernels(variant).squaredNorm(&g, count: count)
        }
        let expected = g.reduce(0.0) { $0 + Double($1) * Double($1) }
        for norm in norms {
            #expect(norm == norms[0])
            // Float sums of eight squares: their rounding errors average out.
            #expect(abs(norm - expected) < 1e-7 * expected)
        }
    }

    /// A task of that shape, for the sizes alone.
    static func tokens(examples: Int, T: Int, V: Int) -> LearningTask {
        var numbers = Numbers(seed: 5)
        return .relations(Dataset(
            vocabulary: (0..<V).map { "w\($0)" },
            inputs: (0..<examples).map { _ in (0..<T).map { _ in numbers.next(below: V) } },
            answers: (0..<examples).map { _ in (0..<T).map { _ in [numbers.next(below: V)] } }))
    }
}

extension [UInt8]? {
    func withPointer(_ body: (UnsafePointer<UInt8>?) -> Void) {
        if let self { self.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
    }
}
