/// The arithmetic of the matrix products, which are nearly all of a run's work.
package enum Precision: String, CaseIterable, Sendable {
    /// Single precision: 24 bits of significand.
    case fp32
    /// Factors of 8 bits of significand (bfloat16), their products added in single precision.
    case bf16
}
