package import Engine

/// Why a grid of values can't be a plan.
package enum SweepPlanError: Error, Sendable {
    /// A value, or a combination of values, that no run can have.
    case hyperparameter(HyperparameterError)
    /// An axis without a value.
    case noValue(Hyperparameter)
    /// An axis that holds a value twice.
    case repeatedValue(Hyperparameter, Hyperparameter.Value)
    /// Two values that texts and file names would call the same.
    case sameLabel(Hyperparameter, Hyperparameter.Value, Hyperparameter.Value)
    /// Relations and text in one plan.
    case severalTasks
    /// More combinations than `SweepPlan.largestGrid`.
    case tooManyCombinations
    /// More combinations of hyper-parameters that move together than `SweepPlan.largestListing`.
    case tooManyListed
    /// A condition that no combination passes.
    case nothingKept

    /// Values for a plan that is no full grid.
    case notExtendable

    // Axes that move together
    /// Fewer than two of them.
    case zippedAlone
    /// One has another count of values than the first.
    case unequalLengths(Hyperparameter, Int, Hyperparameter, Int)
    /// A hyper-parameter that is in two zips, or in one and drawn from a distribution.
    case givenTwice(Hyperparameter)

    // Combinations that are listed
    /// One that is there twice, as `n_layer=1, n_head=4`.
    case repeatedCombination(String)
    /// A value that is none of its hyper-parameter's.
    case offAxis(Hyperparameter, Hyperparameter.Value)
    /// A hyper-parameter of several values, of which no combination says which it has.
    case unlisted(Hyperparameter)

    /// A race between combinations that are tested on different items, as this hyper-parameter varies.
    case unequalTests(Hyperparameter)
    /// More seeds or values for a race.
    case raceNotExtendable

    // Random draws
    /// A distribution where nothing is drawn.
    case notDrawn(Hyperparameter, Distribution)
    /// A space of one combination.
    case nothingToDraw
    /// Draw after draw gave nothing that was new and kept by the condition.
    case exhausted(found: Int, wanted: Int, tries: Int)
}

extension SweepPlanError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .hyperparameter(let error):
            error.description
        case .noValue(let parameter):
            "\(parameter.name): found no value, expected \(parameter.range)"
        case .repeatedValue(let parameter, let value):
            "\(parameter.name): found \(value) more than once, expected each value once"
        case .sameLabel(let parameter, let one, let other):
            "\(parameter.name): \(one) and \(other) would both be called \(parameter.label(of: one)) in the results; rename one of them"
        case .severalTasks:
            "task: found relations and text, expected one of them in a plan"
        case .tooManyListed:
            "a plan with zip has at most \(SweepPlan.largestListing) combinations; give fewer values"
        case .tooManyCombinations:
            "the grid has more than \(SweepPlan.largestGrid) combinations; give fewer values"
        case .nothingKept:
            "no combination is left by the condition"
        case .notExtendable:
            "values can be added to a full grid only; this plan was made with where, zip or random, and takes more seeds"
        case .zippedAlone:
            "zip: expected two hyper-parameters or more, which move together"
        case .unequalLengths(let first, let count, let other, let otherCount):
            "zip: found \(Self.values(count)) of \(first.name) and \(otherCount) of \(other.name), expected as many of each"
        case .givenTwice(let parameter):
            "\(parameter.name): found it twice, expected it once"
        case .repeatedCombination(let text):
            "found \(text) more than once, expected each combination once"
        case .offAxis(let parameter, let value):
            "\(parameter.name): found \(value), which is none of the values listed for it"
        case .unlisted(let parameter):
            "\(parameter.name): found several values, of which no combination has one"
        case .unequalTests(let parameter):
            "a race compares \(parameter == .trainSize ? "test accuracies, which are" : "losses or accuracies, which are") not of the same items where \(parameter.name) varies"
        case .raceNotExtendable:
            "a race can't be extended, since more seeds or values would change what it stops"
        case .notDrawn(let parameter, let distribution):
            "\(parameter.name): found \(distribution), which only a random sweep draws from"
        case .nothingToDraw:
            "random: found one combination, expected a list or a distribution to draw from"
        case .exhausted(let found, let wanted, let tries):
            "random: found \(found) of \(wanted) different combinations, and \(tries) draws gave no other; "
                + "ask for fewer, or allow more"
        }
    }

    private static func values(_ count: Int) -> String {
        count == 1 ? "1 value" : "\(count) values"
    }
}
