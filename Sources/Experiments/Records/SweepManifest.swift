package import Engine
import Formats

/// The content of `sweep.json`: what a results folder is the result of.
package struct SweepManifest: Hashable, Sendable {
    package let plan: SweepPlan
    /// The SHA-256 of what the data was read from, in hexadecimal, by the values of `data`.
    package let dataHashes: [String: String]
    /// The version of sweepbook that wrote the folder.
    package let version: String
    /// The revision of the engine whose numbers the folder holds; 1 where `sweep.json` doesn't say.
    package let engine: Int
    /// When the sweep started, `2025-08-12T20:05:41+0200`.
    package let created: String

    /// Whether each run's token embedding is recorded.
    package let keepsEmbeddings: Bool

    /// Which models of each run are kept.
    package let checkpoints: CheckpointRule

    /// What tables of counts reach on its texts.
    package let baselines: [TextBaselines]

    package init(
        plan: SweepPlan, tasks: TaskLibrary, created: Timestamp, keepsEmbeddings: Bool = false, checkpoints: CheckpointRule = .none
    ) {
        self.plan = plan
        dataHashes = plan.dataHashes(in: tasks)
        baselines = tasks.baselines(of: plan)
        version = Release.version
        engine = EngineRevision.current
        self.created = created.withZone
        self.keepsEmbeddings = keepsEmbeddings
        self.checkpoints = checkpoints
    }

    /// What `sweep.json` of a results folder says.
    ///
    /// - Throws: `FolderError` when it is no results folder.
    package init(of folder: String) throws(FolderError) {
        self = try ResultsTree.manifest(of: ResultsTree.withoutTrailingSlashes(folder))
    }

    /// The manifest of the same folder with another plan.
    package func with(_ plan: SweepPlan, keepsEmbeddings: Bool? = nil, checkpoints: CheckpointRule? = nil) -> SweepManifest {
        SweepManifest(
            plan: plan, dataHashes: dataHashes, baselines: baselines, version: version, engine: engine, created: created,
            keepsEmbeddings: keepsEmbeddings ?? self.keepsEmbeddings, checkpoints: checkpoints ?? self.checkpoints)
    }

    /// The same with the data of others besides.
    func adding(dataHashes others: [String: String], baselines more: [TextBaselines]) -> SweepManifest {
        SweepManifest(
            plan: plan, dataHashes: dataHashes.merging(others) { own, _ in own },
            baselines: baselines + more.filter { !baselines.contains($0) }, version: version, engine: engine, created: created,
            keepsEmbeddings: keepsEmbeddings, checkpoints: checkpoints)
    }

    /// What tables of counts reach on a configuration's text; none where they were not counted.
    package func baselines(of configuration: TrainingConfiguration) -> [Baseline] {
        baselines.first { $0.isOf(configuration) }?.baselines ?? []
    }

    private init(
        plan: SweepPlan, dataHashes: [String: String], baselines: [TextBaselines], version: String, engine: Int, created: String,
        keepsEmbeddings: Bool, checkpoints: CheckpointRule
    ) {
        self.plan = plan
        self.dataHashes = dataHashes
        self.baselines = baselines
        self.version = version
        self.engine = engine
        self.created = created
        self.keepsEmbeddings = keepsEmbeddings
        self.checkpoints = checkpoints
    }

    /// Checks that a folder holds the sweep that is asked for.
    ///
    /// - Parameter checkpoints: the rule that is asked for; nil for whatever the folder has.
    /// - Throws: `FolderError.otherSweep`, `.otherData` or `.otherEngine`.
    package func checkSame(
        _ plan: SweepPlan, keepsEmbeddings: Bool, checkpoints: CheckpointRule? = nil, tasks: TaskLibrary, in folder: String
    ) throws(FolderError) {
        var differences = plan == self.plan ? [] : plan.differences(from: self.plan)
        if keepsEmbeddings != self.keepsEmbeddings { differences.append(self.keepsEmbeddings ? "embeddings" : "no embeddings") }
        if let checkpoints, checkpoints != self.checkpoints { differences.append("checkpoints=\(self.checkpoints)") }
        guard differences.isEmpty else { throw .otherSweep(path: folder, differences: differences) }
        try checkRepeatable(with: tasks)
    }

    /// Whether runs of this build give the numbers that the folder holds.
    ///
    /// - Throws: `FolderError.otherData` or `.otherEngine`.
    package func checkRepeatable(with tasks: TaskLibrary) throws(FolderError) {
        for data in dataHashes.keys.sorted() { try checkRepeatable(data, with: tasks) }
    }

    /// The same for the runs on one data set.
    package func checkRepeatable(_ data: String, with tasks: TaskLibrary) throws(FolderError) {
        guard tasks.hashes[data] == dataHashes[data] else {
            throw data == Hyperparameter.familyTree ? .otherData : .changedData(path: data)
        }
        guard engine == EngineRevision.current else { throw .otherEngine(found: engine, version: version) }
    }
}

extension SweepManifest {
    /// The bytes of `sweep.json`: keys sorted, a newline at the end.
    package var json: [UInt8] { JSONWriter.bytes(of: .object(fields), .page) + [UInt8(ascii: "\n")] }

