import Glibc

/// The process that has started the kernel: a kernel has a session of its own, and would outlive it.
struct ParentProcess: Sendable {
    private let direct = getppid()
    /// Who stands behind a shell or a launcher, as front ends tell in the environment; nil where he isn't to be seen.
    private let named: pid_t?

    init() {
        let name = getenv("JPY_PARENT_PID").flatMap { pid_t(String(cString: $0)) }
        named = name.flatMap { $0 > 0 && Self.exists($0) ? $0 : nil }
    }

    /// Whether it lives. One whose number is 1, as in a container, does.
    var isThere: Bool { getppid() == direct && named.map(Self.exists) ?? true }

    private static func exists(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }
}
