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
                .path("a hyper-parameter, a result, a model or a word for it", as: "HYPER-PARAMETER, RESULT or MODEL", .any, .factorOrResult),
            ],
            options: [
                out.declaration, OutputOption.overwrite.declaration, PictureOption.width.declaration, PictureOption.height.declaration,
                PictureOption.fontSize.declaration, PictureOption.title.declaration, PictureOption.notes.declaration, seed.declaration, layer.declaration, head.declaration,
                CountingOption.failed.declaration,
            ]),
        help: "draw the last result, another one, or a model",
        details: """
            WHAT is \(PlotKind.all.map(\.name).joined(separator: ", ")). \(WordList.all(Metric.all.map(\.name))) are \
            drawn against one hyper-parameter, or for each combination, where the runs have them; heatmap takes two. loss of text shows validation \
            and train losses over iterations, with what tables of n-grams reach as dashed lines. RESULT is a variable, a field of \
            one such as s.best, or a results folder, finished or not; without it the last train or sweep is shown. A plot \
            is drawn with characters where there is only text. out saves it as a picture too: as SVG, as PDF with its fonts embedded, or as PNG \
            of 300 pixels an inch. width and height are in millimetres, font_size is in points; "3.25in" has another unit (mm, cm, in, pt or px). \
            The picture is exactly as large as that; where letters of that size leave no room for the plot all of it is drawn smaller. notes=false \
            leaves out the sentences below, which a paper has in its caption. A failed run counts as the metric's worst \
            value unless failed=exclude leaves it out. attention, predictions and embedding show a MODEL, which is what predict takes: attention \
            with a fact's words or a prompt, predictions with those of one fact or none. Where no model was kept the run is trained again.
            """,
        examples: [
            "train epochs=5 seeds=2 embeddings=true\nplot loss\nplot seeds\nplot embedding seed=1",
            "train epochs=5 seeds=2\nplot loss out=\"figure.pdf\" width=84 height=60 font_size=8 title=none notes=false",
            "let s = sweep n_layer=[1, 2] n_head=[1, 2] epochs=5 seeds=2\nplot test_accuracy n_head\nplot heatmap n_layer n_head s\nplot parallel s",
            "let r = train epochs=5 seeds=2\nplot attention r[0] \"Christopher\" \"wife\"\nplot predictions r[0]\nplot mistakes r",
        ]
    ) { session, invocation in
        try await session.plot(invocation)
        return .none
    }

    fileprivate static let out = Option.path(
        "out", of: "a file", as: "FILE", "file for the picture, ending in .svg, .pdf or .png, or - for SVG on standard output",
        suffixes: FigureFile.allCases.map(\.ending), takesStream: true)

    fileprivate static let seed = Option.whole(
        "seed", in: 0...Int(UInt32.max), as: "SEED", "of plot embedding: whose embedding", default: "the first that was recorded, or the best")

    fileprivate static let layer = Option.whole("layer", in: 1...Int.max, as: "NUMBER", "of plot attention: one layer, counted from 1", default: "all")

    fileprivate static let head = Option.whole("head", in: 1...Int.max, as: "NUMBER", "of plot attention: one head of each layer, counted from 1", default: "all")
}

// `plot loss`, `plot test_accuracy n_head wide`, `plot heatmap n_layer n_head "sweep_results_…" out="map.svg"`
extension Interpreter {
    fileprivate func plot(_ invocation: Invocation) async throws {
        let context = invocation.context
        let kind = try plotKind(invocation)
        guard let path = invocation[Command.out] else {
            try checkUnsaved(invocation)
            return try await context.emit(.figure(titled(try await figure(kind, invocation), invocation)))
        }
        let figure = titled(try await figure(kind, invocation), invocation)
        let isStream = path == StandardStream.name, form = isStream ? .svg : FigureFile(path: path) ?? .svg
        let picture = try await picture(of: figure, form, invocation)
        if isStream {
            try await context.emit(.text(String(decoding: picture.bytes, as: UTF8.self)))
        } else {
            try await context.emit(.figure(figure))
            do throws(UserFile.Failure) {
                try invocation.file(path, .figure(form)).write(picture.bytes)
            } catch {
                throw invocation.fail(.failed("\(error)"), invocation.span(of: Command.out))
            }
            try await context.show(["Figure saved to: \(path)"])
        }
        for notice in picture.notices { try await context.emit(.notice(notice)) }
    }

    private func titled(_ figure: Figure, _ invocation: Invocation) -> Figure {
        invocation[PictureOption.title].map(figure.titled) ?? figure
    }

    /// Checks that nothing asks for the size of a picture that isn't saved.
    private func checkUnsaved(_ invocation: Invocation) throws(Diagnostic) {
        let options = [PictureOption.width.name, PictureOption.height.name, PictureOption.fontSize.name, PictureOption.notes.name]
        guard let given = options.lazy.compactMap(invocation.call.argument).first else { return }
        throw invocation.fail(.failed("\(given.name.text) is for a saved picture; add out=\"FILE.pdf\", or .svg or .png"), given.name.span)
    }

    private func picture(of figure: Figure, _ form: FigureFile, _ invocation: Invocation) async throws -> Picture {
        let format = invocation.pageFormat, shown = invocation[PictureOption.notes] == false ? figure.withoutNotes : figure
        do {
            return try await apart { try form.picture(of: shown, format) }
        } catch let error as PictureError {
            throw invocation.fail(.failed("\(error)"), invocation.span(of: Command.out))
        }
    }

