import Engine

/// What users are told of the fields of results, from the tables that the values themselves answer by.
enum FieldGuide {
    static let fields = Guide(name: "fields", help: "the fields of results, runs, models and sweeps", page: page)

    private static var page: HelpPage {
        var page = HelpPage(title: "RESULT.FIELD", paragraphs: [
            """
            Hyper-parameters are fields too, by their names: s.best.dropout. Elements are in brackets: r[3] is the run of seed 3, s[0] a sweep's first \
            combination. s.best? tells what a field is and holds.
            """,
        ])
        page.add("Of a result: let r = train …, s.best, s[0]", rows: rows(TrainResult.fields(of:)))
        page.add("Of a run: r[3]", rows: rows(SeedRun.fields(of:)))
        page.add("Of a sweep: let s = sweep …, let s = open(\"FOLDER\")", rows: rows(ofSweep))
        page.add("Of a model: let m = load(\"FOLDER\")", rows: rows(LoadedModel.fields(of:)))
        return page
    }

    private static func ofSweep(_ kind: TaskKind) -> [(name: String, help: String)] {
        let rankings: [Metric] = kind == .text ? [.valLoss, .valBitsPerByte] : [.testAccuracy]
        return rankings.reduce(into: []) { fields, ranking in
            fields += SweepResult.fields(rankedBy: ranking).filter { new in !fields.contains { $0.name == new.name } }
        }
    }

    /// The fields of relations, then those that only text has.
    private static func rows(_ fields: (TaskKind) -> [(name: String, help: String)]) -> [[String]] {
        let ofRelations = fields(.relations), ofText = fields(.text)
        return ofRelations.map { field in
            guard let text = ofText.first(where: { $0.name == field.name }) else { return [".\(field.name)", "of relations: \(field.help)"] }
            return [".\(field.name)", text.help == field.help ? field.help : "\(field.help); of text: \(text.help)"]
        } + ofText.filter { text in !ofRelations.contains { $0.name == text.name } }.map { [".\($0.name)", "of text: \($0.help)"] }
    }
}
