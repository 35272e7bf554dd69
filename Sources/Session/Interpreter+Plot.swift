import Engine
import Experiments
import Language
import Plots

// `plot loss`, `plot test_accuracy n_head wide`, `plot heatmap n_layer n_head "sweep_results_…" out="map.svg"`
extension Interpreter {
    func plot(_ call: CommandCall, _ frame: Frame) async throws {
        let request = try await plotRequest(call, frame)
        for problem in request.source.problems { try await frame.emit(.notice(problem)) }
        let file = try await pictureFile(call, frame)
        let figure = try frame.at(call.span) { () throws(Fact) in try request.figure() }
        try await frame.emit(.figure(figure))
        guard let (path, span) = file else { return }
        do throws(UserFile.Failure) {
            try UserFile(HomePath.expanded(path), .figure, overwrites: true).write(SVGRenderer().render(figure))
        } catch {
            throw frame.fail(.failed("\(error)"), span)
        }
        try await frame.show(["Figure saved to: \(path)"])
    }

    private func plotRequest(_ call: CommandCall, _ frame: Frame) async throws -> PlotRequest {
        guard case .word(let word)? = call.positionals.first, let kind = PlotKind.named(word.text) else {
            throw unknownPlot(call, frame)
        }
        var seed: UInt32?
        for argument in call.named {
            switch argument.name.text {
            case "out": break
            case "seed" where kind == .embedding: seed = try await plotSeed(argument, frame)
            default: throw unknownPlotOption(argument.name, kind, frame)
            }
        }
        let (factors, source) = try plotted(kind, word, call, frame)
        return PlotRequest(kind: kind, factors: factors, source: source, seed: seed)
    }

    private func unknownPlot(_ call: CommandCall, _ frame: Frame) -> Diagnostic {
        guard case .word(let word)? = call.positionals.first else { return frame.fail(.plot(.unknownKind("", nearest: nil)), call.span) }
        let near = NearestWord.find(word.text, among: PlotKind.all.map(\.name))
        return frame.fail(.plot(.unknownKind(word.text, nearest: near)), word.span)
    }

    private func unknownPlotOption(_ name: Name, _ kind: PlotKind, _ frame: Frame) -> Diagnostic {
        let known = kind == .embedding ? ["out", "seed"] : ["out"]
        let fact = PlotMistake.unknownOption(name.text, kind: kind.name, nearest: NearestWord.find(name.text, among: known))
        return frame.fail(.plot(fact), name.span)
    }

    private func plotSeed(_ argument: CommandCall.NamedArgument, _ frame: Frame) async throws -> UInt32 {
        let value = try await value(of: argument.value, frame)
        guard case .integer(let number) = value, let seed = UInt32(exactly: number) else {
            throw frame.fail(.wrongOption("seed", expected: "a seed, a whole number", found: value.found), argument.value.span)
        }
        return seed
    }

    /// Where `out` asks the picture to go.
    private func pictureFile(_ call: CommandCall, _ frame: Frame) async throws -> (path: String, span: SourceSpan)? {
        guard let argument = call.argument("out") else { return nil }
        let value = try await value(of: argument.value, frame)
        guard case .string(let path) = value, path.hasSuffix(".svg"), !path.contains("\0") else {
            let fact = Fact.wrongOption("out", expected: "the name of a file that ends in .svg, a string", found: value.found)
            throw frame.fail(fact, argument.value.span)
        }
        return (path, argument.value.span)
    }
}

// MARK: - What is plotted
extension Interpreter {
    /// The hyper-parameters, and the results: the last argument, or the last there are.
    private func plotted(
        _ kind: PlotKind, _ word: Name, _ call: CommandCall, _ frame: Frame
    ) throws(Diagnostic) -> ([PlotFactor], PlotSource) {
        var factors: [PlotFactor] = []
        var source: PlotSource?
        for case .path(let path) in call.positionals {
            if !path.isQuoted, let factor = PlotFactor.named(path.text) {
                factors.append(factor)
            } else {
                guard source == nil else { throw frame.fail(.plot(.severalSources(path.text)), path.span) }
                source = try plotSource(path, frame)
            }
        }
        guard kind.factorCounts.contains(factors.count) else {
            throw frame.fail(.plot(.wrongFactors(kind: kind.name, found: factors.count, expected: kind.factorCounts)), call.span)
        }
        guard let known = source ?? lastOutcome.map({ PlotSource($0) }) else { throw frame.fail(.plot(.noResultYet), word.span) }
        guard !known.entries.isEmpty else { throw frame.fail(.plot(.noFinishedRuns(folder: known.folder)), call.span) }
        return (factors, known)
    }

    /// A variable, a field of one, or a folder.
    private func plotSource(_ path: CommandCall.PathArgument, _ frame: Frame) throws(Diagnostic) -> PlotSource {
        if !path.isQuoted, let value = try plotValue(path, frame) {
            switch value {
            case .result(let findings): return PlotSource(findings)
            case .sweep(let findings): return PlotSource(findings.outcome)
            case .string(let folder): return try plotSource(folder, path.span, frame)
            default: throw frame.fail(.plot(.noSource(found: value.found)), path.span)
            }
        }
        return try plotSource(path.text, path.span, frame)
    }

    /// The value of `s` or `s.best`, if there is such a variable.
    private func plotValue(_ path: CommandCall.PathArgument, _ frame: Frame) throws(Diagnostic) -> Value? {
        let parts = path.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard var value = parts.first.flatMap({ variables[$0] }) else { return nil }
        for part in parts.dropFirst() {
            let whole = value
            value = try frame.at(path.span) { () throws(Fact) in try whole.field(part) }
        }
        return value
    }

    private func plotSource(_ folder: String, _ span: SourceSpan, _ frame: Frame) throws(Diagnostic) -> PlotSource {
        do throws(FolderError) {
            return PlotSource(try ResultsFolder(reading: HomePath.expanded(folder)))
        } catch .missing {
            let names = PlotFactor.names + variables.keys.sorted()
            throw frame.fail(.plot(.unknownSource(folder, nearest: NearestWord.find(folder, among: names))), span)
        } catch {
            throw frame.fail(.failed("\(error)"), span)
        }
    }
}
