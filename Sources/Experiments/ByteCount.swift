package enum ByteCount {
    /// Bytes in the largest unit of which there is one, to a tenth below a hundred: `1.5 GB`; in KB where there is not a tenth of an MB.
    package static func text(_ bytes: Double) -> String {
        var (amount, unit) = (bytes / 0x1p20, "MB")
        if amount < 0.1 { (amount, unit) = (bytes / 0x1p10, "KB") }
        for larger in ["GB", "TB", "PB", "EB"] where amount >= 1024 { (amount, unit) = (amount / 1024, larger) }
        if amount >= 1024 { return "more than 1024 EB" }
        let digits = amount.fixed(amount < 99.95 ? 1 : 0)
        return (digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits) + " " + unit
    }
}
