import Glibc
package import System

/// The memory that runs may take: what the machine has, or less where a control group (a container, a
/// batch job) limits it, or Slurm has promised less.
package struct MachineMemory: Sendable {
    package let bytes: Double

    package init(bytes: Double) {
        self.bytes = bytes
    }

    /// This process's.
    package static var current: MachineMemory {
        let physical = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        let limits = limitFiles(of: ControlGroups.contents(of: ControlGroups.ownPath) ?? "").compactMap(limit)
        return MachineMemory(bytes: (limits + [promised(by: .process)].compactMap { $0 }).reduce(physical, min))
    }

    /// Bytes that Slurm has given to a job on this machine, which it may enforce only now and then; nil where it doesn't say.
    package static func promised(by environment: Environment) -> Double? {
        let megabyte = 1024.0 * 1024
        if let node = environment["SLURM_MEM_PER_NODE"].flatMap(Double.init), node > 0 { return node * megabyte }
        guard let core = environment["SLURM_MEM_PER_CPU"].flatMap(Double.init), core > 0 else { return nil }
        return core * megabyte * max(1, environment["SLURM_CPUS_ON_NODE"].flatMap(Double.init) ?? 1)
    }

    /// The files that may limit a process, by the text of `/proc/self/cgroup`.
    package static func limitFiles(of groups: String) -> [String] {
        ControlGroups.folders(of: groups, controller: "memory").map { version, path in
            switch version {
            case .one: "\(path)/memory.limit_in_bytes"
            case .two: "\(path)/memory.max"
            }
        }
    }

    /// The limit in a file, in bytes; nil when there is no such file, or "max" in it.
    private static func limit(in path: String) -> Double? {
        ControlGroups.contents(of: path)?.split(separator: "\n").first.flatMap { Double($0) }
    }
}
