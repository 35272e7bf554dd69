import Engine
import Formats
import Glibc
import System

/// Who works on a unit, or did: the first line of its file.
struct ClaimOwner: Hashable, Sendable {
    let host: String
    /// The boot of the host's system, and the space its process numbers are of: containers have their own.
    let boot: String
    let processSpace: String
    let process: Int32
    /// When the process started, in the system's ticks since its boot: numbers of processes are used again.
    let start: UInt64
    /// The revision of the engine that it trains with, and its version of sweepbook.
    let engine: Int
    let version: String
    /// Slurm's number of the job that the process is of, and which task of an array it is; nil elsewhere.
    let job: String?
    let task: String?

    /// This process.
    static let current = ClaimOwner(
        host: hostName(), boot: firstLine(of: "/proc/sys/kernel/random/boot_id") ?? "",
        processSpace: linkTarget(of: "/proc/self/ns/pid"), process: getpid(),
        start: processStart(getpid()) ?? 0, engine: EngineRevision.current, version: Release.version,
        job: Environment.process["SLURM_ARRAY_JOB_ID"] ?? Environment.process["SLURM_JOB_ID"],
        task: Environment.process["SLURM_ARRAY_TASK_ID"])

    /// What tells the processes of one system from those of others, in a name of a file: a digest, for a host's name may be long.
    var system: String { String(SHA256.hex(of: Array("\(host) \(boot) \(processSpace)".utf8)).prefix(16)) }

    /// What no other process that runs has in the name of a file.
    var name: String { "\(system).\(process)" }

    /// Its line, with the newline.
    var line: [UInt8] { JSONWriter.bytes(of: .object(fields), .line) + [UInt8(ascii: "\n")] }

    var fields: JSONObject {
        var fields: JSONObject = [
            "host": .string(host), "boot": .string(boot), "process_space": .string(processSpace),
            "process": JSONValue(Int(process)), "start": .number(JSONNumber(start)),
            "engine": JSONValue(engine), "sweepbook": .string(version),
        ]
        if let job { fields["job"] = .string(job) }
        if let task { fields["task"] = .string(task) }
        return fields
    }

    init?(line: some Collection<UInt8>) {
        guard let fields = try? Fields(json: line) else { return nil }
        self.init(fields)
    }

    init?(_ fields: Fields) {
        guard let host = try? fields.text("host"), let boot = try? fields.text("boot"),
            let processSpace = try? fields.text("process_space"),
            let process = try? fields.value("process", { $0.integer.flatMap { Int32(exactly: $0) } }),
            let start = try? fields.value("start", { $0.number.flatMap { UInt64($0.text) } }),
            let engine = try? fields.integer("engine"), let version = try? fields.text("sweepbook")
        else { return nil }
        self.init(
            host: host, boot: boot, processSpace: processSpace, process: process, start: start, engine: engine,
            version: version, job: try? fields.text("job"), task: try? fields.text("task"))
    }

    private init(
        host: String, boot: String, processSpace: String, process: Int32, start: UInt64, engine: Int, version: String,
        job: String?, task: String?
    ) {
        self.host = host
        self.boot = boot
        self.processSpace = processSpace
        self.process = process
        self.start = start
        self.engine = engine
        self.version = version
        self.job = job
        self.task = task
    }
}

extension ClaimOwner: CustomStringConvertible {
    /// `process 4711 on node7`, of Slurm's `process 4711 on node7 (job 12_3)`
    var description: String { "process \(process) on \(host)" + (place.map { " (job \($0))" } ?? "") }

    /// `12_3`
    var place: String? { job.map { job in task.map { "\(job)_\($0)" } ?? job } }
}

extension ClaimOwner {
    /// What can be told of a process.
    enum Life {
        case lives
        case gone
        /// It was of another boot of a host of this name: gone, unless two hosts have one name.
        case doubtful
        /// It is another host's, or in another container.
        case unknown
    }

    var life: Life {
        let here = Self.current
        guard host == here.host else { return .unknown }
        guard boot == here.boot else { return .doubtful }
        guard processSpace == here.processSpace else { return .unknown }
        return Self.processStart(process) == start ? .lives : .gone
    }

    /// When a process that runs or is stopped started; nil when there is none, or only its exit status is left.
    private static func processStart(_ process: Int32) -> UInt64? {
        // The name, in parentheses, may hold blanks; behind it come the state and, 19 fields on, the start.
        guard let text = firstLine(of: "/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 19, !["Z", "X", "x"].contains(fields[0]) else { return nil }
        return UInt64(fields[19])
    }

    private static func hostName() -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, gethostname(start, buffer.count - 1) == 0 else { return "" }
            buffer[buffer.count - 1] = 0
            return String(cString: start)
        }
    }

    private static func linkTarget(of path: String) -> String {
        var characters = [CChar](repeating: 0, count: 256)
        let count = readlink(path, &characters, characters.count)
        return String(decoding: characters.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func firstLine(of path: String) -> String? {
        guard let bytes = try? Storage.contents(of: path) else { return nil }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
