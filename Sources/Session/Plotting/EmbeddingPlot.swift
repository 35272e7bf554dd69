import Engine
import Experiments
import Plots
import Statistics

extension PlotKind {
    static let embedding = PlotKind(
        "embedding", "what a run has learned about the people of the family trees: first two principal components", takesSeed: true
    ) { request throws(SessionError) in
        try request.embeddingFigure()
    }
}

extension PlotRequest {
    /// The people's vectors after training, along the two directions in which they differ most (Hinton 1986).
    fileprivate func embeddingFigure() throws(SessionError) -> Figure {
        guard source.entries.contains(where: { $0.configuration[.data] == Hyperparameter.data.defaultValue }) else {
            throw .plot(.noPeople(folder: source.folder))
        }
        let known = source.entries.filter { entry in entry.runs.contains { isWanted($0) } }
        let best = source.ranked(known).first
        guard let entry = best, let run = entry.runs.first(where: isWanted), let embedding = run.result.embedding else {
            throw .plot(.noEmbeddings(folder: source.folder, seed: seed))
        }
        let people = FamilyTree.people
        let vectors = embedding.vectors.prefix(people.count).map { $0.map(Double.init) }
        let components = PrincipalComponents(of: Array(vectors), count: 2)
        let points = people.indices.map { index in
            ScatterChart.Point(
                x: components.places[0][index], y: components.places[1][index], label: people[index].name,
                group: FamilyTree.Family.allCases.firstIndex(of: people[index].family) ?? 0, kind: people[index].generation - 1)
        }
        let chart = ScatterChart(
            x: Self.axis("first principal component", components.shares[0]),
            y: Self.axis("second principal component", components.shares[1]), points: points,
            groups: FamilyTree.Family.allCases.map(\.rawValue), kinds: ["first generation", "second", "third"])
        return Figure(
            title: "The learned embedding of the people", content: .scatter(chart),
            notes: ["After training with seed \(run.seed), \(source.label(of: entry)). \(Self.result(of: run))"])
    }

    private func isWanted(_ run: PlotSource.Run) -> Bool {
        guard let embedding = run.result.embedding, seed.map({ $0 == run.seed }) ?? true else { return false }
        return embedding.vectors.count >= FamilyTree.people.count
    }

    private static func axis(_ title: String, _ share: Double) -> Axis {
        Axis(title, unit: "\((100 * share).fixed(0)) % of the variance")
    }

    private static func result(of run: PlotSource.Run) -> String {
        let value = run.result.metrics[.testAccuracy]
        return value.map { "\($0.steps) of \($0.stepsInOne) test items right." } ?? ""
    }
}
