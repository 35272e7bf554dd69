package import Engine

/// What a sweep is asked for: values, axes that move together, and distributions to draw from.
package struct SweepSpace: Sendable {
    /// The values of each hyper-parameter; one that is left out has its default. What is zipped or drawn counts
    /// before what is here.
    package var choices: [Hyperparameter: [Hyperparameter.Value]]
    package var zipped: [ZippedAxes]
    package var distributions: [Hyperparameter: Distribution]

    package init(
        choices: [Hyperparameter: [Hyperparameter.Value]] = [:], zipped: [ZippedAxes] = [],
        distributions: [Hyperparameter: Distribution] = [:]
    ) {
        self.choices = choices
        self.zipped = zipped
        self.distributions = distributions
    }

    /// What is learned: a word of `choices`.
    package var kind: TaskKind { choices[.task] == [.word(TaskKind.text.rawValue)] ? .text : .relations }

    /// Hyper-parameters that take their values together; most dimensions are of one.
    enum Dimension: Sendable {
        case values(SweepPlan.Axis)
        case zipped(ZippedAxes)
        case distribution(Hyperparameter, Distribution)

        var parameters: [Hyperparameter] {
            switch self {
            case .values(let axis): [axis.parameter]
            case .zipped(let axes): axes.parameters
            case .distribution(let parameter, _): [parameter]
            }
        }

        /// Whether it has more than one value.
        var varies: Bool {
            if case .values(let axis) = self { axis.isSwept } else { true }
        }
    }

    /// The dimensions in the order of the first hyper-parameter of each.
    ///
    /// - Throws: `SweepPlanError` when a value is not allowed, or a hyper-parameter is in two dimensions.
    func dimensions() throws(SweepPlanError) -> [Dimension] {
        let together = zipped.flatMap(\.parameters) + distributions.keys
        if let twice = Hyperparameter.all.first(where: { parameter in together.count { $0 == parameter } > 1 }) {
            throw .givenTwice(twice)
        }
        var dimensions: [Dimension] = []
        for parameter in Hyperparameter.belonging(to: kind) {
            if let axes = zipped.first(where: { $0.parameters.contains(parameter) }) {
                if axes.parameters[0] == parameter { dimensions.append(.zipped(axes)) }
            } else if let distribution = distributions[parameter] {
                dimensions.append(.distribution(parameter, try Self.checked(distribution, for: parameter)))
            } else {
                let values = choices[parameter] ?? [parameter.defaultValue(for: kind)]
                dimensions.append(.values(try SweepPlan.Axis(parameter, values)))
            }
        }
        return dimensions
    }

    private static func checked(
        _ distribution: Distribution, for parameter: Hyperparameter
    ) throws(SweepPlanError) -> Distribution {
        do { return try distribution.checked(for: parameter) } catch { throw .hyperparameter(error) }
    }
}
