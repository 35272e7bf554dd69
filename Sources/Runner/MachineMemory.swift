import Glibc

/// The memory that runs may take: what the machine has, or less where a control group (a container, a
/// batch job) limits it.
package struct MachineMemory: Sendable {
    package let bytes: Double

    package init(bytes: Double) {
        self.bytes = bytes
    }

    /// This process's.
    package static var current: MachineMemory {
        let physical = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        let limits = limitFiles(of: contents(of: "/proc/self/cgroup") ?? "").compactMap(limit)
        return MachineMemory(bytes: limits.reduce(physical, min))
    }

    /// The files that may limit a process: those of its control group and of every group around it.
    ///
    /// - Parameter groups: The text of `/proc/self/cgroup`, lines such as `0::/a/b` (version 2) or
    ///   `4:memory:/a/b` (version 1).
    package static func limitFiles(of groups: String) -> [String] {
        groups.split(separator: "\n").flatMap { line -> [String] in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return [] }
            if fields[0] == "0" {
                return groupsAround(fields[2]).map { "/sys/fs/cgroup\($0)/memory.max" }
            }
            guard fields[1].split(separator: ",").contains("memory") else { return [] }
            return groupsAround(fields[2]).map { "/sys/fs/cgroup/memory\($0)/memory.limit_in_bytes" }
        }
    }

    /// `/a/b`, `/a` and the empty path of the root.
    private static func groupsAround(_ path: Substring) -> [String] {
        let names = path.split(separator: "/")
        return (0...names.count).reversed().map { count in names.prefix(count).map { "/\($0)" }.joined() }
    }

    /// The limit in a file, in bytes; nil when there is no such file, or "max" in it.
    private static func limit(in path: String) -> Double? {
        contents(of: path)?.split(separator: "\n").first.flatMap { Double($0) }
    }

    /// A short file's text; nil when it can't be read.
    private static func contents(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
