import Engine
import Experiments
import Language
import Runner

// `resume`, `rerun`, `extend`, `collect`, `results` and `export`: what can be done with a results folder.
extension Interpreter {
    /// `resume DIR`: the runs that are missing.
    func resume(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let folder = try folder(call, frame)
        return try await goOn(with: folder, call, frame)
    }

    /// `rerun DIR failed`: the runs that failed, and those that are missing.
    func rerun(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let folder = try folder(call, frame)
        if case .word(let what)? = call.positionals.dropFirst().first, what.text != "failed" {
            throw frame.fail(.wrongOption("rerun", expected: "failed", found: what.text), what.span)
        }
        _ = try checkedRequest(folder, try await folderArguments(of: call, frame), call, frame)
        _ = try inFolder(call, frame) { try ResultsFolder.forgetFailures(in: folder.path) }
        return try await goOn(with: folder, call, frame)
    }

    /// `extend DIR seeds=50..99 n_layer=[3]`: more seeds and values.
    func extend(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let folder = try folder(call, frame)
        let arguments = try await folderArguments(of: call, frame, extending: true)
        _ = try checkedRequest(folder, arguments, call, frame)
        try inFolder(call, frame) {
            try ResultsFolder.extend(folder.path, by: arguments.choices, seeds: arguments.seeds)
        }
        return try await goOn(with: folder, call, frame)
    }

    /// `collect DIR`: every text anew from the records.
    func collect(_ call: CommandCall, _ frame: Frame) async throws {
        let folder = try folder(call, frame)
        let results = try inFolder(call, frame) { try ResultsFolder.collect(folder.path, task: surroundings.worker.task) }
        for problem in results.notices { try await frame.emit(.notice(problem)) }
        try await frame.show(FolderTexts.state(of: results))
    }

    /// `results`, `results DIR`: the folders there are.
    func results(_ call: CommandCall, _ frame: Frame) async throws {
        var path = ".", span = call.span
        if case .path(let argument)? = call.positionals.first { (path, span) = (HomePath.expanded(argument.text), argument.span) }
        let lines: [String]
        do { lines = try FolderTexts.listing(of: path) } catch { throw frame.fail(.failed("\(error)"), span) }
        try await frame.show(lines)
    }

    /// `export DIR csv out="runs.csv"`: every run as a table.
    func export(_ call: CommandCall, _ frame: Frame) async throws {
        let folder = try folder(call, frame)
        guard case .word(let word)? = call.positionals.dropFirst().first else { return }
        guard let form = RunExport(rawValue: word.text) else {
            throw frame.fail(.wrongOption("export", expected: "csv or jsonl", found: word.text), word.span)
        }
        let arguments = try await folderArguments(of: call, frame)
        let results = try inFolder(call, frame) { try ResultsFolder(reading: folder.path) }
        for problem in results.notices { try await frame.emit(.notice(problem)) }
        guard let target = arguments.target else { return try await frame.show(form.lines(of: results)) }
        do throws(UserFile.Unwritable) {
            try UserFile.write(form.lines(of: results), to: target.path)
        } catch {
            throw frame.fail(.failed("\(error)"), target.span)
        }
    }
}

// MARK: - Arguments
extension Interpreter {
    /// A path and where it is written.
    struct Place: Sendable {
        let path: String
        let span: SourceSpan
    }

    /// What is given by name.
    private struct FolderArguments {
        var choices: [Hyperparameter: [Hyperparameter.Value]] = [:]
        var seeds: Seeds?
        var jobs: Int
        var limit = FailureLimit.none
        var target: Place?
    }

    /// The folder that a command's first argument names: a path, or the variable of a result.
    private func folder(_ call: CommandCall, _ frame: Frame) throws -> Place {
        guard case .path(let argument)? = call.positionals.first else { return Place(path: ".", span: call.span) }
        var path = HomePath.expanded(argument.text)
        if !argument.isQuoted {
            switch variables[argument.text] {
            case .sweep(let sweep): path = sweep.outcome.folder
            case .result(let result): path = result.folder
            case .string(let text): path = HomePath.expanded(text)
            default: break
            }
        }
        return Place(path: path, span: argument.span)
    }

    private func folderArguments(
        of call: CommandCall, _ frame: Frame, extending: Bool = false
    ) async throws -> FolderArguments {
        var arguments = FolderArguments(jobs: surroundings.jobs)
        let options = Command.named(call.name.text)?.options.map(\.name) ?? []
        for argument in call.named {
            if !options.contains(argument.name.text) {
                guard extending else {
                    let near = NearestWord.find(argument.name.text, among: options)
                    throw frame.fail(.unknownOption(argument.name.text, of: call.name.text, nearest: near), argument.name.span)
                }
                _ = try parameter(argument.name, frame, options: options)
            }
            let value = try await value(of: argument.value, givenTo: argument.name, frame)
            try take(value, argument, into: &arguments, frame)
        }
        return arguments
    }

    private func take(
        _ value: Value, _ argument: CommandCall.NamedArgument, into arguments: inout FolderArguments, _ frame: Frame
    ) throws(Diagnostic) {
        let span = argument.value.span
        switch argument.name.text {
        case Seeds.name: arguments.seeds = try frame.at(span) { () throws(Fact) in try SeedsSetting(value).seeds }
        case "jobs":
            arguments.jobs = try frame.at(span) { () throws(Fact) in try value.whole("jobs", in: SweepRequest.jobsRange) }
        case "max_failures", "fail_fast":
            arguments.limit = try frame.at(span) { () throws(Fact) in
                try arguments.limit.with(argument.name.text, value)
            }
        case "out":
            let path = try frame.at(span) { () throws(Fact) in try value.path("out", of: "a file") }
            arguments.target = Place(path: path, span: span)
        default:
            let parameter = try parameter(argument.name, frame)
            arguments.choices[parameter] = try values(value, of: parameter, argument.value, frame, isTrain: false)
        }
    }
}

// MARK: - Execution
extension Interpreter {
    private func goOn(with folder: Place, _ call: CommandCall, _ frame: Frame) async throws -> Value {
        let isExtension = call.name.text == "extend"
        let arguments = try await folderArguments(of: call, frame, extending: isExtension)
        let request = try checkedRequest(folder, arguments, call, frame)
        let outcome = try await run(request, call, at: folder.span, frame)
        if request.style == .blocks { return .sweep(SweepFindings(outcome)) }
        return outcome.summary.results.first.flatMap { CombinationFindings($0, of: outcome) }.map(Value.result) ?? .none
    }

    /// What a folder misses.
    private func checkedRequest(
        _ folder: Place, _ arguments: FolderArguments, _ call: CommandCall, _ frame: Frame
    ) throws -> SweepRequest {
        try inFolder(call, frame) {
            try SweepRequest(
                resuming: folder.path, task: surroundings.worker.task, jobs: arguments.jobs, limit: arguments.limit)
        }
    }

    /// What `body` returns; what it throws gets the folder's place.
    private func inFolder<Result>(_ call: CommandCall, _ frame: Frame, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw frame.fail(.failed("\(error)"), call.positionals.first?.span ?? call.span)
        }
    }
}

extension FailureLimit {
    /// The limit with one of its options set.
    ///
    /// - Throws: `Fact.wrongOption`
    func with(_ option: String, _ value: Value) throws(Fact) -> FailureLimit {
        if option == "fail_fast" { return FailureLimit(share: share, isFast: try value.truth(option)) }
        guard let share = value.number, (0...1).contains(share) else {
            throw .wrongOption(option, expected: "a share from 0 to 1", found: value.found)
        }
        return FailureLimit(share: share, isFast: isFast)
    }
}
