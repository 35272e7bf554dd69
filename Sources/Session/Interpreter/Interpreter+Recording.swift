import Engine
import Experiments
import Formats
import Language
import Notebook
import Runner
import System

// `record`: the session as a notebook. What a session runs is kept in memory too, so that it can be recorded from its start.
extension Interpreter {
    /// What keeps the session, in memory and in a file.
    private var recorders: [Recorder] { [transcript, recorder].compactMap(\.self) }

    /// Records what is run from here on, or the whole session.
    ///
    /// - Returns: sentences on what the notebook lacks, and what was found of an earlier recording.
    /// - Throws: `Recording.NotANotebook`, `Recording.Refusal` or `NotebookFileError`; then nothing changes.
    @discardableResult
    package func startRecording(_ recording: Recording) async throws -> [String] {
        guard recording.path.hasSuffix(Recording.fileExtension) else {
            throw Recording.NotANotebook(path: recording.path)
        }
        let file = try NotebookOnDisk(taking: recording.path)
        let (recorder, notices): (Recorder, [String])
        do {
            (recorder, notices) = try await self.recorder(for: recording)
        } catch {
            file.release()
            throw error
        }
        try await recorder.save(in: file, existing: WholeFile.holdsText(recording.path) ? .replaced : .kept)
        try await stopRecording()
        self.recorder = recorder
        return (file.hasRecovered ? ["\"\(recording.path)\" has again what a session had recorded that was killed"] : []) + notices
    }

    private func recorder(for recording: Recording) async throws -> (Recorder, notices: [String]) {
        let (base, number) = try base(of: recording)
        var notebook = base
        if number > 0 { notebook.append(.code(outputs: [], executionCount: number + 1), "# Another session\nreset") }
        let before = number > 0 ? number + 1 : 0
        if recording.start == .start {
            guard let transcript else { throw Recording.Refusal.tooLate }
            let metadata = await transcript.saver.notebook.metadata
            stamp(&notebook, Provenance.seeds(in: metadata), Provenance.files(in: metadata), recording)
            return (await transcript.copied(behind: notebook, after: before, keepsTimes: recording.keepsTimes), [])
        }
        stamp(&notebook, [], [:], recording)
        let lacking = lacking
        if !lacking.isEmpty { notebook.append(.markdown, "Recorded from the middle of a session; set before: \(lacking).") }
        let notices = lacking.isEmpty ? [] : [
            "\"\(recording.path)\" may not verify: it starts after something was set (\(lacking)); from=start records that too",
        ]
        return (Recorder(NotebookSaver(notebook, keepsTimes: recording.keepsTimes), after: before), notices)
    }

    /// The notebook that is continued, and the number of its last prompt.
    private func base(of recording: Recording) throws -> (NotebookDocument, number: Int) {
        guard WholeFile.holdsText(recording.path), recording.existing != .replaced else { return (NotebookDocument(), 0) }
        guard recording.existing == .continued else { throw Recording.Refusal.exists(path: recording.path) }
        let notebook = try NotebookFile.notebook(recording.path)
        if let language = notebook.language, language != NotebookDocument.standardLanguage {
            throw Recording.Refusal.otherLanguage(language, path: recording.path)
        }
        return (notebook, notebook.cells.filter(\.isCode).count)
    }

    private func stamp(_ notebook: inout NotebookDocument, _ seeds: [JSONValue], _ files: JSONObject, _ recording: Recording) {
        let known = Provenance.seeds(in: notebook.metadata)
        var allFiles = Provenance.files(in: notebook.metadata)
        for (name, hash) in files.members { allFiles[name] = hash }
        Provenance(origin: .recorded, date: recording.keepsTimes ? .now : nil)
            .stamp(&notebook, seeds: known + seeds.filter { !known.contains($0) }, files: allFiles)
    }

    /// What is set and isn't there in a session that starts: `a, b, n_head`; empty if nothing is.
    private var lacking: String {
        let isSeeded = seeds.value.literal != SeedsSetting.standard.value.literal
        let names = variables.keys.sorted() + Hyperparameter.all.filter { settings[$0] != nil }.map(\.name)
        return (names + (isSeeded ? [Seeds.name] : []) + (lastOutcome == nil ? [] : ["the last result"])).joined(separator: ", ")
    }

