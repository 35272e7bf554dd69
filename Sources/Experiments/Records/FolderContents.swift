/// All records in a folder, wherever they stand: claims under way, published units, and `runs.jsonl`.
struct FolderContents: Sendable {
    private(set) var table: RecordTable
    private(set) var problems: [FolderProblem] = []
    /// Every file that was read, with what is new in it.
    private(set) var files: [RecordFile] = []
    /// `runs.jsonl` as it was just before it was read.
    private(set) var log: FileVersion?
    private let engine: Int
    private var scanner = RecordScanner()

    /// Reads the folder. Runs only ever move from claims to units and from there to `runs.jsonl`, so that in
    /// this order none is missed while other processes work.
    ///
    /// - Throws: `StorageError` when a list of names or a file can't be read: what is in it is not missing.
    init(of folder: String, _ manifest: SweepManifest) throws(StorageError) {
        table = RecordTable(of: manifest.plan)
        engine = manifest.engine
        for place in [ResultsTree.claimsName, ResultsTree.recordsName] {
            for name in try Storage.names(in: "\(folder)/\(place)", isOurs: true) where name.hasSuffix(".jsonl") {
                try read("\(place)/\(name)", in: folder)
            }
        }
        log = try FileVersion(opening: "\(folder)/\(ResultsTree.logName)")
        try read(ResultsTree.logName, in: folder)
    }

    /// The records that a plan has, of all that was read.
    func table(of plan: SweepPlan) -> RecordTable {
        var table = RecordTable(of: plan)
        for file in files {
            for line in file.lines { _ = table.insert(line.record) }
        }
        return table
    }

    /// Takes in a file, if it is there.
    private mutating func read(_ name: String, in folder: String) throws(StorageError) {
        guard let bytes = try Storage.contents(of: "\(folder)/\(name)") else { return }
        take(RecordFile(name, bytes, engine: engine, scanner: &scanner))
    }

    private mutating func take(_ file: RecordFile) {
        problems += file.problems
        // A claim's last line may be in the making.
        if file.isCutOff, !file.name.hasPrefix(ResultsTree.claimsName) {
            let line = file.bytes.count { $0 == UInt8(ascii: "\n") } + 1
            problems.append(FolderProblem(file: file.name, line: line, .cutOff))
        }
        for line in file.lines {
            switch table.insert(line.record) {
            case .new, .same: break
            case .notPlanned:
                problems.append(FolderProblem(file: file.name, line: line.number, .notPlanned(line.record.run)))
            case .conflict(let id):
                let kind = FolderProblem.Kind.conflict(run: line.record.run, other: place(of: id, or: file))
                problems.append(FolderProblem(file: file.name, line: line.number, kind))
            }
        }
        files.append(file)
    }

    /// Where the record of a run stands that was read first: in a file before, or in this one.
    private mutating func place(of id: RunID, or last: RecordFile) -> String {
        for file in files + [last] {
            for line in file.lines where table.id(of: line.record) == id { return "\(file.name):\(line.number)" }
        }
        return last.name
    }
}
