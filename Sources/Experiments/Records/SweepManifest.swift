import CSodium
package import Engine
import Formats

/// The content of `sweep.json`: what a results folder is the result of.
package struct SweepManifest: Hashable, Sendable {
    package let plan: SweepPlan
    /// The SHA-256 of the file the data was read from, in hexadecimal.
    package let dataHash: String
    /// The version of sweepbook that wrote the folder.
    package let version: String
    /// The revision of the engine whose numbers the folder holds; 1 where `sweep.json` doesn't say.
    package let engine: Int
    /// When the sweep started, `2025-08-12T20:05:41+0200`.
    package let created: String

    /// Whether each run's token embedding is recorded.
    package let keepsEmbeddings: Bool

    package init(plan: SweepPlan, task: LearningTask, created: Timestamp, keepsEmbeddings: Bool = false) {
        self.plan = plan
        dataHash = Self.hash(of: task.source)
        version = Release.version
        engine = EngineRevision.current
        self.created = created.withZone
        self.keepsEmbeddings = keepsEmbeddings
    }

    /// What `sweep.json` of a results folder says.
    ///
    /// - Throws: `FolderError` when it is no results folder.
    package init(of folder: String) throws(FolderError) {
        self = try ResultsTree.manifest(of: ResultsTree.withoutTrailingSlashes(folder))
    }

    /// The manifest of the same folder with another plan.
    package func with(_ plan: SweepPlan, keepsEmbeddings: Bool? = nil) -> SweepManifest {
        SweepManifest(
            plan: plan, dataHash: dataHash, version: version, engine: engine, created: created,
            keepsEmbeddings: keepsEmbeddings ?? self.keepsEmbeddings)
    }

    private init(
        plan: SweepPlan, dataHash: String, version: String, engine: Int, created: String, keepsEmbeddings: Bool
    ) {
        self.plan = plan
        self.dataHash = dataHash
        self.version = version
        self.engine = engine
        self.created = created
        self.keepsEmbeddings = keepsEmbeddings
    }

    /// Checks that a folder holds the sweep that is asked for.
    ///
    /// - Throws: `FolderError.otherSweep`, `.otherData` or `.otherEngine`.
    package func checkSame(
        _ plan: SweepPlan, keepsEmbeddings: Bool, task: LearningTask, in folder: String
    ) throws(FolderError) {
        var differences = plan == self.plan ? [] : plan.differences(from: self.plan)
        if keepsEmbeddings != self.keepsEmbeddings { differences.append(self.keepsEmbeddings ? "embeddings" : "no embeddings") }
        guard differences.isEmpty else { throw .otherSweep(path: folder, differences: differences) }
        try checkRepeatable(with: task)
    }

    /// Whether runs of this build give the numbers that the folder holds.
    ///
    /// - Throws: `FolderError.otherData` or `.otherEngine`.
    package func checkRepeatable(with task: LearningTask) throws(FolderError) {
        guard otherData(than: task) == nil else { throw .otherData }
        guard engine == EngineRevision.current else { throw .otherEngine(found: engine, version: version) }
    }

    /// The hash of the data that the runs learned from; nil where it is this task's.
    package func otherData(than task: LearningTask) -> String? {
        dataHash == Self.hash(of: task.source) ? nil : dataHash
    }

    /// The SHA-256 of bytes, in hexadecimal.
    package static func hash(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
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
        dataHash = try fields.text("data_sha256")
        version = try fields.text("sweepbook")
        engine = try fields.optional("engine", \.integer) ?? 1
        created = try fields.text("created")
        keepsEmbeddings = try fields.optional("embeddings", \.boolean) ?? false
    }

    private var fields: JSONObject {
        var fields: JSONObject = [
            "axes": .object(JSONObject(plan.axes.filter { $0.parameter.isRecorded($0.values, for: plan.kind) }.map { axis in
                (axis.parameter.name, .array(axis.values.map { JSONValue(brief: $0) }))
            })),
            "seeds": .string(plan.seeds.description), "combinations": JSONValue(plan.combinations.count),
            "runs": JSONValue(plan.runs.count), "data_sha256": .string(dataHash), "sweepbook": .string(version),
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
        return fields
    }
}

extension Fields {
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
