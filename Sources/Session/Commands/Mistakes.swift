import Comparison
import Engine
import Experiments
import Formats
import Language
import Runner

extension Command {
    static let mistakes = Command(
        "mistakes", Signature(positionals: [.result(.optional)], options: [top.declaration]),
        help: "show which facts, or stretches of text, models get wrong",
        details: """
            Of relations: the facts that every seed, most, some or few seeds get wrong, of the seeds that tested them: each seed tests only the \
            facts that it has not trained on, so two or three may be all there are; counts say how many. The most often missed come first, \
            then the relations. Of several combinations all runs are counted together and each by itself. Of text: the stretches of the \
            validation text with the highest and the lowest loss, with the words that stand there. Without a RESULT it is the last train or sweep.
            """,
        examples: ["let r = train epochs=5 seeds=5\nmistakes r\nmistakes top=3"]
    ) { session, invocation in
        try await session.mistakes(invocation)
        return .none
    }

    fileprivate static let top = Option.whole("top", in: 1...100_000, "how many are listed", default: "20 facts, or 10 stretches")
}

extension Interpreter {
    fileprivate func mistakes(_ invocation: Invocation) async throws {
        let context = invocation.context
        let results = try await counted(invocation)
        let source = PlotSource(results, failed: .exclude)
        for problem in source.problems { try await context.emit(.notice(problem)) }
        let runs = source.entries.filter { !$0.runs.isEmpty }
        guard !runs.isEmpty else { throw invocation.fail(.plot(.noFinishedRuns(folder: source.folder))) }
        let tasks = await knownTasks(of: [source.manifest], at: invocation.call.span, context)
        for (data, entries) in Dictionary(grouping: runs, by: \.configuration.data).sorted(by: { $0.value[0].combination.index < $1.value[0].combination.index }) {
            if Set(runs.map(\.configuration.data)).count > 1 { try await context.show(["", entries[0].combination.dataText]) }
            let known = tasks.flatMap { $0.hashes[data] == source.manifest.dataHashes[data] ? $0 : nil }
            for page in try pages(of: entries, known, invocation) { try await context.show(page, width: environment.columns()) }
        }
        if let note = source.omissionNote { try await context.show([note]) }
    }

    /// What is named, or the last result.
    private func counted(_ invocation: Invocation) async throws -> LoadedResults {
        if let path = invocation.paths.first { return try await results(path, invocation.context) }
        guard let last = lastOutcome, let results = LoadedResults(.sweep(SweepResult(last)), named: last.folder) else {
            throw invocation.fail(.noResultYet, invocation.call.name.span)
        }
        return results
    }

    private func pages(of entries: [PlotSource.Entry], _ tasks: TaskLibrary?, _ invocation: Invocation) throws -> [TextPage] {
        let runs = entries.map { (combination: $0.combination, records: $0.records) }, configuration = entries[0].configuration
        guard configuration.kind == .relations else {
            return StretchLosses.all(of: runs).map { losses in
                let excerpt = tasks?.corpus(of: losses.combinations[0].configuration).flatMap(CorpusExcerpt.init)
                return losses.page(top: invocation[Command.top] ?? 10) { excerpt?($0) }
            }
        }
        guard let data = tasks?.relations(of: configuration) else {
            throw invocation.fail(.failed("what the facts are called is not known: \(configuration.data) is not there, or has changed"))
        }
        return [FactMistakes(of: runs).page(of: data, top: invocation[Command.top] ?? 20)]
    }
}
