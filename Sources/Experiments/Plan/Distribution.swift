package import Engine

/// What a random sweep draws a hyper-parameter's values from.
///
///     try Distribution(.uniform, from: .real(0), to: .real(0.5))
///     try Distribution(parsing: "loguniform(1e-4, 1e-1)")
package struct Distribution: Hashable, Sendable {
    package enum Shape: String, CaseIterable, Sendable {
        /// Every value between the ends is as likely; of whole numbers, the ends included.
        case uniform
        /// The logarithm is uniform: every order of magnitude is as likely.
        case loguniform
    }

    package let shape: Shape
    package let low: Hyperparameter.Value
    package let high: Hyperparameter.Value

    /// - Throws: `DistributionError` when the ends are no finite numbers or not in order, or a logarithm lacks.
    package init(_ shape: Shape, from low: Hyperparameter.Value, to high: Hyperparameter.Value) throws(DistributionError) {
        self.shape = shape
        self.low = low
        self.high = high
        guard let from = low.number, let to = high.number, from.isFinite, to.isFinite else { throw .infinite(self) }
        guard low.isLess(than: high) else { throw .reversed(self) }
        guard shape == .uniform || from > 0 else { throw .noLogarithm(self) }
    }

    private init(checked shape: Shape, _ low: Hyperparameter.Value, _ high: Hyperparameter.Value) {
        self.shape = shape
        self.low = low
        self.high = high
    }

    /// The same for a hyper-parameter, which must be a number and able to have both ends.
    ///
    /// - Throws: `HyperparameterError`
    package func checked(for parameter: Hyperparameter) throws(HyperparameterError) -> Distribution {
        guard parameter.kind != .word else { throw .wrongKind(parameter, found: description) }
        return Distribution(checked: shape, try parameter.checked(low), try parameter.checked(high))
    }
}

extension Distribution: CustomStringConvertible {
    /// As it is typed: `uniform(0.0, 0.5)`.
    package var description: String { "\(shape.rawValue)(\(low), \(high))" }
}

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
