import ArgumentParser
import Engine
import Experiments
import Language

/// The options of `sweep` that say which combinations there are, beyond the hyper-parameters' own.
struct SpaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp(
        "hyper-parameters that move together; may be given again for others", valueName: "name=value,value name=..."))
    var zip: [String] = []

    @Option(help: ArgumentHelp("train this many combinations, drawn from the lists and distributions", valueName: "count"))
    var random: String?

    @Option(
        name: .customLong("random_seed"),
        help: ArgumentHelp("what the draws come from; the same seed gives the same plan (default: 0)", valueName: "seed"))
    var randomSeed: String?

    @Flag(help: "stop combinations that can't win any more, looking after every ten seeds")
    var race = false

    static let zipName = "zip"
    /// Every option here that takes a value.
    static let names = [zipName, "random", "random_seed"]
    /// Every option here that takes none.
    static let flags = ["--race"]

    /// - Throws: `UsageError` or `SweepPlanError`
    func plan(of space: SweepSpace, seeds: Seeds) throws -> SweepPlan {
        let plan = try wholePlan(of: space, seeds: seeds)
        return race ? try plan.raced() : plan
    }

    /// Every combination of a space, or as many as are to be drawn.
    private func wholePlan(of space: SweepSpace, seeds: Seeds) throws -> SweepPlan {
        guard let random else {
            if let randomSeed { throw UsageError.badValue(option: "random_seed", found: randomSeed, expected: "--random with it") }
            return try SweepPlan(space, seeds: seeds)
        }
        let count = try Self.whole(random, option: "random", in: RandomSearch.countRange)
        let seed = try Self.whole(randomSeed ?? "0", option: "random_seed", in: 0...Int(UInt32.max))
        var search = try RandomSearch(of: space, count: count, seed: UInt32(seed))
        while try search.candidate() != nil { search.keep() }
        return try search.plan(seeds: seeds)
    }

    /// What each `--zip` moves together.
    ///
    /// - Parameter given: The hyper-parameters that have values of their own, and so can't be zipped.
    /// - Throws: `UsageError`, `HyperparameterError` or `SweepPlanError`
    func zippedAxes(besides given: [Hyperparameter]) throws -> [ZippedAxes] {
        try zip.map { text in
            var columns: [Hyperparameter: [Hyperparameter.Value]] = [:]
            for part in text.split(separator: " ") {
                let (parameter, values) = try Self.column(part)
                guard columns.updateValue(values, forKey: parameter) == nil else {
                    throw SweepPlanError.givenTwice(parameter)
                }
                guard !given.contains(parameter) else { throw UsageError.zippedAndGiven(parameter.name) }
            }
            return try ZippedAxes(columns)
        }
    }

    /// `n_layer=1,2`
    private static func column(_ text: Substring) throws -> (Hyperparameter, [Hyperparameter.Value]) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw UsageError.badValue(option: zipName, found: String(text), expected: "name=value,value")
        }
        guard let parameter = Hyperparameter.named(parts[0]) else {
            throw UsageError.unknownHyperparameter(parts[0], option: zipName, known: Hyperparameter.all.map(\.name))
        }
        let texts = parts[1].split(separator: ",", omittingEmptySubsequences: false)
        return (parameter, try texts.map { try parameter.parse(String($0)) })
    }

    private static func whole(_ text: String, option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw .badValue(
                option: option, found: text, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
