internal import CKernels

/// One compiled variant of the C loops. All give the same bits; they differ in speed.
package struct KernelVariant: Sendable {
    /// "avx512", "avx2", "neon" or "baseline".
    package let name: String
    let table: ck_kernels

    private init(_ table: UnsafePointer<ck_kernels>) {
        name = String(cString: table.pointee.name)
        self.table = table.pointee
    }

    /// The fastest variant that this processor runs.
    package static let fastest = KernelVariant(ck_kernels_fastest())

    /// The variant of that name, or nil when there is none or this processor can't run it.
    package static func named(_ name: String) -> KernelVariant? {
        ck_kernels_named(name).map(KernelVariant.init)
    }

    /// Every variant that this processor runs, fastest first.
    package static var runnable: [KernelVariant] {
        ["avx512", "avx2", "neon", "baseline"].compactMap(named)
    }
}
