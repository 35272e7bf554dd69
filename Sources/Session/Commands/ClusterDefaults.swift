import Experiments
import Glibc
import Language
import Runner
import System

/// What a site, a working directory or a results folder says of workers on a cluster, as `let` statements:
///
///     let partition = "short"     # ~/.config/sweepbook/slurm.sweep
///     let cpus = 4
///     let workers = 32 // cpus
struct ClusterDefaults {
    /// The files that are read, the nearest first, whether or not they are there.
    ///
    /// - Parameter folder: the results folder; nil where there is none yet.
    static func paths(folder: String?, environment: Environment = .process) -> [String] {
        let home = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? environment["HOME"].map { $0 + "/.config" }
        return [folder.map { WorkerFiles(in: $0).settings }, "slurm.sweep", home.map { $0 + "/sweepbook/slurm.sweep" }].compactMap(\.self)
    }

    /// Whether a path names anything, be it a link that leads nowhere.
    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether it names a file, which can be read without waiting for anybody.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}

extension Interpreter {
    /// What a command says of workers, and in its place what the nearest file says.
    ///
    /// - Parameter folder: the results folder that is worked on; nil for one that is to be made.
    /// - Throws: `Diagnostic` for an option that needs a cluster and for what is wrong in a file.
    func clusterSettings(_ invocation: Invocation, folder: String?) async throws -> SlurmSettings {
        var settings = try invocation.clusterSettings()
        guard invocation.isOnCluster else { return settings }
        for path in ClusterDefaults.paths(folder: folder) where ClusterDefaults.isThere(path) {
            guard ClusterDefaults.isFile(path) else { throw invocation.fail(.failed("cannot read \"\(path)\": it is not a file")) }
            do {
                let source = try ScriptFile(reading: path).source, statements = try commands.parse(source).statements
                let session = Interpreter(environment, CommandTable([]))
                settings = settings.filled(from: try await session.clusterDefaults(statements, source))
            } catch let error as ScriptFile.Unreadable {
                throw invocation.fail(.failed("\(error)"))
            }
        }
        return settings
    }

    /// What the statements of a file say, in a session that carries out no commands.
    private func clusterDefaults(_ statements: [Statement], _ source: SourceText) async throws -> SlurmSettings {
        var settings = SlurmSettings()
        let context = ExecutionContext(source: source, emit: { _ in })
        for statement in statements {
            guard case .binding(let name, let expression) = statement.kind else {
                if case .assignment(let name, _) = statement.kind { throw context.fail(.defaultNeedsLet(name.text), name.span) }
                throw context.fail(.onlyDefaults, statement.span)
            }
            let value = try await value(of: expression, context)
            variables[name.text] = value
            try context.at(ClusterOption.settings.contains { $0.name == name.text } ? expression.span : name.span) { () throws(SessionError) in
                try settings.take(value, for: name.text)
            }
        }
        return settings
    }
}

extension SlurmSettings {
    /// Takes in what is said under a name.
    ///
    /// - Throws: `SessionError.unknownDefault` or `.wrongOption`
    fileprivate mutating func take(_ value: Value, for name: String) throws(SessionError) {
        let names = ClusterOption.settings.map(\.name)
        guard let option = ClusterOption.settings.first(where: { $0.name == name }) else {
            throw .unknownDefault(name, names, nearest: NearestWord.find(name, among: names))
        }
        let meaning = try option.meaning(value)
        switch name {
        case ClusterOption.workers.name: workers = meaning as? Int
        case ClusterOption.cpus.name: cpus = meaning as? Int
        case ClusterOption.memory.name: memory = meaning as? String
        case ClusterOption.time.name: time = meaning as? String
        case ClusterOption.partition.name: partition = meaning as? String
        case ClusterOption.account.name: account = meaning as? String
        default: sbatch = meaning as? String
        }
    }

    /// The same as `let` statements, a line each.
    var statements: String {
        let values: [(String, Value?)] = [
            (ClusterOption.workers.name, workers.map(Value.integer)), (ClusterOption.cpus.name, cpus.map(Value.integer)),
            (ClusterOption.memory.name, memory.map(Value.string)), (ClusterOption.time.name, time.map(Value.string)),
            (ClusterOption.partition.name, partition.map(Value.string)), (ClusterOption.account.name, account.map(Value.string)),
            (ClusterOption.sbatch.name, sbatch.map(Value.string)),
        ]
        return values.map { name, value in value.map { "let \(name) = \($0.literal)\n" } ?? "" }.joined()
    }
}
