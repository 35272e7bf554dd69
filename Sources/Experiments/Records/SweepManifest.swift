import CSodium
package import Engine
import FoundationEssentials

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
    package func with(_ plan: SweepPlan) -> SweepManifest {
        SweepManifest(
            plan: plan, dataHash: dataHash, version: version, engine: engine, created: created,
            keepsEmbeddings: keepsEmbeddings)
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

    /// Whether runs of this build give the numbers that the folder holds.
    ///
    /// - Throws: `FolderError.otherData` or `.otherEngine`.
    package func checkRepeatable(with task: LearningTask) throws(FolderError) {
        guard dataHash == Self.hash(of: task.source) else { throw .otherData }
        guard engine == EngineRevision.current else { throw .otherEngine(found: engine, version: version) }
    }

    /// The SHA-256 of bytes, in hexadecimal.
    package static func hash(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension SweepManifest: Codable {
    /// The bytes of `sweep.json`: keys sorted, a newline at the end.
    package var json: [UInt8] {
        guard let data = try? JSON.encoder([.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]).encode(self) else {
            preconditionFailure("numbers, texts and lists always encode")
        }
        return Array(data) + [UInt8(ascii: "\n")]
    }

    /// Reads `sweep.json`.
    ///
    /// - Throws: `DecodingError` when a field is missing or of another kind, `SweepPlanError` or
    ///   `SeedsError` when the fields make no plan.
    package init(json: some Collection<UInt8>) throws {
        self = try JSON.decoder().decode(SweepManifest.self, from: Data(json))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: JSON.Key.self)
        var axes = fields.nestedContainer(keyedBy: JSON.Key.self, forKey: "axes")
        try axes.encode(plan.axes)
        if let kept = plan.kept { try fields.encode(kept, forKey: "kept") }
        if let listing = plan.listing {
            var rows = fields.nestedUnkeyedContainer(forKey: "listed")
            for combination in plan.combinations {
                try rows.encode(combination.configuration, of: listing.parameters)
            }
        }
        if plan.isRaced { try fields.encode(true, forKey: "race") }
        try fields.encode(plan.seeds.description, forKey: "seeds")
        try fields.encode(plan.combinations.count, forKey: "combinations")
        try fields.encode(plan.runs.count, forKey: "runs")
        try fields.encode(dataHash, forKey: "data_sha256")
        try fields.encode(version, forKey: "sweepbook")
        try fields.encode(engine, forKey: "engine")
        try fields.encode(created, forKey: "created")
        if keepsEmbeddings { try fields.encode(true, forKey: "embeddings") }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSON.Key.self)
        let axes = try fields.nestedContainer(keyedBy: JSON.Key.self, forKey: "axes")
        let seeds = try Seeds(parsing: try fields.decode(String.self, forKey: "seeds"))
        let choices = try axes.decodeAxes()
        let whole: SweepPlan
        if fields.contains("listed") {
            var rows = try fields.nestedUnkeyedContainer(forKey: "listed")
            let (parameters, listed) = try rows.decodeRows()
            whole = try SweepPlan(listing: listed, of: parameters, from: choices, seeds: seeds)
        } else {
            let grid = try SweepPlan(choices, seeds: seeds)
            let kept = try fields.decodeIfPresent([Int].self, forKey: "kept")
            whole = try kept.map { try grid.keeping(positions: $0) } ?? grid
        }
        plan = try fields.decodeIfPresent(Bool.self, forKey: "race") ?? false ? whole.raced() : whole
        dataHash = try fields.decode(String.self, forKey: "data_sha256")
        version = try fields.decode(String.self, forKey: "sweepbook")
        engine = try fields.decodeIfPresent(Int.self, forKey: "engine") ?? 1
        created = try fields.decode(String.self, forKey: "created")
        keepsEmbeddings = try fields.decodeIfPresent(Bool.self, forKey: "embeddings") ?? false
    }
}
