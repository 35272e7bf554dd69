import Engine
import Experiments
import Plots
import Statistics

extension PlotKind {
    static let embedding = PlotKind(
        "embedding", "what a run has learned about people, names or tokens: first two principal components", choices: [.seed], namesTokens: true,
        ofModel: { try $0.embeddingFigure() }
    ) { request throws(SessionError) in
        try request.embeddingFigure()
    }
}

extension PlotRequest {
    /// The embedding that a run was recorded with; nil where none was.
    fileprivate func embeddingFigure() throws(SessionError) -> Figure? {
        let known = source.entries.filter { entry in entry.runs.contains { isWanted($0) } }
        guard let entry = source.ranked(known).first, let run = entry.runs.first(where: isWanted), let embedding = run.result.embedding else { return nil }
        let chart = EmbeddingChart(vectors: embedding.vectors, names: try names(of: entry), data: entry.configuration.data, source.kind)
        return try chart.figure("After training with seed \(run.seed), \(source.label(of: entry)). \(Self.result(of: run))")
    }

    private func isWanted(_ run: PlotSource.Run) -> Bool { run.result.embedding != nil && seed.map { $0 == run.seed } ?? true }

    /// What the first tokens are called.
    private func names(of entry: PlotSource.Entry) throws(SessionError) -> [String] {
        let data = entry.configuration.data
        if data == Hyperparameter.familyTree { return FamilyTree.people.map(\.name) }
        guard let tasks, tasks.hashes[data] == source.manifest.dataHashes[data] else { throw .plot(.noNames(folder: source.folder, data: data)) }
        return tasks.task(for: entry.configuration).vocabulary.embeddedNames
    }

    private static func result(of run: PlotSource.Run) -> String {
        let value = run.result.metrics[.testAccuracy]
        return value.map { "\($0.steps) of \($0.stepsInOne) test items right." } ?? ""
    }
}

extension ModelPlotRequest {
    fileprivate func embeddingFigure() throws -> Figure {
        let configuration = model.configuration, trained = try model.file.trainedModel()
        let vectors = TokenEmbedding(trained.tokenEmbedding, width: configuration.nEmbd).vectors
        let chart = EmbeddingChart(
            vectors: vectors, names: model.file.vocabulary.embeddedNames, data: configuration.data, model.kind)
        return try chart.figure("\(model.runText), after \(model.file.iteration.grouped) \(model.kind.updateName)s.")
    }
}

extension ModelVocabulary {
    /// Of relations the names, not the relations; of text all tokens.
    fileprivate var embeddedNames: [String] {
        if case .relations(let relations, _) = form { return Array(names.dropLast(relations)) }
        return names.indices.map(shownNames)
    }
}

/// The vectors of people, or of other data's names or tokens, after training, along the two directions in which they differ most
/// (Hinton 1986).
private struct EmbeddingChart {
    let vectors: [[Float]]
    /// Of the first vectors; the others are not shown.
    let names: [String]
    /// The vocabulary's tokens are people.
    let isOfPeople: Bool
    let kind: TaskKind

    /// Of more only the first are shown: those of byte pairs that were merged most often.
    private static let mostTokens = 1000

    init(vectors: [[Float]], names: [String], data: String, _ kind: TaskKind) {
        (self.vectors, self.names, self.kind) = (vectors, names, kind)
        isOfPeople = data == Hyperparameter.familyTree && names.count == FamilyTree.people.count
    }

    func figure(_ note: String) throws(SessionError) -> Figure {
        let shown = vectors.prefix(min(names.count, Self.mostTokens)).map { $0.map(Double.init) }
        guard shown.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw .failed("the embedding has values that are not finite") }
        let components = PrincipalComponents(of: shown, count: 2)
        let things = isOfPeople ? "people" : kind == .text ? "tokens" : "names"
        let more = names.count > shown.count ? ["The first \(shown.count.grouped) of \(names.count.grouped) \(things) are shown."] : []
        return Figure(
            title: "The learned embedding of the \(things)", content: .scatter(chart(components, shown.count)), notes: [note] + more)
    }

    private func chart(_ components: PrincipalComponents, _ count: Int) -> ScatterChart {
        let people = isOfPeople ? FamilyTree.people : []
        let points = (0..<count).map { index in
            let person = people.isEmpty ? nil : people[index]
            return ScatterChart.Point(
                x: place(index, 0, components), y: place(index, 1, components), label: names[index],
                group: person.flatMap { FamilyTree.Family.allCases.firstIndex(of: $0.family) } ?? 0, kind: (person?.generation ?? 1) - 1)
        }
        return ScatterChart(
            x: axis("first", 0, components), y: axis("second", 1, components), points: points,
            groups: people.isEmpty ? [] : FamilyTree.Family.allCases.map(\.rawValue),
            kinds: people.isEmpty ? [] : ["first generation", "second", "third"])
    }

    /// 0 along a component that there is not: vectors may have one value each.
    private func place(_ index: Int, _ component: Int, _ components: PrincipalComponents) -> Double {
        components.places.indices.contains(component) ? components.places[component][index] : 0
    }

    private func axis(_ ordinal: String, _ component: Int, _ components: PrincipalComponents) -> Axis {
        let share = components.shares.indices.contains(component) ? components.shares[component] : 0
        return Axis("\(ordinal) principal component", unit: "\((100 * share).fixed(0)) % of the variance")
    }
}
