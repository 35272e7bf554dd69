import Engine

/// What users are told of learning data of their own, and of the models that come of it.
enum DataGuide {
    /// What belongs to the hyper-parameter `data`.
    static let data = Guide(name: "data", help: "learn a file of your own, or the family trees", page: dataPage)

    private static var dataPage: HelpPage {
        var page = HelpPage(paragraphs: [
            """
            A table of relations has a line of headings and at least three tab-separated columns: one or more inputs, a relation, and the \
            answers with commas between them; every line has as many, and \\, is a comma in a name. Any other file is text; help text tells more. inspect shows \
            what a file is read as. Without data the family trees are learned.
            """,
            "A results folder keeps the file's path and SHA-256. It can be opened, compared and plotted without the file; it is resumed only with the same bytes.",
        ])
        page.add("Statements", code: ["inspect \"facts.tsv\"", "set data=\"facts.tsv\"", "sweep data=[\"a.txt\", \"b.txt\"]", "train data=\"facts.tsv\" task=text"])
        page.add("Hyper-parameters", rows: [Hyperparameter.data, .task, .tokenizer, .vocabSize, .dataSplit, .trainSize].map { [$0.name, $0.help] })
        return page
    }

    /// The topic `text`.
    static let text = Guide(name: "text", help: "learn a text of your own, as nanoGPT does", page: textPage)

    /// Those that relations don't have, or have at a default that goes without saying.
    private static var ofText: [String] {
        Hyperparameter.belonging(to: .text).filter {
            !$0.belongs(to: .relations) || $0.hasSilentDefault(for: .relations) && !$0.hasSilentDefault(for: .text)
        }.map(\.name)
    }

    private static var textPage: HelpPage {
        var page = HelpPage(title: "train data=\"input.txt\"", paragraphs: [
            """
            A text is learned token by token: each is predicted from those before it. data names a file in UTF-8, or with tokenizer=byte \
            any file. Its content decides whether it is text or a table of relations, unless task says so.
            """,
            """
            Text has hyper-parameters and defaults of its own. The defaults are nanoGPT's recipe for shakespeare_char on a CPU: 4 layers, \
            4 heads, n_embd 128, block_size 64, batch_size 12, max_iters 2000.
            """,
            """
            With streams=one, seed 1337 reproduces nanoGPT's train.py draw for draw: initial values, batches and evaluations. Without it, \
            batches have a random stream of their own, and a run is evaluated on the same windows each time.
            """,
        ])
        page.add("Statements", code: [
            "inspect \"input.txt\"", "set data=\"input.txt\"", "train seeds=1", "train streams=one seeds=[1337]",
            "sweep learning_rate=[3e-4, 1e-3, 3e-3] seeds=3",
        ])
        page.add("nanoGPT's recipe for a GPU", code: [
            "set n_layer=6 n_head=6 n_embd_factor=64 dropout=0.2 block_size=256 batch_size=64 max_iters=5000 eval_iters=200",
        ])
        page.add("Hyper-parameters of text", names: ofText)
        return page
    }
}
