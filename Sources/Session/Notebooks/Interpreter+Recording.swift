import Experiments
import Language
import Notebook
import Runner
import System

// `record`: what the session runs, as a notebook.
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
        Provenance(origin: .recorded, dataset: surroundings.worker.dataset, date: date).stamp(&notebook)
        let keeper = NotebookKeeper(notebook, at: recording.path, keepsTimes: recording.keepsTimes)
        try await keeper.save(durably: true)
        try await stopRecording()
        recorder = Recorder(keeper)
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
    /// - Parameter goesOn: whether Markdown goes on with the Markdown before it.
    func record(_ entry: Entry, _ frame: Frame, goesOn: Bool, keepGoing: Bool) async throws -> StatementEnd {
        guard let recorder, !entry.isAboutTheSession else { return try await run(entry, frame, keepGoing: keepGoing) }
        do {
            switch entry.kind {
            case .markdown(let text): try await recorder.addMarkdown(text, goesOn: goesOn)
            case .comments: await recorder.add(comments: frame.source[entry.span])
            case .statements: return try await run(entry, frame, recorder, keepGoing: keepGoing)
            }
        } catch let failure as FileError {
            self.recorder = nil
            throw frame.fail(.failed("\(failure); the recording ends"), entry.span)
        }
        return .done
    }

    private func run(
        _ entry: Entry, _ frame: Frame, _ recorder: Recorder, keepGoing: Bool
    ) async throws -> StatementEnd {
        let (keeper, emit) = (recorder.keeper, frame.emit)
        await recorder.begin(entry.span, of: frame.source)
        async let _ = keeper.keepSaved()
        let end: StatementEnd
        do {
            end = try await run(entry, frame.emitting { event in
                await keeper.take(event)
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

    /// Has a notebook that is run told of the seeds that its cells train.
    func keepNotes(in keeper: NotebookKeeper) {
        notebookRun = keeper
    }

    /// Lets `train` and `sweep` go on in folders that hold a part of the same work: those here, which an earlier run
    /// of the cell left unfinished, and one that is named by `out`.
    func goOn(in folders: [String]) {
        knownFolders = folders
    }

    /// The request itself, or the same where a part of it is done.
    func goingOn(_ request: SweepRequest) -> SweepRequest {
        guard let knownFolders else { return request }
        for folder in request.folder.map({ [$0] }) ?? knownFolders {
            guard let rest = request.goingOn(in: folder, dataset: surroundings.worker.dataset) else { continue }
            self.knownFolders?.removeAll { $0 == folder }
            return rest
        }
        return request
    }

    /// Takes note, for a recording and a notebook that is run, of the seeds of what is trained.
    func note(seeds: Seeds) async {
        for keeper in [recorder?.keeper, notebookRun].compactMap(\.self) {
            await keeper.edit { Provenance.add(seeds, to: &$0) }
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
