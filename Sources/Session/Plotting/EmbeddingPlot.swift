import Engine
import Experiments
import Plots
import Statistics

extension PlotKind {
    static let embedding = PlotKind(
        "embedding", "what a run has learned about people, names or tokens: first two principal components", takesSeed: true
    ) { request throws(SessionError) in
        try request.embeddingFigure()
    }
}

extension PlotRequest {
    /// The vectors of people, or of other data's names or tokens, after training, along the two directions in which they differ most
    /// (Hinton 1986).
    fileprivate func embeddingFigure() throws(SessionError) -> Figure {
        let known = source.entries.filter { entry in entry.runs.contains { isWanted($0) } }
        let best = source.ranked(known).first
        guard let entry = best, let run = entry.runs.first(where: isWanted), let embedding = run.result.embedding else {
            throw .plot(.noEmbeddings(folder: source.folder, seed: seed))
        }
        let names = try names(of: entry)
        let vectors = embedding.vectors.prefix(names.count).map { $0.map(Double.init) }
        let components = PrincipalComponents(of: Array(vectors), count: 2)
        let people = Self.isOfPeople(entry) ? FamilyTree.people : []
        let points = vectors.indices.map { index in
            let person = people.isEmpty ? nil : people[index]
            return ScatterChart.Point(
                x: components.places[0][index], y: components.places[1][index], label: names[index],
                group: person.flatMap { FamilyTree.Family.allCases.firstIndex(of: $0.family) } ?? 0, kind: (person?.generation ?? 1) - 1)
        }
        let chart = ScatterChart(
            x: Self.axis("first principal component", components.shares[0]),
            y: Self.axis("second principal component", components.shares[1]), points: points,
            groups: people.isEmpty ? [] : FamilyTree.Family.allCases.map(\.rawValue),
            kinds: people.isEmpty ? [] : ["first generation", "second", "third"])
        return Figure(
            title: "The learned embedding of the \(people.isEmpty ? source.kind == .text ? "tokens" : "names" : "people")", content: .scatter(chart),
            notes: ["After training with seed \(run.seed), \(source.label(of: entry)). \(Self.result(of: run))"])
    }

    private func isWanted(_ run: PlotSource.Run) -> Bool { run.result.embedding != nil && seed.map { $0 == run.seed } ?? true }

    private static func isOfPeople(_ entry: PlotSource.Entry) -> Bool { entry.configuration.data == Hyperparameter.familyTree }

    /// What the first tokens are called; a blank or a line's end, which nobody would see, as it is written.
    private func names(of entry: PlotSource.Entry) throws(SessionError) -> [String] {
        if Self.isOfPeople(entry) { return FamilyTree.people.map(\.name) }
        let data = entry.configuration.data
        guard let tasks, tasks.hashes[data] == source.manifest.dataHashes[data] else { throw .plot(.noNames(folder: source.folder, data: data)) }
        return tasks.names(of: entry.configuration).map { $0.allSatisfy(\.isWhitespace) ? $0.debugDescription : $0 }
    }

    private static func axis(_ title: String, _ share: Double) -> Axis {
        Axis(title, unit: "\((100 * share).fixed(0)) % of the variance")
    }

    private static func result(of run: PlotSource.Run) -> String {
        let value = run.result.metrics[.testAccuracy]
        return value.map { "\($0.steps) of \($0.stepsInOne) test items right." } ?? ""
    }
}
