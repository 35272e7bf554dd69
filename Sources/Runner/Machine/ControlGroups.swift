import Glibc

/// The control groups that a process is in: a container or a batch job limits by them what it may use.
enum ControlGroups {
    enum Version {
        case one, two
    }

    /// Where it stands which groups this process is in.
    static let ownPath = "/proc/self/cgroup"

    /// The folders whose files may limit a process: those of its group and of every group around it.
    ///
    /// - Parameters:
    ///   - groups: The text of `/proc/self/cgroup`, lines such as `0::/a/b` (version 2) or `4:memory:/a/b` (version 1).
    ///   - controller: `cpu` or `memory`.
    static func folders(of groups: String, controller: String) -> [(version: Version, path: String)] {
        groups.split(separator: "\n").flatMap { line -> [(Version, String)] in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return [] }
            if fields[0] == "0" { return groupsAround(fields[2]).map { (.two, "/sys/fs/cgroup\($0)") } }
            guard fields[1].split(separator: ",").contains(Substring(controller)) else { return [] }
            return groupsAround(fields[2]).map { (.one, "/sys/fs/cgroup/\(controller)\($0)") }
        }
    }

    /// `/a/b`, `/a` and the empty path of the root.
    private static func groupsAround(_ path: Substring) -> [String] {
        let names = path.split(separator: "/")
        return (0...names.count).reversed().map { count in names.prefix(count).map { "/\($0)" }.joined() }
    }

    /// A short file's text; nil when it can't be read.
    static func contents(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
