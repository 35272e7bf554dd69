import Glibc
import System

/// The processor cores this process may use: not those that the machine has, but the least of what the affinity
/// (`taskset`), the CPU quotas of its control groups and a Slurm task allow.
package enum Cores {
    /// At least 1; as it was when it was first asked for.
    package static let available = allowed(
        of: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
        slurm: Environment.process["SLURM_CPUS_PER_TASK"] ?? Environment.process["SLURM_CPUS_ON_NODE"],
        contents: ControlGroups.contents)

    /// - Parameters:
    ///   - machine: How many cores the machine has.
    ///   - slurm: The value of `SLURM_CPUS_PER_TASK`, or where a job doesn't ask for them by task of `SLURM_CPUS_ON_NODE`.
    ///   - contents: A file's text; nil when it can't be read.
    package static func allowed(of machine: Int, slurm: String?, contents: (String) -> String?) -> Int {
        let groups = ControlGroups.folders(of: contents(ControlGroups.ownPath) ?? "", controller: "cpu")
        let quotas = groups.compactMap { version, path in
            switch version {
            case .one: quota(contents("\(path)/cpu.cfs_quota_us"), contents("\(path)/cpu.cfs_period_us"))
            case .two: quota(contents("\(path)/cpu.max"))
            }
        }
        let affinity = contents("/proc/self/status").flatMap(affinity)
        let limits = quotas + [affinity, slurm.flatMap { Int($0) }].compactMap { $0.map(Double.init) }
        return max(1, Int(limits.reduce(Double(machine), min)))
    }

    /// How many cores the kernel may run a process on, by `/proc/self/status`: `Cpus_allowed_list: 0-3,8` says five.
    private static func affinity(_ status: String) -> Int? {
        let name = "Cpus_allowed_list:"
        guard let list = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })?.dropFirst(name.count) else { return nil }
        let ranges = list.split(separator: ",").map { $0.split(separator: "-").compactMap { Int($0.drop(while: \.isWhitespace)) } }
        return ranges.reduce(0) { sum, ends in
            guard let first = ends.first, let last = ends.last else { return sum }
            return sum + last - first + 1
        }
    }

    /// The cores that `cpu.max` allows, `150000 100000` two; nil for `max`.
    private static func quota(_ text: String?) -> Double? {
        let fields = text?.split(whereSeparator: \.isWhitespace) ?? []
        guard fields.count == 2 else { return nil }
        return quota(String(fields[0]), String(fields[1]))
    }

    /// Microseconds of processor time in each period, as cores rounded up; nil for no limit.
    private static func quota(_ time: String?, _ period: String?) -> Double? {
        guard let time = number(time), let period = number(period), time > 0, period > 0 else { return nil }
        return (time / period).rounded(.up)
    }

    private static func number(_ text: String?) -> Double? {
        text?.split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) }
    }
}
