import Engine
import Experiments
import Formats
import Language
import System

extension Command {
    static let export = Command(
        "export",
        Signature(
            positionals: [
                .result(),
                .word("csv or jsonl", as: "csv|jsonl", .optional, .choices(RunExport.allCases.map { ($0.rawValue, "") })),
            ],
            options: [table.declaration, layout.declaration, out.declaration, OutputOption.overwrite.declaration]),
        help: "write runs or a model for other programs",
        details: """
            csv or jsonl shows every run as a table: one line a run, with its whole configuration, for pandas, DuckDB or a spreadsheet. Columns: \
            the hyper-parameters, of which vocab_size is empty unless the tokenizer is bpe; n_embd; seed; status, finished or failed; reason, of a failure; \
            test_items_right of test_size facts and their share test_accuracy; train_items_right of train_size and train_accuracy; train_loss; wte_sum, \
            the sum of the initial token embedding; seconds of training; train_input_first, test_inputs and test_items, tokens of the first and the tested \
            facts; test_facts, their words; loss_curve and embedding, float32 in base64. Text has val_loss, test_accuracy, train_accuracy, train_loss, \
            best_val_loss at best_iter, val_bits_per_byte, the counts behind them (val_tokens, val_tokens_right, train_tokens, train_tokens_tested, \
            train_tokens_right), tokens_seen, epochs_seen, evaluations (iteration, train loss, val loss) and val_segments, losses along the text. \
            What no run has is no column. table=losses is how the losses fell, in long form: one line \
            for each epoch or evaluation that is recorded of a run, with the swept hyper-parameters, seed, epoch (from 0) and train_loss, of text with seed, \
            iteration, train_loss and val_loss. Of runs in work both have what is recorded so far. export MODEL as=hf out=FOLDER writes a model as Hugging Face's GPT-2, config.json and \
            model.safetensors, of byte pairs with vocab.json and merges.txt; as=nanogpt out=FILE the state of nanoGPT's GPT. Their logits are the \
            model's. import reads both back. MODEL is what load takes.
            """,
        examples: [
            "train epochs=1 seeds=2 out=\"exported\"\nexport exported csv\nexport exported jsonl out=\"runs.jsonl\"",
            "sweep n_head=[1, 2] epochs=3 seeds=2 out=\"curves\"\nexport curves csv table=losses out=\"longform.csv\"",
            "let r = train data=\"input.txt\" block_size=16 max_iters=2 warmup_iters=0 seeds=1\nexport r as=hf out=\"gpt2\"",
        ]
    ) { session, invocation in
        if let layout = invocation[layout] {
            try await session.export(as: layout, invocation)
        } else {
            try await session.exportRuns(invocation)
        }
        return .none
    }

    fileprivate static let table = Option<ExportedTable>.choice(
        "table", as: "runs|losses", "what csv or jsonl shows: a line a run, or a line an epoch or evaluation of each", default: "runs")
    fileprivate static let layout = Option<ModelLayout>.choice(
        "as", as: "hf|nanogpt", "layout of a model's files: Hugging Face's or nanoGPT's", default: "a table of runs")
    fileprivate static let out = Option.path(
        "out", of: "a file", as: "FILE", "file, with as=hf a folder, to write; - shows the lines", default: "-", takesStream: true)
}

/// What is shown of runs.
private enum ExportedTable: String, CaseIterable {
    case runs, losses
}

// MARK: - Runs
extension Interpreter {
    fileprivate func exportRuns(_ invocation: Invocation) async throws {
        let form = try Self.form(invocation)
        let reference = try await reference(invocation.paths[0], invocation.context)
        let folder = try await apart(at: reference, invocation) { try ResultsFolder(reading: reference.folder) }
        for problem in folder.notices { try await invocation.context.emit(.notice(problem)) }
        switch invocation[Command.table] ?? .runs {
        case .runs: try await write([try await runs(of: folder, form, reference.span, invocation)], invocation)
        case .losses:
            let losses = LossExport(folder, as: form)
            let (finished, lacking) = losses.counts
            if finished > 0, finished == lacking { throw invocation.fail(.plot(.noLossCurves(folder: folder.path)), reference.span) }
            if lacking > 0 {
                try await invocation.context.emit(.notice("\(lacking) of \(finished) runs were recorded without their loss curves"))
            }
            try await write(losses.parts, invocation)
        }
    }

