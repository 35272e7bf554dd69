import Engine
import Experiments
import Language
import Runner
import Session
import System
import Testing

/// The one table of commands, walked whole: what a session takes a shell takes, and both come to the same.
struct CommandTableTests {
    /// What came of a statement or a command line: its lines, and the sentence it ended with.
    private struct Answer: Equatable, CustomStringConvertible {
        var lines: [String] = []
        var error: String?

        var description: String { (lines + [error.map { "error: \($0)" } ?? "ok"]).joined(separator: "\n") }
    }

    /// A session whose runs take no time.
    private static func session() -> Interpreter {
        let worker = Worker { run, _, _ throws(TrainingFailure) in
            TrainingOutcome(
                configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 0, evaluation: Evaluation(
                firstTrainingInput: [0, 24],
                    testInputs: [[0, 24], [1, 25]], testItemsRight: [run.seed % 2 == 0, true], trainItemsRight: 1, trainSize: run.configuration.trainSize), losses: [0.5], gradientNorms: [1])
        }
        return Interpreter(SessionEnvironment(jobs: 2, worker: worker))
    }

    private static func answer(_ body: (@escaping SessionEmitter) async throws -> StatementEnd) async -> Answer {
        let shown = Locked(Answer())
        do {
            _ = try await body { event in shown.withLock { $0.lines += ScriptCase.withoutTimes(event.lines) } }
        } catch let error as Diagnostic {
            shown.withLock { $0.error = error.message }
        } catch {
            shown.withLock { $0.error = "\(error)" }
        }
        return shown.withLock { $0 }
    }

    private static func typed(_ text: String, in session: Interpreter) async -> Answer {
        await answer { try await session.execute(SourceText(name: "t", text), emit: $0) }
    }

    private static func shell(_ words: [String], in session: Interpreter) async -> Answer {
        await answer { try await session.execute(CommandLineText(words), emit: $0) }
    }

    /// What stands before a command's options so that it can be asked for them without training or measuring anything.
    private static let openings: [String: (typed: String, words: [String])] = [
        "set": ("set epochs=1", ["set", "--epochs", "1"]),
        "train": ("train dry=true", ["train", "--dry"]),
        "sweep": (
            "sweep dry=true n_layer=[1, 2] n_head=[1, 2] n_embd_factor=16 dropout=[0.1]",
            ["sweep", "--dry", "--n_layer", "1", "2", "--n_head", "1,2", "--n_embd_factor=16", "--dropout", "0.1"]
        ),
        "inspect": ("inspect family_tree", ["inspect", "family_tree"]),
        "compare": ("compare comparing/_grid", ["compare", "comparing/_grid"]),
        "plot": ("plot seeds comparing/_grid", ["plot", "seeds", "comparing/_grid"]),
        "benchmark": ("benchmark repeat=0", ["benchmark", "--repeat", "0"]),
        "predict": ("predict comparing/_one", ["predict", "comparing/_one"]),
        "sample": ("sample comparing/_one", ["sample", "comparing/_one"]),
        "mistakes": ("mistakes comparing/_one", ["mistakes", "comparing/_one"]),
        "resume": ("resume nowhere", ["resume", "nowhere"]),
        "rerun": ("rerun nowhere failed", ["rerun", "nowhere", "failed"]),
        "extend": ("extend nowhere", ["extend", "nowhere"]),
        "worker": ("worker nowhere", ["worker", "nowhere"]),
        "merge": ("merge nowhere", ["merge", "nowhere"]),
        "status": ("status nowhere", ["status", "nowhere"]),
        "attach": ("attach nowhere", ["attach", "nowhere"]),
        "prune": ("prune nowhere", ["prune", "nowhere"]),
        "import": ("import nowhere.safetensors", ["import", "nowhere.safetensors"]),
        "export": ("export comparing/_grid csv", ["export", "comparing/_grid", "csv"]),
        "notebook": ("notebook run nowhere.ipynb", ["notebook", "run", "nowhere.ipynb"]),
        "notebook to": ("notebook export nowhere.ipynb", ["notebook", "export", "nowhere.ipynb"]),
        "kernel": ("kernel uninstall prefix=\"nowhere\"", ["kernel", "uninstall", "--prefix", "nowhere"]),
        "record": ("record nowhere/x.ipynb", ["record", "nowhere/x.ipynb"]),
        "help": ("help", ["help"]),
    ]

