/// What a site, a folder or a command says of the workers that Slurm is to start; nil for what isn't said.
package struct SlurmSettings: Hashable, Sendable {
    /// How many workers, at least 1.
    package var workers: Int?
    /// Cores of each, at least 1.
    package var cpus: Int?
    /// Memory of each, in Slurm's words: `4G`.
    package var memory: String?
    /// The time limit of each, in Slurm's words: `2:00:00`.
    package var time: String?
    package var partition: String?
    package var account: String?
    /// Further options of `sbatch`, as a shell would read them: `--qos=long --constraint="zen4&ib"`.
    package var sbatch: String?

    package init() {}

    /// The same, and from others what isn't said.
    package func filled(from others: SlurmSettings) -> SlurmSettings {
        var filled = self
        filled.workers = workers ?? others.workers
        filled.cpus = cpus ?? others.cpus
        filled.memory = memory ?? others.memory
        filled.time = time ?? others.time
        filled.partition = partition ?? others.partition
        filled.account = account ?? others.account
        filled.sbatch = sbatch ?? others.sbatch
        return filled
    }
}
