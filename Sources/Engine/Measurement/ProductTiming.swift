internal import CKernels

/// How fast the matrix products of an n_embd are by themselves, and OpenBLAS's beside them, in 10⁹ operations a second.
///
/// The products are those of a block's first MLP layer: forward x · w, its input's gradient dy · wᵀ and its
/// weight's gradient xᵀ · dy, for x (200, C) and w (C, 4C).
package struct ProductTiming: Sendable {
    package struct Rates: Sendable {
        package let forward: Double
        package let inputGradient: Double
        package let weightGradient: Double
    }

    /// C.
    package let nEmbd: Int
    package let own: Rates
    /// nil: OpenBLAS is not installed.
    package let openBLAS: Rates?

    /// The processor that OpenBLAS takes this one for; nil when it is not installed.
    package static var openBLASCoreName: String? { OpenBLAS()?.coreName }

    /// - Throws: `TrainingFailure.outOfMemory`.
    package static func measure(
        nEmbd C: Int, variant: KernelVariant = .standard
    ) throws(TrainingFailure) -> ProductTiming {
        let rows = 200, wide = 4 * C
        let sizes = [rows * C, rows * wide, C * wide, Panels.productStrip + rows * wide]
        let workspace = try Workspace(byteCount: sizes.reduce(0) { $0 + ($1 * 4 + 63) / 64 * 64 } + 1 << 16)
        let x: UnsafeMutablePointer<Float> = workspace.reserve(sizes[0])
        let y: UnsafeMutablePointer<Float> = workspace.reserve(sizes[1])
        let w: UnsafeMutablePointer<Float> = workspace.reserve(sizes[2])
        let strip: UnsafeMutablePointer<Float> = workspace.reserve(sizes[3])
        let squares: UnsafeMutablePointer<Double> = workspace.reserve(Panels.panelCount(cols: wide))
        for i in 0..<sizes[0] { x[i] = Float(i % 13) * 0.1 - 0.6 }
        for i in 0..<sizes[2] { w[i] = Float(i % 11) * 0.1 - 0.5 }
        defer { withExtendedLifetime(workspace) {} }
        let kernels = VectorKernels(variant), operations = 2 * Double(rows * C * wide)
        func rate(_ body: () -> Void) -> Double { operations / Stopwatch.best(of: body) / 1e9 }
        let inputs = MatrixRows(x, stored: rows), outputs = MatrixRows(y, stored: rows)
        let own = Rates(
            forward: rate {
                kernels.product(
                    MatrixProduct(outputs, inputs, w, rows: rows, inner: C, cols: wide, partial: strip + Panels.productStrip),
                    strip: strip)
            },
            inputGradient: rate {
                kernels.product(
                    MatrixProduct(
                        inputs, outputs, w, transposed: true, rows: rows, inner: wide, cols: C,
                        partial: strip + Panels.productStrip),
                    strip: strip)
            },
            weightGradient: rate {
                kernels.weightGradient(
                    WeightGradient(w, strip, inputs, outputs, rows: rows, inner: C, cols: wide, squares: squares),
                    strip: strip)
            })
        let peer = OpenBLAS().map { blas in
            Rates(
                forward: rate { blas.multiply(y, x, w, m: rows, n: wide, k: C) },
                inputGradient: rate { blas.multiply(x, y, w, bIsTransposed: true, m: rows, n: C, k: wide) },
                weightGradient: rate { blas.multiply(w, x, aIsTransposed: true, y, m: C, n: wide, k: rows) })
        }
        return ProductTiming(nEmbd: C, own: own, openBLAS: peer)
    }
}
