import Comparison
import Engine
import Experiments
import Language
import Plots
import Runner

extension Command {
    static let plot = Command(
        "plot",
        Signature(
            positionals: [
                .word("what to plot", as: "WHAT", .one, .choices(PlotKind.all.map { ($0.name, $0.help) })),
                .path("a hyper-parameter or a result", as: "HYPER-PARAMETER or RESULT", .any, .factorOrResult),
            ],
            options: [out.declaration, OutputOption.overwrite.declaration, seed.declaration, CountingOption.failed.declaration]),
        help: "draw the last result, or another one",
        details: """
            WHAT is \(PlotKind.all.map(\.name).joined(separator: ", ")). \(WordList.all(Metric.all.map(\.name))) are \
            drawn against one hyper-parameter, or for each combination, where the runs have them; heatmap takes two. loss of text shows validation \
            and train losses over iterations, with what tables of n-grams reach as dashed lines. RESULT is a variable, a field of \
            one such as s.best, or a results folder, finished or not; without it the last train or sweep is shown. A picture \
            is drawn with characters where there is only text; out saves it as SVG too. A failed run counts as the metric's worst \
            value unless failed=exclude leaves it out. plot embedding needs a result of \
            embeddings=true.
            """,
        examples: [
            "train epochs=5 seeds=2 embeddings=true\nplot loss\nplot seeds\nplot embedding seed=1",
            "let s = sweep n_layer=[1, 2] n_head=[1, 2] epochs=5 seeds=2\nplot test_accuracy n_head\nplot heatmap n_layer n_head s\nplot parallel s",
        ]
    ) { session, invocation in
        try await session.plot(invocation)
        return .none
    }

    fileprivate static let out = Option.path(
        "out", of: "a file", as: "FILE.svg", "file for the picture, ending in .svg, or - for standard output", suffix: ".svg", takesStream: true)

    fileprivate static let seed = Option.whole(
        "seed", in: 0...Int(UInt32.max), as: "SEED", "of plot embedding: whose embedding", default: "the first there is")
}

// `plot loss`, `plot test_accuracy n_head wide`, `plot heatmap n_layer n_head "sweep_results_…" out="map.svg"`
extension Interpreter {
    fileprivate func plot(_ invocation: Invocation) async throws {
        let context = invocation.context
        let kind = try plotKind(invocation)
        let request = try await plotRequest(kind, invocation)
        for problem in request.source.problems { try await context.emit(.notice(problem)) }
        let figure: Figure
        do {
            figure = try await apart { try kind.figure(request) }
        } catch let error as SessionError {
            throw context.fail(error, invocation.call.span)
        }
        if invocation[Command.out] == StandardStream.name { return try await context.emit(.text(SVGRenderer().render(figure))) }
        try await context.emit(.figure(figure))
        guard let path = invocation[Command.out] else { return }
        do throws(UserFile.Failure) {
            try invocation.file(path, .figure).write(SVGRenderer().render(figure))
        } catch {
            throw invocation.fail(.failed("\(error)"), invocation.span(of: Command.out))
        }
        try await context.show(["Figure saved to: \(path)"])
    }

    private func plotKind(_ invocation: Invocation) throws(Diagnostic) -> PlotKind {
        let word = invocation.words[0]
        if let kind = PlotKind.named(word.text) {
            guard let seed = invocation.argument(Command.seed), !kind.takesSeed else { return kind }
            throw invocation.fail(.plot(.unknownOption("seed", kind: kind.name, nearest: nil)), seed.name.span)
        }
        let known = PlotKind.all.map(\.name)
        let near = NearestWord.find(word.text, among: known)
        throw invocation.fail(.plot(.unknownKind(word.text, nearest: near, known: known)), word.span)
    }

    /// The hyper-parameters and the metric, and the results: the last argument, or the last there are.
    private func plotRequest(_ kind: PlotKind, _ invocation: Invocation) async throws -> PlotRequest {
        var factors: [Factor] = []
        var metric: Metric?
        var source: PlotSource?
        let paths = invocation.paths
        for (index, path) in paths.enumerated() {
            if !path.isQuoted, let factor = Factor.named(path.text) {
                factors.append(factor)
            } else if !path.isQuoted, kind.takesMetric, metric == nil, let named = Metric.named(path.text) {
                metric = named
            } else if let file = paths[index...].first(where: { $0.text.hasSuffix(".svg") }), ["to", "as", "in", file.text].contains(path.text) {
                throw invocation.fail(.plot(.fileAlone(found: path.text, file: file.text)), path.span)
            } else {
                guard source == nil else { throw invocation.fail(.plot(.severalSources(path.text)), path.span) }
                source = PlotSource(
                    try await results(path, or: Factor.names, invocation.context), failed: invocation.failedRuns)
            }
        }
        guard kind.factorCounts.contains(factors.count) else {
            throw invocation.fail(.plot(.wrongFactors(kind: kind.name, found: factors.count, expected: kind.factorCounts)))
        }
        guard let known = source ?? lastOutcome.map({ PlotSource($0, failed: invocation.failedRuns) }) else {
            throw invocation.fail(.plot(.noResultYet), invocation.words[0].span)
        }
        guard known.entries.contains(where: { !$0.runs.isEmpty }) else { throw invocation.fail(.plot(.noFinishedRuns(folder: known.folder))) }
        // Only the embedding needs the data's names.
        let tasks = kind.takesSeed ? await knownTasks(of: [known.manifest], at: invocation.call.span, invocation.context) : nil
        return PlotRequest(
            factors: factors, metric: metric, source: known, lossName: known.isOfOtherData ? nil : LearningTask.familyTree.lossName,
            tasks: tasks, seed: invocation[Command.seed].map { UInt32($0) })
    }
}
