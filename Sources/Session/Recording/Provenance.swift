import Engine
import Experiments
import Formats
import Glibc
import Notebook
import Runner

/// How a notebook was made: version, machine, data and seeds; in its metadata under `sweepbook`.
struct Provenance {
    enum Origin: String {
        case recorded = "record"
        case run = "notebook run"
    }

    let origin: Origin
    /// When; nil to leave it out.
    let date: Timestamp?

    static let key = "sweepbook"

    /// Puts it into a notebook's metadata, replacing what was there, and names the kernel.
    ///
    /// - Parameters:
    ///   - seeds: those that the notebook has trained already.
    ///   - files: the data files that it has learned from already.
    func stamp(_ notebook: inout NotebookDocument, seeds: [JSONValue] = [], files: JSONObject = [:]) {
        var fields = notebook.metadata[Self.key]?.object ?? [:]
        fields["made_by"] = .string(origin.rawValue)
        fields["version"] = .string(Release.version)
        fields["engine"] = .number(JSONNumber(EngineRevision.current))
        fields["machine"] = .string(Self.machine)
        fields["data_sha256"] = .string(DataFile.familyTree.hash)
        fields[Self.filesKey] = files.isEmpty ? nil : .object(files)
        fields["seeds"] = .array(seeds)
        fields["date"] = date.map { .string($0.withZone) }
        notebook.metadata[Self.key] = .object(fields)
        notebook.nameKernel()
    }

    /// The seeds that a notebook has trained.
    static func seeds(in metadata: JSONObject) -> [JSONValue] { metadata[key]?.object?["seeds"]?.array ?? [] }

    /// Where the SHA-256 of each data file is that was learned from, by its name.
    static let filesKey = "data"

    static func files(in metadata: JSONObject) -> JSONObject { metadata[key]?.object?[filesKey]?.object ?? [:] }

    /// Adds the seeds of a plan, and the data files that it learns from, to those of before it.
    ///
    /// - Parameter hashes: the SHA-256 of each of its data.
    static func add(_ seeds: Seeds, _ hashes: [String: String], to metadata: inout JSONObject) {
        var fields = metadata[key]?.object ?? [:]
        let known = self.seeds(in: metadata)
        if !known.contains(.string(seeds.description)) { fields["seeds"] = .array(known + [.string(seeds.description)]) }
        var files = files(in: metadata)
        for (name, hash) in hashes.sorted(by: { $0.key < $1.key }) where name != DataFile.familyTree.name { files[name] = .string(hash) }
        if !files.isEmpty { fields[filesKey] = .object(files) }
        metadata[key] = .object(fields)
    }

    /// `AMD EPYC 9R14, 2 cores`
    private static var machine: String {
        let cores = Cores.available
        return "\(processor), \(cores == 1 ? "1 core" : "\(cores) cores")"
    }

    private static var processor: String {
        let information = (try? NotebookFile.read("/proc/cpuinfo")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = information.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").dropFirst().first.map { $0.drop { $0 == " " } }
        return name.map(String.init) ?? "unknown processor"
    }
}
