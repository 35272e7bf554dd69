import Engine
import Experiments
import Language

extension Command {
    static let sweep = Command(
        "sweep",
        Signature(
            options: TrainingOption.training + [random.declaration, randomSeed.declaration, race.declaration],
            hyperparameters: .many, takesZip: true, takesWhere: true,
            commandLineDefaults: Hyperparameter.all.compactMap { parameter in
                SweepPlan.standardGrid[parameter].map { (parameter.name, "[" + $0.map(\.description).joined(separator: ", ") + "]") }
            }),
        help: "train every combination of lists of values",
        details: """
            A list or range is swept, a single value holds for all. zip moves hyper-parameters together: the first value \
            of each, then the second. random draws that many combinations instead of training all; a list is then drawn \
            from, as are uniform(low, high) and loguniform(low, high), and a hyper-parameter that is whole gets whole \
            numbers. where leaves out combinations; it can use every hyper-parameter and n_embd (a word in quotes), \
            and draws that it leaves out are replaced. race trains all combinations on ten seeds, then on ten more, and \
            stops those that are worse than the leader beyond chance, whose results stay; the best one is stopped in at most 5 of 100 \
            races. dry shows the plan and starts nothing. All combinations are checked before the \
            first run starts. The result is a value: let s = sweep … has s.best, s.worst, s.folder and len(s), and for r in s \
            goes through its combinations. In a shell, unless data is a text, n_layer, n_head, n_embd_factor and dropout have the lists of the standard \
            sweep where they are not given: sweepbook sweep alone is its 72 combinations.
            """,
        examples: [
            "sweep dropout=[0.1, 0.2] epochs=1 seeds=1",
            "sweep zip(n_layer=[1, 2], n_head=[4, 2]) dropout=[0.1, 0.2] epochs=1 seeds=1",
            "sweep random=3 dropout=uniform(0, 0.5) n_head=[1, 2] epochs=1 seeds=1",
            "sweep n_layer=1..4 n_head=[1, 2, 4, 8] dry=true",
            "let s = sweep n_head=[1, 2, 4] epochs=1 seeds=1 where n_embd <= 64\nprint len(s), s.best.n_head in [1, 2]",
        ],
        hasResult: true
    ) { session, invocation in
        guard !invocation.zipped.isEmpty || !invocation.settings.isEmpty else {
            throw invocation.fail(.nothingSwept, invocation.call.name.span)
        }
        let given = invocation.settings + invocation.zipped.flatMap(\.settings)
        let data = try await session.data(for: given, at: invocation.call.name.span, invocation.context)
        let plan = try await session.plan(invocation, data)
        return try await session.execute(plan, data, .blocks, invocation)
    }

    fileprivate static let random = Option.whole(
        "random", in: RandomSearch.countRange, "train this many combinations, drawn from the lists and distributions")
    fileprivate static let randomSeed = Option.whole(
        "random_seed", in: 0...Int(UInt32.max), as: "SEED", "what the draws come from; the same seed gives the same plan", default: "0")
    fileprivate static let race = Option.flag(
        "race", "stop combinations that can't win any more, looking after every ten seeds")
}

// MARK: - Plan
extension Interpreter {
    /// Every combination that is asked for, or as many as are to be drawn; of these what the condition keeps.
    fileprivate func plan(_ invocation: Invocation, _ data: StatementData) async throws -> SweepPlan {
        let given = try space(invocation, data)
        let seeds = seeds(invocation[TrainingOption.seeds])
        do {
            var filled = given
            try fillTrainSize(of: &filled, data)
            let space = filled
            let plan: SweepPlan
            if let count = invocation[Command.random] {
                let seed = UInt32(invocation[Command.randomSeed] ?? 0)
                plan = try await drawn(RandomSearch(of: space, count: count, seed: seed), seeds, invocation)
            } else if let argument = invocation.argument(Command.randomSeed) {
                throw invocation.fail(.seedWithoutRandom, argument.span)
            } else {
                plan = try await kept(try await apart { try SweepPlan(space, seeds: seeds) }, invocation)
            }
            return invocation[Command.race] == true ? try plan.raced() : plan
        } catch let error as SweepPlanError {
            throw invocation.fail(.plan(error), place(of: error, in: invocation))
        }
    }

    private func space(_ invocation: Invocation, _ data: StatementData) throws(Diagnostic) -> SweepSpace {
        var space = SweepSpace(choices: choices(besides: invocation.settings + invocation.zipped.flatMap(\.settings), data))
        for setting in data.ranged(invocation.settings) where setting.parameter != .task {
            // The standard sweep, which a shell gives what it is not told, is one of relations.
            if data.kind == .text, setting.nameSpan == invocation.call.name.span { continue }
            if case .distribution(let distribution) = setting.value {
                space.distributions[setting.parameter] = try invocation.context.at(setting.span) { () throws(SessionError) in
                    do throws(HyperparameterError) {
                        return try distribution.checked(for: setting.parameter)
                    } catch {
                        throw .hyperparameter(error)
                    }
                }
            } else {
                space.choices[setting.parameter] = try many(setting, invocation.context)
            }
        }
        for (span, settings) in invocation.zipped {
            var columns: [Hyperparameter: [Hyperparameter.Value]] = [:]
            for setting in data.ranged(settings) { columns[setting.parameter] = try many(setting, invocation.context) }
            do throws(SweepPlanError) { space.zipped.append(try ZippedAxes(columns)) } catch { throw invocation.fail(.plan(error), span) }
        }
        return space
    }

    private func kept(_ plan: SweepPlan, _ invocation: Invocation) async throws -> SweepPlan {
        guard let condition = invocation.call.condition else { return plan }
        var kept: [Int] = []
        for combination in plan.combinations {
            try Task.checkCancellation()
            if try await isTrue(condition, invocation.context.within(combination.configuration)) { kept.append(combination.index) }
        }
        let indices = kept
        do {
            return try await apart { try plan.keeping(indices) }
        } catch let error as SweepPlanError {
            throw invocation.fail(.plan(error), condition.span)
        }
    }

    /// Draws that the condition rejects are replaced.
    private func drawn(_ search: RandomSearch, _ seeds: Seeds, _ invocation: Invocation) async throws -> SweepPlan {
        var search = search
        while let candidate = try search.candidate() {
            try Task.checkCancellation()
            let isKept = if let condition = invocation.call.condition {
                try await isTrue(condition, invocation.context.within(candidate.configuration))
            } else { true }
            if isKept { search.keep() }
        }
        let found = search
        return try await apart { try found.plan(seeds: seeds) }
    }

    func place(of error: SweepPlanError, in invocation: Invocation) -> SourceSpan {
        let call = invocation.call
        return switch error {
        case .noValue(let parameter), .repeatedValue(let parameter, _), .sameLabel(let parameter, _, _):
            call.argument(parameter.name)?.value.span ?? call.name.span
        case .exhausted, .nothingToDraw: invocation.argument(Command.random)?.span ?? call.name.span
        case .unequalTests: invocation.argument(Command.race)?.span ?? call.name.span
        case .hyperparameter, .tooManyCombinations, .tooManyListed, .nothingKept, .notExtendable, .zippedAlone, .unequalLengths, .givenTwice,
            .repeatedCombination, .offAxis, .unlisted, .severalTasks, .raceNotExtendable, .notDrawn: call.span
        }
    }
}
