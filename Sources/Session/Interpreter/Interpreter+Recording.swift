import Experiments
import Language
import Notebook
import Runner
import System

// `record`: the session as a notebook.
extension Interpreter {
    /// Records what is run from here on.
    ///
    /// An earlier recording is replaced; any other file only if the user asks for it.
    ///
    /// - Throws: `Recording.NotANotebook`, `UserFile.Failure` or `FileError`; then nothing changes.
    package func startRecording(_ recording: Recording) async throws {
        guard recording.path.hasSuffix(Recording.fileExtension) else {
            throw Recording.NotANotebook(path: recording.path)
        }
        try UserFile(recording.path, .recording, overwrites: recording.overwrites).check()
        var notebook = NotebookDocument()
        let date = recording.keepsTimes ? Timestamp.now : nil
        Provenance(origin: .recorded, task: environment.worker.task, date: date).stamp(&notebook)
        let saver = NotebookSaver(notebook, at: recording.path, keepsTimes: recording.keepsTimes)
        try await saver.save(durably: true)
        try await stopRecording()
        recorder = Recorder(saver)
    }

    /// Ends the recording, if there is one.
    ///
    /// - Throws: `FileError`
    package func stopRecording() async throws {
        guard let recorder else { return }
        self.recorder = nil
        try await recorder.finish()
    }

    /// Runs an entry, as a cell of the recording if there is one.
    ///
    /// - Parameter continues: whether Markdown continues the Markdown before it.
    func record(_ entry: Entry, _ context: ExecutionContext, continues: Bool, keepGoing: Bool) async throws -> StatementEnd {
        guard let recorder, !entry.isAboutTheSession else { return try await run(entry, context, keepGoing: keepGoing) }
        do {
            switch entry.kind {
            case .markdown(let text): try await recorder.addMarkdown(text, continues: continues)
            case .comments: await recorder.add(comments: context.source[entry.span])
            case .statements: return try await run(entry, context, recorder, keepGoing: keepGoing)
            }
        } catch let failure as FileError {
            self.recorder = nil
            throw context.fail(.failed("\(failure); the recording ends"), entry.span)
        }
        return .done
    }

    private func run(
        _ entry: Entry, _ context: ExecutionContext, _ recorder: Recorder, keepGoing: Bool
    ) async throws -> StatementEnd {
        let (saver, emit) = (recorder.saver, context.emit)
        await recorder.begin(entry.span, of: context.source)
        async let _ = saver.saveEverySecond()
        let end: StatementEnd
        do {
            end = try await run(entry, context.emitting { event in
                await saver.take(event)
                try await emit(event)
            }, keepGoing: keepGoing)
        } catch {
            try? await recorder.end(with: error)
            throw error
        }
        try await recorder.end()
        for parameter in appliedParameters { try await recorder.addParameter(parameter) }
        appliedParameters = []
        return end
    }

    /// Has the seeds that cells train noted in the notebook that is run.
    func noteSeeds(in saver: NotebookSaver) {
        notebookRun = saver
    }

    /// Lets `train` and `sweep` resume folders that hold a part of the same work: these, which an earlier run of the cell
    /// left unfinished, and one that is named by `out`.
    func mayResume(in folders: [String]) {
        knownFolders = folders
    }

    /// The request itself, or one that resumes a folder where a part of it is done.
    func resuming(_ request: SweepRequest) -> SweepRequest {
        guard let knownFolders else { return request }
        for folder in request.folder.map({ [$0] }) ?? knownFolders {
            guard let rest = request.resumed(in: folder, task: environment.worker.task) else { continue }
            self.knownFolders?.removeAll { $0 == folder }
            return rest
        }
        return request
    }

    /// Notes the seeds that are trained in a recording and in a notebook that is run.
    func note(seeds: Seeds) async {
        for saver in [recorder?.saver, notebookRun].compactMap(\.self) {
            await saver.edit { Provenance.add(seeds, to: &$0) }
        }
    }
}

extension Entry {
    /// Whether it only starts or stops a recording, or ends the session.
    fileprivate var isAboutTheSession: Bool {
        guard case .statements(let statements) = kind else { return false }
        return statements.allSatisfy { statement in
            guard case .command(let call) = statement.kind else { return false }
            return ["record", "quit"].contains(call.name.text)
        }
    }
}