    private func runs(
        of folder: ResultsFolder, _ form: RunExport, _ span: SourceSpan, _ invocation: Invocation
    ) async throws -> [String] {
        // Only facts have words to tell.
        let known = folder.plan.kind == .text ? nil : await knownTasks(of: [folder.manifest], at: span, invocation.context)
        let tasks = known.flatMap { $0.hashes == folder.manifest.dataHashes ? $0 : nil }
        return try await apart { form.lines(of: folder, tasks: tasks) }
    }

    /// Shows lines, or writes them to the file that is named.
    ///
    /// - Parameter parts: made one after the other, for only one is then in memory as lines.
    private func write(_ parts: some Sequence<[String]>, _ invocation: Invocation) async throws {
        guard let path = invocation[Command.out], path != StandardStream.name else {
            for lines in parts { try await invocation.context.show(lines) }
            return
        }
        var bytes: [UInt8] = []
        for line in parts.lazy.joined() { bytes += line.utf8; bytes.append(UInt8(ascii: "\n")) }
        do throws(UserFile.Failure) {
            try invocation.file(path, .unmarked).write(bytes)
        } catch {
            throw invocation.fail(.failed("\(error)"), invocation.span(of: Command.out))
        }
    }

    private static func form(_ invocation: Invocation) throws(Diagnostic) -> RunExport {
        guard let word = invocation.words.first else {
            throw invocation.fail(.wrongOption("export", expected: "csv or jsonl for runs, as=hf or as=nanogpt for a model", found: "neither"))
        }
        if let form = RunExport(rawValue: word.text) { return form }
        if let layout = ModelLayout(rawValue: word.text) {
            throw invocation.fail(.wrongOption("export", expected: "as=\(layout.rawValue)", found: word.text), word.span)
        }
        let names = RunExport.allCases.map(\.rawValue)
        throw invocation.fail(.unknownWord(word.text, of: "export", names, nearest: NearestWord.find(word.text, among: names)), word.span)
    }
}

// MARK: - Models
extension Interpreter {
    fileprivate func export(as layout: ModelLayout, _ invocation: Invocation) async throws {
        if let table = invocation.argument(Command.table) {
            throw invocation.fail(.failed("table is for runs and as=\(layout.rawValue) for a model; give one of them"), table.name.span)
        }
        if let word = invocation.words.first {
            throw invocation.fail(.failed("\(word.text) is for runs and as=\(layout.rawValue) for a model; give one of them"), word.span)
        }
        let span = invocation.span(of: Command.out)
        guard let path = invocation[Command.out], path != StandardStream.name else {
            throw invocation.fail(.missingOption("out", of: "export", expected: layout == .hf ? "a folder to be made" : "a file to write"))
        }
        guard layout == .hf || path.hasSuffix(ModelFile.fileExtension) else {
            throw invocation.fail(.wrongOption("out", expected: "the name of a file that ends in \(ModelFile.fileExtension)", found: "\"\(path)\""), span)
        }
        let file = try await model(invocation.paths[0], invocation.context).file
        do {
            let files = try await apart { try file.exported(as: layout) }
            try Self.write(files, to: path, asFolder: layout == .hf, invocation)
            try await invocation.context.show(["Model saved to: \(path)"])
        } catch let error as ModelExportError {
            throw invocation.fail(.failed("\(error)"), invocation.paths[0].span)
        } catch let error where !(error is CancellationError) {
            throw invocation.fail(.failed("\(error)"), span)
        }
    }

    /// Writes files once it is sure that none of them takes another's place.
    private static func write(_ files: [(name: String, bytes: [UInt8])], to path: String, asFolder: Bool, _ invocation: Invocation) throws {
        let targets = files.map { (invocation.file(asFolder ? FileName.join(path, $0.name) : path, .unmarked), $0.bytes) }
        for (target, bytes) in targets { try target.check(for: bytes) }
        if asFolder { try FolderPath.make(path) }
        for (target, bytes) in targets { try target.write(bytes) }
    }
}