    /// Values for every option, right and wrong, by its name.
    private static let values: [String: [String]] = [
        "seeds": ["3", "1..2", "0", "2.5"], "jobs": ["1", "0", "1.5"], "max_failures": ["0.5", "2"], "lost_after": ["5", "0"],
        "out": ["walked", "walked.svg"], "random": ["2", "0"], "random_seed": ["7", "-1"], "to": ["n_layer=1", "n_hed=1", "html"],
        "failed": ["worst", "exclude", "best"], "metric": ["train_loss", "val_loss", "loss"],
        "as": ["csv", "markdown", "nonsense"], "seed": ["1", "-1"], "repeat": ["0"], "largest": ["0"], "from": ["start", "end"],
        "name": ["other", "no/name"],
        "on": ["local", "slrum"], "workers": ["4", "0"], "cpus": ["2", "0"], "memory": ["4G", "4 GB"], "time": ["2:00:00", "soon"],
        "partition": ["short"], "account": ["me"], "sbatch": ["--qos=long --exclusive"],
        "task": ["text", "relations", "other"], "tokenizer": ["bpe", "byte", "word"], "vocab_size": ["300", "255", "1.5"],
        "data_split": ["0.5", "1", "0"], "checkpoints": ["best", "none", "first"], "n_head": ["2", "0", "1.5"], "data": ["nowhere.txt"],
        "n": ["5", "0"], "temperature": ["0.5", "-1"], "top_k": ["1", "0"], "top": ["3", "0"], "layer": ["1", "0"], "head": ["1", "0"],
        "width": ["84mm", "84", "5", "wide"], "height": ["2in", "0"], "font_size": ["8pt", "8", "1"], "title": ["a b", "none"], "table": ["losses", "runs", "curves"],
    ]

    private static let cases = CommandTable.standard.all.flatMap { command in
        command.optionNames.map { (command.name, $0) }
    }

    @Test func `every command with options is walked`() {
        for command in CommandTable.standard.all where !command.optionNames.isEmpty {
            #expect(Self.openings[command.name] != nil, "\(command.name)")
        }
    }

    @Test(arguments: cases)
    func `an option reaches the same from a session and from a shell`(command: String, option: String) async throws {
        _ = ScriptCase.folder
        let opening = try #require(Self.openings["\(command) \(option)"] ?? Self.openings[command])
        if opening.typed.contains(" \(option)=") { return }
        let isFlag = CommandTable.standard[command]?.isFlag(option) == true
        for value in isFlag ? ["true"] : try #require(Self.values[option], "\(option) has no values to be tried") {
            let isText = CommandTable.standard[command]?.takesText(option) == true
            let typed = await Self.typed("\(opening.typed) \(option)=\(isText ? "\"\(value)\"" : value)", in: Self.session())
            let shell = await Self.shell(opening.words + (isFlag ? ["--\(option)"] : ["--\(option)", value]), in: Self.session())
            let attached = await Self.shell(opening.words + (isFlag ? ["--\(option)=true"] : ["--\(option)=\(value)"]), in: Self.session())
            #expect(shell == typed)
            #expect(attached == typed)
            if let error = typed.error { #expect(!error.contains("takes no")) }
        }
    }

    @Test(arguments: CommandTable.standard.all.map(\.name))
    func `a wrong option gets the same sentence`(command: String) async throws {
        _ = ScriptCase.folder
        guard let opening = Self.openings[command] else { return }
        let typed = await Self.typed("\(opening.typed) dorpout=1", in: Self.session())
        let shell = await Self.shell(opening.words + ["--dorpout", "1"], in: Self.session())
        #expect(shell == typed)
        #expect(typed.error?.contains("\"dorpout\"") == true)
    }

