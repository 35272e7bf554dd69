import Language
import Runner

/// What commands that train take by name to have it done elsewhere.
enum ClusterOption {
    /// Where runs are trained.
    enum Place: String, CaseIterable {
        case local, slurm
    }

    static let on = Option<Place>.choice(
        "on", as: "PLACE", "where runs are trained: local, or slurm, on a cluster (help cluster)", default: "local")

    static let workers = Option.whole(
        "workers", in: SlurmSettings.workersRange, "workers that a cluster is to start",
        default: "as many as have ten minutes of work each, at most 32")
    static let cpus = Option.whole("cpus", in: SlurmSettings.cpusRange, "cores of each worker on a cluster", default: "1")
    static let memory = words(
        "memory", as: "SIZE", "memory of each worker on a cluster, as Slurm writes it: 4G", default: "what the largest runs need", \.memory)
    static let time = words(
        "time", as: "TIME", "time limit of each worker on a cluster, as Slurm writes it: 2:00:00",
        default: "twice what its share of the work takes", \.time)
    static let partition = words("partition", as: "NAME", "the cluster's partition, or several with commas", default: "the site's", \.partition)
    static let account = words("account", as: "NAME", "the account on the cluster that is charged", default: "the user's", \.account)
    static let sbatch = words(
        "sbatch", as: "OPTIONS", "further options of Slurm's sbatch, as a shell reads them: \"--qos=long --exclusive\"", default: "none", \.sbatch)
    static let detach = Option.flag("detach", "submit to the cluster and return at once; attach follows later")

    /// What a site, a folder or a command says of workers.
    static let settings = [
        workers.declaration, cpus.declaration, memory.declaration, time.declaration, partition.declaration, account.declaration,
        sbatch.declaration,
    ]
    static let all = [on.declaration] + settings + [detach.declaration]

    /// A text that Slurm may be given for a setting. A number that is written without quotes is one too.
    private static func words(
        _ name: String, as placeholder: String, _ help: String, default defaultText: String,
        _ setting: any WritableKeyPath<SlurmSettings, String?> & Sendable
    ) -> Option<String> {
        Option(name, as: placeholder, help, default: defaultText, reading: .text, completion: .none) { value throws(SessionError) in
            let number: String? = if case .integer(let number) = value { "\(number)" } else { nil }
            guard let text = number ?? value.string else { throw .wrongOption(name, expected: "a text in quotes", found: value.found) }
            var settings = SlurmSettings()
            settings[keyPath: setting] = text
            do throws(SlurmError) { try settings.check() } catch {
                guard case .wrong(_, let found, let expected) = error else { throw .failed("\(error)") }
                throw .wrongOption(name, expected: expected, found: "\"\(found)\"")
            }
            return text
        }
    }
}

extension Invocation {
    /// Whether runs are trained on a cluster.
    var isOnCluster: Bool { self[ClusterOption.on] == .slurm }

    /// What is said of workers.
    ///
    /// - Throws: `Diagnostic` where something is said of them and there are none.
    func clusterSettings() throws(Diagnostic) -> SlurmSettings {
        if !isOnCluster {
            let stray = call.named.first { argument in ClusterOption.all.dropFirst().contains { $0.name == argument.name.text } }
            if let stray { throw fail(.withoutCluster(stray.name.text), stray.name.span) }
        } else if let jobs = argument(TrainingOption.jobs) {
            throw fail(.jobsOnCluster, jobs.name.span)
        }
        var settings = SlurmSettings()
        settings.workers = self[ClusterOption.workers]
        settings.cpus = self[ClusterOption.cpus]
        settings.memory = self[ClusterOption.memory]
        settings.time = self[ClusterOption.time]
        settings.partition = self[ClusterOption.partition]
        settings.account = self[ClusterOption.account]
        settings.sbatch = self[ClusterOption.sbatch]
        return settings
    }
}
