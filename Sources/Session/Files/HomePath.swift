import Glibc

/// Paths as a shell takes them.
enum HomePath {
    /// The path with a leading `~` or `~/` as the user's home folder, where HOME names one.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }
}
