import Engine
import Experiments
import Formats
import Glibc
import Language
import Runner

extension Command {
    static let `import` = Command(
        "import",
        Signature(
            positionals: [.path("the file of a model", as: "FILE", .one, .path(.files(endingIn: [".safetensors"])))],
            options: [heads.declaration, data.declaration, tokenizer.declaration, out.declaration, OutputOption.overwrite.declaration]),
        help: "read a model that another program wrote",
        details: """
            FILE is a safetensors file with nanoGPT's tensors, or a folder, or the model.safetensors in one, with Hugging Face's GPT-2 and its \
            config.json; also what export has written, and a checkpoint. The sizes follow from the tensors. What nothing says is asked for: the \
            heads, n_head=, and what the tokens are: data=, the text that it was trained on, and tokenizer=. The result is a model; out= writes \
            it as a checkpoint, which load reads. Other kinds of models, and files of torch.save, which may hold programs, are refused.
            """,
        examples: [
            "train data=\"input.txt\" block_size=16 max_iters=2 warmup_iters=0 seeds=1 out=\"origin\"\n"
                + "export origin as=nanogpt out=\"other.safetensors\"\nlet m = import(\"other.safetensors\")\nprint m.n_head",
        ],
        hasResult: true, showsResult: true
    ) { session, invocation in
        let model = try await session.imported(invocation)
        if let path = invocation[out] { try invocation.write(model.bytes, to: path, at: out) }
        return .model(LoadedModel(model))
    }

    fileprivate static let heads = Option.whole(
        "n_head", in: 1...Int(UInt16.max), "attention heads, where the file doesn't say", default: "what the file says")
    fileprivate static let data = Option<String>(
        "data", as: "FILE", "the text that the model was trained on, whose tokens it has", reading: .text, completion: .path(.files())
    ) { value throws(SessionError) in
        guard case .string(let path) = value, !path.isEmpty else {
            throw .wrongOption("data", expected: "the name of a file", found: value.found)
        }
        return path
    }
    fileprivate static let tokenizer = Option<TokenizerKind>.choice(
        "tokenizer", as: "TOKENIZER", Hyperparameter.tokenizer.help, default: "char")
    fileprivate static let out = Option.path(
        "out", of: "a file", as: "FILE", "file to write as a checkpoint, ending in .safetensors", suffixes: [ModelFile.fileExtension])
}

extension Invocation {
    /// Writes a file that an option names.
    func write(_ bytes: [UInt8], to path: String, at option: Option<String>) throws(Diagnostic) {
        do throws(UserFile.Failure) {
            try file(path, .unmarked).write(bytes)
        } catch {
            throw fail(.failed("\(error)"), span(of: option))
        }
    }
}

extension Interpreter {
    fileprivate func imported(_ invocation: Invocation) async throws -> ModelFile {
        let path = invocation.paths[0], name = path.text
        let folder = environment.readingPath(name), place = Self.modelFile(folder)
        if (try? SweepManifest(of: folder)) != nil {
            throw invocation.fail(.failed("\"\(name)\" is a results folder, whose models load reads: load(\"\(name)\")"), path.span)
        }
        let kind = invocation[Command.tokenizer]
        let data: (file: DataFile, tokenizer: TokenizerKind)? = if let name = invocation[Command.data] {
            (try await file(name, at: invocation.span(of: Command.data), invocation.context), kind ?? .char)
        } else { nil }
        let heads = invocation[Command.heads]
        let needless = invocation.argument(Command.heads) != nil ? "n_head" : data != nil ? "data" : kind != nil ? "tokenizer" : nil
        do {
            return try await apart {
                let container = try ModelFile.container(try ModelFile.bytes(of: place))
                let isOwn = container.metadata[ModelFile.ownMark] != nil
                if isOwn || container.metadata[ModelFile.exportMark] != nil, let needless { throw ModelImportError.saysItself(needless) }
                if isOwn { return try ModelFile(reading: place) }
                var source = ModelImport(container, named: name)
                (source.headCount, source.data, source.readsBytes) = (heads, data, kind == .byte)
                source.addFiles(beside: place)
                return try source.model()
            }
        } catch let error as UnreadableModel {
            let advice = if case .missing = error.reason { FolderNames.advice(onMissing: name) } else { "" }
            throw invocation.fail(.failed("\(error)\(environment.places.searched(name))\(advice)"), path.span)
        } catch let error where !(error is CancellationError) {
            throw invocation.fail(.failed("\"\(name)\" can't be read as a model: \(error)"), path.span)
        }
    }

    /// A folder's model is in the file that Hugging Face's folders have.
    private static func modelFile(_ path: String) -> String {
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isFolder ? FileName.join(path, "model.safetensors") : path
    }
}

extension ModelImport {
    /// Takes what lies beside a file of Hugging Face's.
    fileprivate mutating func addFiles(beside path: String) {
        let folder = FileName.folder(path)
        func bytes(_ name: String) -> [UInt8]? { try? ModelFile.bytes(of: FileName.join(folder, name)) }
        config = bytes("config.json")
        if let numbers = bytes("vocab.json"), let merges = bytes("merges.txt") { vocabulary = (numbers, merges) }
    }
}
