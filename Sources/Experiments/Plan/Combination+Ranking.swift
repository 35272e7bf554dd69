package import Engine

extension Combination {
    /// Whether the plan's combinations read text as different tokens.
    private var isAcrossTokenizers: Bool { named.contains(.tokenizer) || named.contains(.vocabSize) }

    /// What it is ranked by among the plan's combinations: the first metric there is, or bits per byte where they read text as
    /// different tokens.
    ///
    /// - Parameter measured: in the order of the table.
    package func ranking(among measured: [Metric]) -> Metric {
        if isAcrossTokenizers, let metric = measured.first(where: { !$0.isPerToken }) { return metric }
        return measured.first ?? .trainLoss
    }
}
