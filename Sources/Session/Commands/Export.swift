import Experiments
import Language

extension Command {
    static let export = Command(
        "export",
        Signature(
            positionals: [
                .result(),
                .word("csv or jsonl", as: "csv|jsonl", .one, .choices(RunExport.allCases.map { ($0.rawValue, "") })),
            ],
            options: [out.declaration, OutputOption.overwrite.declaration]),
        help: "show every run as a table, for other programs",
        details: "One line a run, with its whole configuration: for pandas, DuckDB or a spreadsheet. vocab_size is empty where the tokenizer is not bpe.",
        examples: ["train epochs=1 seeds=2 out=\"exported\"\nexport exported csv\nexport exported jsonl out=\"runs.jsonl\""]
    ) { session, invocation in
        let reference = try await session.reference(invocation.paths[0], invocation.context)
        guard let word = invocation.words.first, let form = RunExport(rawValue: word.text) else {
            let word = invocation.words.first
            let names = RunExport.allCases.map(\.rawValue)
            let near = NearestWord.find(word?.text ?? "", among: names)
            throw invocation.fail(.unknownWord(word?.text ?? "", of: "export", names, nearest: near), word?.span)
        }
        let (lines, notices) = try await session.apart(at: reference, invocation) {
            let folder = try ResultsFolder(reading: reference.folder)
            return (form.lines(of: folder), folder.notices)
        }
        for problem in notices { try await invocation.context.emit(.notice(problem)) }
        guard let path = invocation[out], path != StandardStream.name else {
            try await invocation.context.show(lines)
            return .none
        }
        do throws(UserFile.Failure) {
            try invocation.file(path, .unmarked).write(lines)
        } catch {
            throw invocation.fail(.failed("\(error)"), invocation.span(of: out))
        }
        return .none
    }

    private static let out = Option.path("out", of: "a file", as: "FILE", "file to write, or - to show the lines", default: "-", takesStream: true)
}
