import Engine
import Experiments
import Language
import Runner

// The arguments of `train` and `sweep`.
extension Interpreter {
    func arguments(of call: CommandCall, _ frame: Frame, isTrain: Bool) async throws -> TrainingArguments {
        var arguments = TrainingArguments(
            space: SweepSpace(choices: settings.mapValues { [$0] }), seeds: seeds.seeds, jobs: surroundings.jobs)
        let frame = frame.drawing(!isTrain && call.argument("random") != nil)
        for argument in call.named {
            try checkName(argument.name, frame, isTrain: isTrain)
            let value = try await value(of: argument.value, givenTo: argument.name, frame)
            try take(value, argument, into: &arguments, frame, isTrain: isTrain)
        }
        for bundle in call.bundles { arguments.space.zipped.append(try await zip(bundle, frame)) }
        if arguments.drawSeed != nil, arguments.draws == nil, let argument = call.argument("random_seed") {
            throw frame.fail(.seedWithoutRandom, argument.span)
        }
        return arguments
    }

    private func checkName(_ name: Name, _ frame: Frame, isTrain: Bool) throws(Diagnostic) {
        let options = isTrain ? Option.training : Option.sweeping
        if options.contains(where: { $0.name == name.text }) { return }
        if Option.sweeping.contains(where: { $0.name == name.text }) { throw frame.fail(.sweepOnly(name.text), name.span) }
        _ = try parameter(name, frame, options: options.map(\.name))
    }

    private func take(
        _ value: Value, _ argument: CommandCall.NamedArgument, into arguments: inout TrainingArguments, _ frame: Frame,
        isTrain: Bool
    ) throws(Diagnostic) {
        let span = argument.value.span
        switch argument.name.text {
        case Seeds.name: arguments.seeds = try frame.at(span) { () throws(Fact) in try SeedsSetting(value).seeds }
        case "out":
            arguments.folder = try frame.at(span) { () throws(Fact) in try value.path("out", of: "a folder") }
        case "max_failures", "fail_fast":
            arguments.limit = try frame.at(span) { () throws(Fact) in
                try arguments.limit.with(argument.name.text, value)
            }
        case "jobs":
            arguments.jobs = try frame.at(span) { () throws(Fact) in try value.whole("jobs", in: SweepRequest.jobsRange) }
        case "random":
            arguments.draws = try frame.at(span) { () throws(Fact) in try value.whole("random", in: RandomSearch.countRange) }
        case "random_seed":
            let seed = try frame.at(span) { () throws(Fact) in try value.whole("random_seed", in: 0...Int(UInt32.max)) }
            arguments.drawSeed = UInt32(seed)
        case "embeddings":
            arguments.keepsEmbeddings = try frame.at(span) { () throws(Fact) in try value.truth("embeddings") }
        case "race": arguments.isRaced = try frame.at(span) { () throws(Fact) in try value.truth("race") }
        case "dry": arguments.isDry = try frame.at(span) { () throws(Fact) in try value.truth("dry") }
        default: try takeValues(value, argument, into: &arguments.space, frame, isTrain: isTrain)
        }
    }

    private func takeValues(
        _ value: Value, _ argument: CommandCall.NamedArgument, into space: inout SweepSpace, _ frame: Frame, isTrain: Bool
    ) throws(Diagnostic) {
        let parameter = try parameter(argument.name, frame)
        if case .distribution(let distribution) = value, !isTrain {
            space.distributions[parameter] = try frame.at(argument.value.span) { () throws(Fact) in
                do throws(HyperparameterError) {
                    return try distribution.checked(for: parameter)
                } catch {
                    throw .hyperparameter(error)
                }
            }
        } else {
            space.choices[parameter] = try values(value, of: parameter, argument.value, frame, isTrain: isTrain)
        }
    }

    /// The values of a hyper-parameter: one for `train`, else any number. A wrong element of a list that is
    /// written out is shown where it stands.
    func values(
        _ value: Value, of parameter: Hyperparameter, _ expression: Expression, _ frame: Frame, isTrain: Bool
    ) throws(Diagnostic) -> [Hyperparameter.Value] {
        guard !isTrain, let elements = value.elements else {
            return [try checked(value, of: parameter, expression.span, frame, isTrain: isTrain)]
        }
        let list = try frame.at(expression.span) { () throws(Fact) in try elements.array() }
        var spans = Array(repeating: expression.span, count: list.count)
        if case .list(let written) = expression.kind, written.count == list.count { spans = written.map(\.span) }
        var values: [Hyperparameter.Value] = []
        for (element, span) in Swift.zip(list, spans) {
            guard element.elements == nil else { throw frame.fail(.wrongKind(parameter, found: element.found), span) }
            values.append(try checked(element, of: parameter, span, frame, isTrain: false))
        }
        return values
    }

    /// `zip(n_layer=[1, 2], n_head=[4, 8])`
    private func zip(_ bundle: CommandCall.Bundle, _ frame: Frame) async throws -> ZippedAxes {
        var columns: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for argument in bundle.arguments {
            let parameter = try parameter(argument.name, frame)
            let value = try await value(of: argument.value, givenTo: argument.name, frame)
            columns[parameter] = try values(value, of: parameter, argument.value, frame, isTrain: false)
        }
        do throws(SweepPlanError) {
            return try ZippedAxes(columns)
        } catch {
            throw frame.fail(.plan(error), bundle.span)
        }
    }
}

extension Value {
    /// The whole number given for an option.
    ///
    /// - Throws: `Fact.wrongOption`
    func whole(_ option: String, in range: ClosedRange<Int>) throws(Fact) -> Int {
        guard case .integer(let number) = self, range.contains(number) else {
            let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw .wrongOption(option, expected: expected, found: found)
        }
        return number
    }

    /// - Throws: `Fact.wrongOption`
    func truth(_ option: String) throws(Fact) -> Bool {
        guard case .boolean(let truth) = self else {
            throw .wrongOption(option, expected: "true or false", found: found)
        }
        return truth
    }

    /// The path given for an option; `~` is the user's home.
    ///
    /// - Parameter thing: what the path is to name, with its article.
    /// - Throws: `Fact.wrongOption`
    func path(_ option: String, of thing: String) throws(Fact) -> String {
        guard case .string(let path) = self, !path.isEmpty, !path.contains("\0") else {
            throw .wrongOption(option, expected: "the name of \(thing), a string", found: found)
        }
        return HomePath.expanded(path)
    }
}