    private func plotKind(_ invocation: Invocation) throws(Diagnostic) -> PlotKind {
        let word = invocation.words[0]
        if let kind = PlotKind.named(word.text) {
            for (option, choice) in [(Command.seed, PlotKind.Choice.seed), (Command.layer, .layer), (Command.head, .head)] {
                guard let given = invocation.argument(option), !kind.choices.contains(choice) else { continue }
                throw invocation.fail(.plot(.unknownOption(choice.rawValue, kind: kind.name, nearest: nil)), given.name.span)
            }
            return kind
        }
        let known = PlotKind.all.map(\.name)
        let near = NearestWord.find(word.text, among: known)
        throw invocation.fail(.plot(.unknownKind(word.text, nearest: near, known: known)), word.span)
    }

    /// Of results where the kind is theirs and they hold it, else of a model.
    private func figure(_ kind: PlotKind, _ invocation: Invocation) async throws -> Figure {
        let context = invocation.context
        guard let ofModel = kind.ofModel else { return try await figureOfResults(kind, invocation) }
        let model = try await plottedModel(kind, invocation)
        switch model {
        case .figure(let figure): return figure
        case .model(let model):
            let request = try await modelRequest(kind, model, invocation)
            do {
                return try await apart { try ofModel(request) }
            } catch let error as SessionError {
                throw context.fail(error, invocation.call.span)
            } catch let error as ModelError {
                throw context.fail(.failed("the model can't be asked: \(error)"), invocation.paths.first?.span ?? invocation.call.span)
            }
        }
    }

    private func figureOfResults(_ kind: PlotKind, _ invocation: Invocation) async throws -> Figure {
        let request = try await plotRequest(kind, invocation)
        for problem in request.source.problems { try await invocation.context.emit(.notice(problem)) }
        guard let figure = try await recorded(kind, request, invocation) else {
            throw invocation.fail(.plot(.noEmbeddings(folder: request.source.folder, seed: request.seed)), invocation.call.span)
        }
        return figure
    }

    private func recorded(_ kind: PlotKind, _ request: PlotRequest, _ invocation: Invocation) async throws -> Figure? {
        guard let ofResults = kind.ofResults else { return nil }
        do {
            return try await apart { try ofResults(request) }
        } catch let error as SessionError {
            throw invocation.fail(error, invocation.call.span)
        }
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
            } else if let file = paths[index...].first(where: { FigureFile(path: $0.text) != nil }), ["to", "as", "in", file.text].contains(path.text) {
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
        let tasks = kind.namesTokens ? await knownTasks(of: [known.manifest], at: invocation.call.span, invocation.context) : nil
        return PlotRequest(
            factors: factors, metric: metric, source: known, lossName: known.isOfOtherData ? nil : LearningTask.familyTree.lossName,
            tasks: tasks, seed: invocation[Command.seed].map { UInt32($0) })
    }
}

// MARK: - Of a model
extension Interpreter {
    /// What is drawn of a kind that a model has.
    private enum Plotted {
        case model(LoadedModel)
        /// What the results hold already.
        case figure(Figure)
    }

    /// What is named, or the last result's best.
    private func plottedModel(_ kind: PlotKind, _ invocation: Invocation) async throws -> Plotted {
        let context = invocation.context, path = invocation.paths.first, span = path?.span ?? invocation.words[0].span
        if let path {
            let isModel = try await namesModel(path, context)
            if kind.ofResults == nil || isModel { return .model(try await model(path, context)) }
        } else if kind.name == PlotKind.attention.name {
            throw invocation.fail(.failed("plot attention shows a model; write plot attention MODEL and the words that it is given"), span)
        }
        let request = try await plotRequest(kind, invocation)
        if let figure = try await recorded(kind, request, invocation) { return .figure(figure) }
        let results = if let path { try await results(path, context) } else { lastOutcome.flatMap { LoadedResults(.sweep(SweepResult($0)), named: $0.folder) } }
        guard let results else { throw invocation.fail(.plot(.noResultYet), span) }
        guard let seed = request.seed else { return .model(try await model(of: results.value, named: results.name, span, context)) }
        return .model(try await model(ofSeed: seed, results.value, named: results.name, span, context))
    }

    /// Whether a word is a model itself, or one run.
    private func namesModel(_ path: CommandCall.PathArgument, _ context: ExecutionContext) async throws -> Bool {
        if path.text.hasSuffix(ModelFile.fileExtension) { return true }
        guard !path.isQuoted, let value = try await variableValue(path, context) else { return false }
        switch value {
        case .model, .run: return true
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution, .result, .sweep: return false
        }
    }

    private func model(
        ofSeed seed: UInt32, _ value: Value, named name: String, _ span: SourceSpan, _ context: ExecutionContext
    ) async throws -> LoadedModel {
        let result: TrainResult? = switch value {
        case .result(let result): result
        case .sweep(let sweep): sweep.best
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution, .run, .model: nil
        }
        guard let run = result?.runs.first(where: { $0.seed == seed }) else {
            throw context.fail(.plot(.noEmbeddings(folder: result?.folder ?? name, seed: seed)), span)
        }
        return try await model(of: run, span, context)
    }

    private func modelRequest(_ kind: PlotKind, _ model: LoadedModel, _ invocation: Invocation) async throws -> ModelPlotRequest {
        let words = try await words(invocation.paths.dropFirst(), invocation.context)
        let isAsked = kind.name == PlotKind.attention.name || kind.name == PlotKind.predictions.name && !words.isEmpty
        if let word = words.first, kind.name == PlotKind.embedding.name { throw invocation.fail(.plot(.severalSources(word.text)), word.span) }
        let tokens: [Int] = if !isAsked { [] } else if model.kind == .text { try prompt(of: words, model, invocation).tokens } else {
            try input(words, model, invocation)
        }
        return ModelPlotRequest(
            model: model, tokens: tokens, data: model.kind == .relations ? await relations(of: model, invocation) : nil,
            layer: invocation[Command.layer], head: invocation[Command.head])
    }
}
