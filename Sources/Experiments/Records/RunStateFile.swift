import Engine
import Formats
import Glibc
import System

/// The state of a run that is under way, beside its unit's claim, from which whoever trains it next goes on.
///
///     claims/9b1f….resume     named after a digest of the configuration and the seed
///
/// A line of JSON says what it is the state of; the rest is the engine's. It appears whole, by one rename, and goes when the run is
/// recorded. As a run's state follows from its configuration, seed and data alone, it doesn't matter which process wrote it.
package struct RunStateFile: Sendable {
    package enum Content: Sendable {
        case none
        /// And the seconds that the run has taken so far.
        case state([UInt8], seconds: Double)
        /// It is torn, or of something else; why, in words.
        case unusable(String)
    }

    /// `claims/9b1f….resume`
    package let name: String
    private let folder: String
    private let run: String
    private let dataHash: String

    /// - Parameter folder: the results folder.
    package init(of run: Run, dataHash: String, in folder: String) {
        name = "\(ResultsTree.claimsName)/\(Self.stem(of: run.configuration, seed: run.seed))\(Self.ending)"
        self.run = run.configuration.run(seed: run.seed)
        self.dataHash = dataHash
        self.folder = folder
    }

    private static func stem(of configuration: TrainingConfiguration, seed: UInt32) -> String {
        WorkUnit.digest(of: configuration, seeds: [seed])
    }

    private static let ending = ".resume"
    private var path: String { "\(folder)/\(name)" }

    package func read() -> Content {
        let bytes: [UInt8]
        do throws(StorageError) {
            guard let found = try Storage.contents(of: path) else { return .none }
            bytes = found
        } catch {
            return .unusable("\(error)")
        }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let fields = try? Fields(json: bytes[..<end]),
            let size = try? fields.integer("bytes"), let digest = try? fields.text("sha256"), let seconds = try? fields.real("seconds")
        else { return .unusable("it is not the state of a run") }
        let state = Array(bytes[(end + 1)...])
        guard state.count == size, SHA256.hex(of: state) == digest else { return .unusable("it is damaged") }
        guard (try? fields.text("run")) == run, (try? fields.text("data_sha256")) == dataHash else { return .unusable("it is of another run") }
        guard (try? fields.integer("engine")) == EngineRevision.current else { return .unusable("it is of another engine") }
        return .state(state, seconds: seconds)
    }

    /// Keeps a state in the place of the one before it, durably.
    ///
    /// - Parameter seconds: what the run has taken so far.
    package func save(_ state: [UInt8], seconds: Double) throws(StorageError) {
        let header: JSONObject = [
            "bytes": JSONValue(state.count), "data_sha256": .string(dataHash), "engine": JSONValue(EngineRevision.current),
            "run": .string(run), "seconds": JSONValue(brief: seconds), "sha256": .string(SHA256.hex(of: state)),
            "sweepbook": .string(Release.version),
        ]
        let line = JSONWriter.bytes(of: .object(header), .line) + [UInt8(ascii: "\n")]
        try Storage.publish(line + state, as: String(name.dropFirst(ResultsTree.claimsName.count + 1)), in: "\(folder)/\(ResultsTree.claimsName)")
    }

    /// The seconds of training that a kept state holds; 0 where there is none.
    static func seconds(of configuration: TrainingConfiguration, seed: UInt32, in folder: String) -> Double {
        seconds(at: "\(folder)/\(ResultsTree.claimsName)/\(stem(of: configuration, seed: seed))\(ending)")
    }

    private static func seconds(at path: String) -> Double {
        guard let file = try? FileDescriptor.open(path, O_RDONLY) else { return 0 }
        defer { file.close() }
        let start = (try? file.read(limit: longestHeader)) ?? []
        let header = try? Fields(json: start.prefix { $0 != UInt8(ascii: "\n") })
        return (try? header?.real("seconds")) ?? 0
    }

    /// The seconds of training that all kept states of a folder hold.
    package static func seconds(in folder: String) -> Double {
        names(in: folder).reduce(0) { $0 + seconds(at: "\(folder)/\(ResultsTree.claimsName)/\($1)") }
    }

    private static let longestHeader = 1 << 14

    package func remove() {
        if access(path, F_OK) == 0 { unlink(path) }
    }

    /// How many runs have left one in a folder.
    package static func count(in folder: String) -> Int { names(in: folder).count }

    /// Takes away what is left of runs that are all recorded.
    static func removeAll(in folder: String) {
        for name in names(in: folder) { unlink("\(folder)/\(ResultsTree.claimsName)/\(name)") }
    }

    private static func names(in folder: String) -> [String] {
        let names = try? Storage.names(in: "\(folder)/\(ResultsTree.claimsName)", isOurs: true)
        return (names ?? []).filter { $0.hasSuffix(ending) }
    }
}
