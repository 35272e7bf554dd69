internal import CKernels
import Glibc

/// One compiled variant of the C loops. All give the same bits; they differ in speed.
package struct KernelVariant: Sendable {
    /// "avx512_bf16", "avx512", "avx2", "neon" or "baseline".
    package let name: String
    let table: ck_kernels

    private init(_ table: UnsafePointer<ck_kernels>) {
        name = String(cString: table.pointee.name)
        self.table = table.pointee
    }

    /// The fastest variant that this processor runs.
    package static let fastest = KernelVariant(ck_kernels_fastest())

    /// The name of the environment variable that asks for a variant.
    package static let environmentName = "SWEEPBOOK_KERNELS"

    /// What the environment asks for, whether there is such a variant or not.
    package static var requestedName: String? { getenv(environmentName).map { String(cString: $0) } }

    /// The variant that is used where none is named: the one the environment asks for, else the fastest.
    package static let standard = requestedName.flatMap(named) ?? fastest

    /// The variant of that name, or nil when there is none or this processor can't run it.
    package static func named(_ name: String) -> KernelVariant? {
        ck_kernels_named(name).map(KernelVariant.init)
    }

    /// Every variant that this processor runs, fastest first.
    package static var runnable: [KernelVariant] {
        ["avx512_bf16", "avx512", "avx2", "neon", "baseline"].compactMap(named)
    }
}