    /// Ends the recording, if there is one.
    ///
    /// - Throws: `NotebookFileError`
    package func stopRecording() async throws {
        guard let recorder else { return }
        self.recorder = nil
        try await recorder.finish()
    }

    // MARK: - Entries
    /// Runs an entry, as a cell of what keeps the session.
    ///
    /// - Parameter continues: whether Markdown continues the Markdown before it.
    func record(_ entry: Entry, _ context: ExecutionContext, continues: Bool, keepGoing: Bool) async throws -> StatementEnd {
        if entry.isAboutTheSession { return try await run(entry, context, keepGoing: keepGoing) }
        let end: StatementEnd
        switch entry.kind {
        case .markdown(let text):
            await keep { recorder throws(NotebookFileError) in try await recorder.addMarkdown(text, continues: continues) }
            end = .done
        case .comments:
            await keep { recorder throws(NotebookFileError) in await recorder.add(comments: context.source[entry.span]) }
            end = .done
        case .statements:
            end = try await runAsCell(entry, context, keepGoing: keepGoing)
        }
        if let failure = recordingFailure {
            recordingFailure = nil
            throw context.fail(.failed("\(failure); the recording ends"), entry.span)
        }
        return end
    }

    private func runAsCell(_ entry: Entry, _ context: ExecutionContext, keepGoing: Bool) async throws -> StatementEnd {
        await keep { recorder throws(NotebookFileError) in try await recorder.begin(entry.span, of: context.source) }
        let emit = context.emit
        let end: StatementEnd
        do {
            end = try await run(entry, context.emitting { event in try await self.keep(event, emit) }, keepGoing: keepGoing)
        } catch {
            await keep { recorder throws(NotebookFileError) in try await recorder.end(with: error) }
            throw error
        }
        await keep { recorder throws(NotebookFileError) in try await recorder.end() }
        for parameter in appliedParameters {
            await keep { recorder throws(NotebookFileError) in try await recorder.addParameter(parameter) }
        }
        appliedParameters = []
        return end
    }

    /// Keeps an event, then emits it. That it can't be recorded is said at once.
    private func keep(_ event: SessionEvent, _ emit: SessionEmitter) async throws {
        if case .progress = event { return try await emit(event) }
        let wasRecording = recorder != nil
        await keep { recorder throws(NotebookFileError) in try await recorder.take(event) }
        if let recordingFailure, wasRecording { try await emit(.notice("\(recordingFailure); from here on nothing is recorded")) }
        if let transcript, await transcript.saver.size > Recording.mostKept { self.transcript = nil }
        try await emit(event)
    }

    /// Has everything that keeps the session keep something.
    func keep(_ body: (Recorder) async throws(NotebookFileError) -> Void) async {
        for recorder in recorders {
            do throws(NotebookFileError) {
                try await body(recorder)
            } catch {
                self.recorder = nil
                recordingFailure = error
            }
        }
    }

    /// Has the seeds that cells train noted in the notebook that is run.
    func noteSeeds(in saver: NotebookSaver) {
        notebookRun = saver
    }

    /// Lets `train` and `sweep` resume folders that hold a part of the same work, which an earlier run of the cell left
    /// unfinished.
    func mayResume(in folders: [String]) {
        knownFolders = folders
    }

    /// The request itself, or one that resumes a folder where a part of it is done.
    func resuming(_ request: SweepRequest) -> SweepRequest {
        guard let knownFolders, request.folder == nil else { return request }
        for folder in knownFolders {
            guard let rest = try? request.resumed(in: folder) else { continue }
            self.knownFolders?.removeAll { $0 == folder }
            return rest
        }
        return request
    }

    /// Notes the seeds that are trained, and the data, in a recording and in a notebook that is run.
    func note(seeds: Seeds, data hashes: [String: String]) async throws {
        await keep { recorder throws(NotebookFileError) in try await recorder.saver.edit { Provenance.add(seeds, hashes, to: &$0) } }
        try await notebookRun?.edit { Provenance.add(seeds, hashes, to: &$0) }
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
