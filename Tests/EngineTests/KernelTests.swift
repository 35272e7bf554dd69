import CKernels
import Engine
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

    @Test(arguments: shapes)
    func products(rows: Int, inner: Int, cols: Int) {
        let x = Self.matrix(rows, inner, seed: 1), w = Self.matrix(inner, cols, seed: 2)
        var bias = Self.matrix(1, cols, seed: 3)
        bias.withUnsafeMutableBufferPointer { bias in
            let bias = bias.baseAddress
            // One chain of fused multiply-adds in ascending order: the plain loop gives the very same bits.
            Self.compare(
                [Panels.count(rows: rows, cols: cols), x.count, w.count], tolerance: 0,
                plain: { $0.product($1[0], $1[1], $1[2], bias: bias, rows: rows, inner: inner, cols: cols) },
                vector: { $0.product($1[0], $1[1], $1[2], bias: bias, rows: rows, inner: inner, cols: cols) },
                start: [[], x, w])
        }
        Self.compare(
            [Panels.count(rows: rows, cols: cols), x.count, w.count], tolerance: 0,
            plain: { $0.product($1[0], $1[1], $1[2], bias: nil, rows: rows, inner: inner, cols: cols) },
            vector: { $0.product($1[0], $1[1], $1[2], bias: nil, rows: rows, inner: inner, cols: cols) },
            start: [[], x, w])
    }

    @Test(arguments: shapes)
    func weightGradients(rows: Int, inner: Int, cols: Int) {
        let x = Self.matrix(rows, inner, seed: 1), dy = Self.matrix(rows, cols, seed: 2)
        Self.compare(
            [Panels.count(rows: inner, cols: cols), Panels.paddedColumns(cols), x.count, dy.count], tolerance: 0,
            plain: { $0.weightGradient($1[0], $1[1], $1[2], $1[3], rows: rows, inner: inner, cols: cols) },
            vector: { $0.weightGradient($1[0], $1[1], $1[2], $1[3], rows: rows, inner: inner, cols: cols) },
            start: [[], [], x, dy])
    }

    @Test(arguments: shapes)
    func transposes(rows: Int, inner: Int, cols: Int) {
        let x = Self.matrix(rows, cols, seed: 1)
        Self.compare(
            [Panels.count(rows: cols, cols: rows), x.count], tolerance: 0,
            plain: { $0.transpose($1[0], $1[1], rows: rows, cols: cols) },
            vector: { $0.transpose($1[0], $1[1], rows: rows, cols: cols) }, start: [[], x])
    }

    @Test(arguments: [(1, 1), (3, 5), (20, 16), (33, 36), (200, 64), (18, 100)])
    func layerNorms(rows: Int, cols: Int) {
        let x = Self.matrix(rows, cols, seed: 1, scale: 3), w = Self.matrix(1, cols, seed: 2), b = Self.matrix(1, cols, seed: 3)
        let count = x.count
        Self.compare(
            [count, count, rows + 16, count, w.count, b.count], tolerance: 2e-6,
            plain: { $0.layerNorm($1[0], xhat: $1[1], rstd: $1[2], $1[3], $1[4], $1[5], rows: rows, cols: cols) },
            vector: { $0.layerNorm($1[0], xhat: $1[1], rstd: $1[2], $1[3], $1[4], $1[5], rows: rows, cols: cols) },
            start: [[], [], [], x, w, b])

        let dx = Self.matrix(rows, cols, seed: 4), dy = Self.matrix(rows, cols, seed: 5)
        let rstd = (0..<rows).map { 0.5 + Float($0 % 7) }
        Self.compare(
            [count, w.count, w.count, count, count, rows, w.count], tolerance: 2e-6,
            plain: { $0.layerNormBackward($1[0], $1[1], $1[2], $1[3], xhat: $1[4], rstd: $1[5], $1[6], rows: rows, cols: cols) },
            vector: { $0.layerNormBackward($1[0], $1[1], $1[2], $1[3], xhat: $1[4], rstd: $1[5], $1[6], rows: rows, cols: cols) },
            start: [dx, [], [], dy, x, rstd, w])
    }

    @Test(arguments: [(1, 1, 1), (2, 1, 16), (2, 4, 32), (2, 3, 48), (7, 3, 5), (20, 2, 24), (33, 1, 64)], [true, false])
    func attention(_ sizes: (T: Int, H: Int, headSize: Int), masked: Bool) throws {
        let (T, H, headSize) = sizes
        // Two positions go sixteen examples at a time: one group, and three examples of the next.
        let examples = T == 2 ? 19 : 3, C = H * headSize, rows = examples * T, square = examples * H * T * T
        let configuration = try TrainingConfiguration([
            .nHead: .integer(H), .nEmbdFactor: .integer(headSize), .trainSize: .integer(examples),
        ])
        let shape = ModelShape(configuration, dataset: Self.tokens(examples: examples + 1, T: T, V: 9))
        let qkv = Self.matrix(rows, 3 * C, seed: 1, scale: 2), dy = Self.matrix(rows, C, seed: 2)
        let keep = masked ? Self.keep(square, seed: 3) : nil
        var att = [Float](repeating: 0, count: square)
        keep.withPointer { keep in
            let sizes = [Panels.count(rows: rows, cols: C), square, qkv.count, ck_attention_scratch(T, headSize)]
            Self.compare(
                sizes.dropLast() + [], tolerance: 3e-6,
                plain: { (kernels, b) in
                    var none: Float = 0
                    kernels.attention(b[0], weights: b[1], b[2], keep: keep, scale: 1.25, shape: shape, examples: examples, scratch: &none)
                    for i in 0..<square { att[i] = b[1][i] }
                },
                vector: { (kernels, b) in
                    let scratch = Floats.allocate(capacity: sizes[3])
                    defer { scratch.deallocate() }
                    kernels.attention(b[0], weights: b[1], b[2], keep: keep, scale: 1.25, shape: shape, examples: examples, scratch: scratch)
                }, start: [[], [], qkv])
            Self.compare(
                [qkv.count, dy.count, square, qkv.count], tolerance: 3e-6,
                plain: { (kernels, b) in
                    var none: Float = 0
                    kernels.attentionBackward(b[0], b[1], weights: b[2], b[3], keep: keep, scale: 1.25, shape: shape, examples: examples, scratch: &none)
                },
                vector: { (kernels, b) in
                    let scratch = Floats.allocate(capacity: sizes[3])
                    defer { scratch.deallocate() }
                    kernels.attentionBackward(b[0], b[1], weights: b[2], b[3], keep: keep, scale: 1.25, shape: shape, examples: examples, scratch: scratch)
                }, start: [[], dy, att, qkv])
        }
    }

    @Test(arguments: [(2, 36, 16), (7, 11, 5), (3, 20, 48)], [true, false])
    func embeddings(_ sizes: (T: Int, V: Int, C: Int), masked: Bool) throws {
        let (T, V, C) = sizes, examples = 10, rows = examples * T
        let configuration = try TrainingConfiguration([
            .nHead: .integer(1), .nEmbdFactor: .integer(C), .trainSize: .integer(examples),
        ])
        let shape = ModelShape(configuration, dataset: Self.tokens(examples: examples + 1, T: T, V: V))
        var numbers = Numbers(seed: 9)
        let tokens = (0..<rows).map { _ in Int32(numbers.next(below: V)) }
        let wte = Self.matrix(V, C, seed: 1), wpe = Self.matrix(T, C, seed: 2), dx = Self.matrix(rows, C, seed: 3)
        let keep = masked ? Self.keep(dx.count, seed: 4) : nil
        keep.withPointer { keep in
            Self.compare(
                [dx.count, wte.count, wpe.count], tolerance: 0,
                plain: { $0.embed($1[0], $1[1], $1[2], tokens, keep: keep, scale: 1.25, shape: shape, examples: examples) },
                vector: { $0.embed($1[0], $1[1], $1[2], tokens, keep: keep, scale: 1.25, shape: shape, examples: examples) },
                start: [[], wte, wpe])
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
        Self.compare(
            [count, count], tolerance: 2e-7, plain: { $0.gelu($1[0], slope: $1[1], count: count) },
            vector: { $0.gelu($1[0], slope: $1[1], count: count) }, start: [x])
        (masked ? Self.keep(count, seed: 3) : nil).withPointer { keep in
            Self.compare(
                [count, count], tolerance: 0, plain: { $0.addDropout($1[0], $1[1], keep: keep, scale: 1.5, count: count) },
                vector: { $0.addDropout($1[0], $1[1], keep: keep, scale: 1.5, count: count) }, start: [x, y])
            Self.compare(
                [count, count], tolerance: 0, plain: { $0.dropout($1[0], $1[1], keep: keep, scale: 1.5, count: count) },
                vector: { $0.dropout($1[0], $1[1], keep: keep, scale: 1.5, count: count) }, start: [x, y])
        }
        Self.compare(
            [count, count], tolerance: 0, plain: { $0.multiply($1[0], $1[1], count: count) },
            vector: { $0.multiply($1[0], $1[1], count: count) }, start: [x, y])
    }

    @Test(arguments: [(1, 1), (200, 36), (7, 65)])
    func loss(rows: Int, cols: Int) {
        let logits = Self.matrix(rows, cols, seed: 1, scale: 30)
        let targets = Self.matrix(rows, cols, seed: 2).map { Float($0 > 0.8 ? 1 : 0) }
        var sums: [Double] = []
        Self.compare(
            [logits.count, logits.count, logits.count], tolerance: 3e-7,
            plain: { sums.append($0.crossEntropy($1[0], $1[1], $1[2], factor: 0.01, rows: rows, cols: cols)) },
            vector: { sums.append($0.crossEntropy($1[0], $1[1], $1[2], factor: 0.01, rows: rows, cols: cols)) },
            start: [[], logits, targets])
        for sum in sums { #expect(abs(sum - sums[0]) <= 1e-7 * sums[0]) }
    }

    @Test func adamW() {
        let count = 320
        let step = AdamWStep(clip: 0.5, decay: 0.9999, stepSize: 0.1, rootCorrection: 0.0316)
        let p = Self.matrix(1, count, seed: 1), g = Self.matrix(1, count, seed: 2), m = Self.matrix(1, count, seed: 3)
        let v = Self.matrix(1, count, seed: 4).map { $0 * $0 }
        Self.compare(
            [count, count, count, count], tolerance: 3e-7,
            plain: { $0.adamW($1[0], $1[1], $1[2], $1[3], count: count, step: step) },
            vector: { $0.adamW($1[0], $1[1], $1[2], $1[3], count: count, step: step) }, start: [p, m, v, g])
        let norms = KernelVariant.runnable.map { variant in
            var g = g
            return VectorKernels(variant).squaredNorm(&g, count: count)
        }
        let expected = g.reduce(0.0) { $0 + Double($1) * Double($1) }
        for norm in norms {
            #expect(norm == norms[0])
            #expect(abs(norm - expected) < 1e-12 * expected)
        }
    }

    /// A data set of that shape, for the sizes alone.
    static func tokens(examples: Int, T: Int, V: Int) -> Dataset {
        var numbers = Numbers(seed: 5)
        return Dataset(
            vocabulary: (0..<V).map { "w\($0)" },
            inputs: (0..<examples).map { _ in (0..<T).map { _ in numbers.next(below: V) } },
            answers: (0..<examples).map { _ in (0..<T).map { _ in [numbers.next(below: V)] } })
    }
}

extension [UInt8]? {
    func withPointer(_ body: (UnsafePointer<UInt8>?) -> Void) {
        if let self { self.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
    }
}