    @Test func `hyper-parameters, zip, where and by are the same`() async throws {
        _ = ScriptCase.folder
        let pairs: [(String, [String])] = [
            (
                "sweep n_layer=1..3 n_head=[1, 2] n_embd_factor=16 dropout=0.1 dry=true where n_embd <= 16",
                ["sweep", "--n_layer", "1..3", "--n_head", "1,2", "--n_embd_factor", "16", "--dropout", "0.1", "--dry", "--where", "n_embd <= 16"]
            ),
            (
                "sweep zip(n_layer=[1, 2], n_head=[4, 8]) n_embd_factor=16 dropout=0.1 dry=true",
                ["sweep", "--zip", "n_layer=1,2", "n_head=4,8", "--n_embd_factor", "16", "--dropout", "0.1", "--dry"]
            ),
            (
                "sweep n_layer=1 n_head=1 n_embd_factor=16 dropout=uniform(0, 0.5) random=2 dry=true",
                ["sweep", "--n_layer", "1", "--n_head=1", "--n_embd_factor", "16", "--dropout", "uniform(0, 0.5)", "--random", "2", "--dry"]
            ),
            ("train precision=bf16 dry=true", ["train", "--precision", "bf16", "--dry"]),
            ("train precision=bf61 dry=true", ["train", "--precision", "bf61", "--dry"]),
            ("train n_layer=[1, 2]", ["train", "--n_layer", "1", "2"]),
            ("train grad_clip=inf dropout=-0.1", ["train", "--grad_clip", "inf", "--dropout", "-0.1"]),
            ("compare comparing/_grid by n_head, n_layer", ["compare", "comparing/_grid", "--by", "n_head", "n_layer"]),
            ("compare comparing/_grid by n_hed", ["compare", "comparing/_grid", "--by", "n_hed"]),
            ("plot heatmap n_layer n_head comparing/_grid", ["plot", "heatmap", "n_layer", "n_head", "comparing/_grid"]),
            ("rerun comparing/_grid finished", ["rerun", "comparing/_grid", "finished"]),
            ("results comparing", ["results", "comparing"]),
            ("collect nowhere", ["collect", "nowhere"]),
        ]
        for (text, words) in pairs {
            let (typed, shell) = (await Self.typed(text, in: Self.session()), await Self.shell(words, in: Self.session()))
            #expect(shell == typed)
        }
    }

    @Test(arguments: cases)
    func `completion offers what an option takes`(command: String, option: String) async throws {
        let text = "\(Self.openings[command]?.typed ?? command) \(option)="
        let items = await Self.session().completions(for: SourceText(name: "t", text), at: text.utf8.count).items.map(\.text)
        let choices = CommandTable.standard[command]?.choices(of: option) ?? []
        #expect(choices.isEmpty || items.starts(with: choices), "\(items)")
        let name = "\(Self.openings[command]?.typed ?? command) \(option.prefix(3))"
        let names = await Self.session().completions(for: SourceText(name: "t", name), at: name.utf8.count).items.map(\.text)
        #expect(names.contains("\(option)=") || text.contains(" \(option)=1") || name.contains(" \(option)="))
    }

    @Test(arguments: CommandTable.standard.all.filter { !$0.examples.isEmpty }.map(\.name))
    func `the examples of help run from a shell`(name: String) async throws {
        _ = ScriptCase.folder
        for example in try #require(CommandTable.standard[name]).examples {
            // Sweeps from a shell are large, so their runs take no time here; other examples need real ones.
            let session = name == "sweep" ? Self.session() : Interpreter(SessionEnvironment(jobs: 2))
            let source = SourceText(name: "t", try Self.elsewhere(example))
            var parser = Parser(source, shapes: CommandTable.standard.shapes)
            for statement in try parser.program().statements {
                let answer = if case .command(let call) = statement.kind {
                    await Self.shell(Self.words(of: call, source), in: session)
                } else {
                    await Self.typed(source[statement.span], in: session)
                }
                #expect(answer.error == nil, "\(source[statement.span])")
            }
        }
    }

    /// The same example in folders and files of its own.
    private static func elsewhere(_ example: String) throws -> String {
        try example.matches(of: #/(?:\bout=|record )"?(\w+)/#).map { String($0.output.1) }.filter { $0 != "off" }
            .reduce(example) { text, name in text.replacing(try Regex("\\b\(name)\\b").wordBoundaryKind(.simple), with: "\(name)_shell") }
    }

    /// A call as the words of a command line.
    private static func words(of call: CommandCall, _ source: SourceText) -> [String] {
        func text(_ value: Expression) -> String {
            if case .string(let text) = value.kind { text } else { source[value.span] }
        }
        var words = [call.name.text]
        for positional in call.positionals {
            switch positional {
            case .word(let name): words.append(name.text)
            case .path(let path): words.append(path.text)
            case .expression(let expression): words.append(source[expression.span])
            }
        }
        for argument in call.named {
            switch argument.value.kind {
            case .boolean(let truth): words.append((truth ? "--" : "--no-") + argument.name.text)
            default: words += ["--\(argument.name.text)", text(argument.value)]
            }
        }
        for bundle in call.bundles {
            words += ["--\(bundle.name.text)"] + bundle.arguments.map { "\($0.name.text)=\(text($0.value))" }
        }
        if !call.byNames.isEmpty { words += ["--by"] + call.byNames.map(\.text) }
        if let condition = call.condition { words += ["--where", source[condition.span]] }
        return words
    }
}