    /// Reads `sweep.json`.
    ///
    /// - Throws: an error of one sentence when a field is missing or of another kind, `SweepPlanError` or
    ///   `SeedsError` when the fields make no plan.
    package init(json: some Collection<UInt8>) throws {
        let fields = try Fields(json: json)
        plan = try fields.plan()
        dataHashes = try fields.dataHashes(of: plan)
        baselines = try fields.has("baselines") ? fields.rows("baselines").map { try TextBaselines($0) } : []
        version = try fields.text("sweepbook")
        engine = try fields.optional("engine", \.integer) ?? 1
        created = try fields.text("created")
        keepsEmbeddings = try fields.optional("embeddings", \.boolean) ?? false
        checkpoints = try fields.optional("checkpoints") { $0.string.flatMap(CheckpointRule.init) } ?? .none
    }

    private var fields: JSONObject {
        var fields: JSONObject = [
            "axes": .object(JSONObject(plan.axes.filter { $0.parameter.isRecorded($0.values, for: plan.kind) }.map { axis in
                (axis.parameter.name, .array(axis.values.map { JSONValue(brief: $0) }))
            })),
            "seeds": .string(plan.seeds.description), "combinations": JSONValue(plan.combinations.count),
            "runs": JSONValue(plan.runs.count), "data_sha256": hashes, "sweepbook": .string(version),
            "engine": JSONValue(engine), "created": .string(created),
        ]
        if let kept = plan.kept { fields["kept"] = .array(kept.map { JSONValue($0) }) }
        if let listing = plan.listing {
            fields["listed"] = .array(plan.combinations.map { combination in
                .object(JSONObject(combination.configuration, of: listing.parameters))
            })
        }
        if plan.isRaced { fields["race"] = true }
        if keepsEmbeddings { fields["embeddings"] = true }
        if checkpoints != .none { fields["checkpoints"] = .string(checkpoints.rawValue) }
        if !baselines.isEmpty { fields["baselines"] = .array(baselines.map { .object($0.fields) }) }
        return fields
    }
}

extension SweepManifest {
    /// The one hash, or of several data sets an object of them.
    private var hashes: JSONValue {
        if dataHashes.count == 1, let hash = dataHashes.values.first { return .string(hash) }
        return .object(JSONObject(dataHashes.map { ($0.key, .string($0.value)) }))
    }
}

extension TextBaselines {
    /// `{"data":"input.txt",…,"nats":[["unigram",3.347],…]}`
    fileprivate var fields: JSONObject {
        var fields = JSONObject(zip(Self.deciding, settings).map { ($0.name, JSONValue(brief: $1)) })
        fields["nats"] = .array(baselines.map { .array([.string($0.name), JSONValue(brief: $0.nats)]) })
        return fields
    }

    fileprivate init(_ fields: Fields) throws(FieldError) {
        var settings: [Hyperparameter.Value] = []
        for parameter in Self.deciding { settings.append(try fields.value(of: parameter)) }
        let baselines = try fields.list("nats") { row -> Baseline? in
            guard let row = row.array, row.count == 2, let name = row[0].string, let nats = row[1].real else { return nil }
            return Baseline(name: name, nats: nats)
        }
        self.init(settings: settings, baselines: baselines)
    }
}

extension SweepPlan {
    /// The values of `data`.
    package var data: [String] { axes.first { $0.parameter == .data }?.values.map(\.description) ?? [] }

    fileprivate func dataHashes(in tasks: TaskLibrary) -> [String: String] {
        Dictionary(data.map { ($0, tasks.hashes[$0] ?? "") }) { first, _ in first }
    }
}

extension Fields {
    fileprivate func dataHashes(of plan: SweepPlan) throws(FieldError) -> [String: String] {
        guard plan.data.count > 1 else { return [plan.data[0]: try text("data_sha256")] }
        let fields = try fields("data_sha256")
        var hashes: [String: String] = [:]
        for data in plan.data { hashes[data] = try fields.text(data) }
        return hashes
    }

    fileprivate func plan() throws -> SweepPlan {
        let choices = try fields("axes").axes()
        let seeds = try Seeds(parsing: try text("seeds"))
        let plan = has("listed") ? try listed(choices, seeds) : try grid(choices, seeds)
        return try optional("race", \.boolean) ?? false ? plan.raced() : plan
    }

    private func grid(_ choices: [Hyperparameter: [Hyperparameter.Value]], _ seeds: Seeds) throws -> SweepPlan {
        let grid = try SweepPlan(choices, seeds: seeds)
        guard has("kept") else { return grid }
        return try grid.keeping(positions: try list("kept", \.integer))
    }

    /// All objects of `listed` have a field for the same hyper-parameters.
    private func listed(_ choices: [Hyperparameter: [Hyperparameter.Value]], _ seeds: Seeds) throws -> SweepPlan {
        let rows = try rows("listed")
        let parameters = Hyperparameter.all.filter { rows.first?.has($0.name) == true }
        let values = try rows.map { row in try parameters.map { try row.value(of: $0) } }
        return try SweepPlan(listing: values, of: parameters, from: choices, seeds: seeds)
    }
}
