import Glibc

/// OpenBLAS, where this machine has it: a peer to measure beside, never a part of the engine.
struct OpenBLAS {
    private typealias Product = @convention(c) (
        _ order: Int32, _ transA: Int32, _ transB: Int32, _ m: Int32, _ n: Int32, _ k: Int32, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int32, _ b: UnsafePointer<Float>, _ ldb: Int32, _ beta: Float,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int32
    ) -> Void

    private let product: Product
    /// The processor that it takes this one for.
    let coreName: String

    /// Nil when it is not installed. Uses one thread from here on.
    init?() {
        guard let library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL),
              let product = dlsym(library, "cblas_sgemm"),
              let setThreads = dlsym(library, "openblas_set_num_threads"),
              let coreName = dlsym(library, "openblas_get_corename")
        else { return nil }
        self.product = unsafeBitCast(product, to: Product.self)
        unsafeBitCast(setThreads, to: (@convention(c) (Int32) -> Void).self)(1)
        let name = unsafeBitCast(coreName, to: (@convention(c) () -> UnsafePointer<CChar>).self)()
        self.coreName = String(cString: name)
    }

    /// c (m, n) = a (m, k) · b (k, n), row-major; a transposed operand is stored the other way round.
    func multiply(
        _ c: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, aIsTransposed: Bool = false,
        _ b: UnsafePointer<Float>, bIsTransposed: Bool = false, m: Int, n: Int, k: Int
    ) {
        let rowMajor: Int32 = 101, asItIs: Int32 = 111, transposed: Int32 = 112
        product(
            rowMajor, aIsTransposed ? transposed : asItIs, bIsTransposed ? transposed : asItIs, Int32(m), Int32(n),
            Int32(k), 1, a, Int32(aIsTransposed ? m : k), b, Int32(bIsTransposed ? k : n), 0, c, Int32(n))
    }
}
