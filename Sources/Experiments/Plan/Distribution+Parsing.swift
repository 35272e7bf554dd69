import Engine

extension Distribution {
    /// The distribution that a text from a command line stands for, `uniform(0.0, 0.5)`; nil when the text
    /// starts like none.
    ///
    /// - Throws: `DistributionError`
    package init?(parsing text: String) throws(DistributionError) {
        let name = text.prefix { $0 != "(" }
        guard let shape = Shape(rawValue: String(name)) else { return nil }
        guard text.hasSuffix(")") else { throw .malformed(text) }
        let ends = text[name.endIndex...].dropFirst().dropLast()
            .split(separator: ",", omittingEmptySubsequences: false).map(Self.number)
        guard ends.count == 2, let low = ends[0], let high = ends[1] else { throw .malformed(text) }
        try self.init(shape, from: low, to: high)
    }

    private static func number(_ text: Substring) -> Hyperparameter.Value? {
        let text = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        if let whole = Int(text) { return .integer(whole) }
        // Swift reads hexadecimal floats too, which no one means here.
        guard text.unicodeScalars.allSatisfy({ "0123456789.eE+-".unicodeScalars.contains($0) }) else { return nil }
        return Double(text).map(Hyperparameter.Value.real)
    }
}
