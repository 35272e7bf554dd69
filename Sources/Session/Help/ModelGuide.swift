import Engine

/// What users are told of trained models.
enum ModelGuide {
    /// The topic `models`.
    static let models = Guide(name: "models", help: "ask what a trained model answers, and let it write", page: modelsPage)

    private static var modelsPage: HelpPage {
        var page = HelpPage(title: "let m = load(\"FOLDER\")", paragraphs: [
            """
            A MODEL is named by a variable that holds one, by a result (its best seed's), by one seed of a result (r[3]), by a combination of a sweep \
            (s.best, s[0]), by a results folder, or by a file that ends in .safetensors. train keeps the last model of each seed; \
            checkpoints=best, every or none says otherwise, and a sweep keeps none unless it says so.
            """,
            """
            Where no model was kept, the run is trained again when it is asked for. It must give the recorded result bit for bit; else, or where its \
            data has changed, that is an error.
            """,
        ])
        page.add("Statements", code: [
            "let r = train seeds=5", "predict r[3] \"Christopher\" \"wife\"", "predict r[3]", "mistakes r",
            "let t = train data=\"input.txt\" seeds=1", "sample t \"ROMEO:\" n=300 temperature=0.8", "predict t \"To be or not to \"",
        ])
        page.add("Fields", rows: [
            ["r[3].test_items", "what seed 3 was tested on, and what it got right"], ["r.test_items", "the same over all seeds"],
            ["r.loss_curve", "how the loss fell"], ["r[3].embedding", "the vector of each token"], ["m.vocabulary", "what the tokens are called"],
        ])
        return page
    }

    /// The topic `checkpoints`.
    static let checkpoints = Guide(name: "checkpoints", help: "which models are kept, and where", page: checkpointsPage)

    private static var checkpointsPage: HelpPage {
        var page = HelpPage(title: "train … checkpoints=WHICH", paragraphs: [
            """
            Models are kept in the results folder's checkpoints/, as safetensors with the configuration, the vocabulary and what else load needs. \
            Unless checkpoints= says otherwise, train keeps the last model of each seed, and sweep keeps none.
            """,
            """
            A model that was not kept is trained again when it is asked for; it has the same bits. results shows what models take on the disk, and prune \
            removes them. export MODEL as=hf and as=nanogpt write one for other programs.
            """,
        ])
        page.add("checkpoints", rows: CheckpointRule.allCases.map { [$0.rawValue, $0.help] })
        page.add("Statements", code: ["train seeds=3 checkpoints=best", "sweep n_layer=[1, 2] checkpoints=last out=\"kept\"", "let m = load(\"kept\")", "prune \"kept\""])
        return page
    }
}

extension CheckpointRule {
    /// One line.
    fileprivate var help: String {
        switch self {
        case .none: "no model"
        case .last: "the model after the last update of each run"
        case .best: "the model with the lowest validation loss of each run; of relations the last"
        case .every: "the model at each evaluation of each run, and the last"
        }
    }
}
