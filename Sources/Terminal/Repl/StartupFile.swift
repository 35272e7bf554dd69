package import System

/// The script that a session starts with: `sweepbook/init.sweep` in XDG_CONFIG_HOME, or in `~/.config`.
package enum StartupFile {
    /// Its path, whether or not it is there; nil where neither variable names a folder.
    package static func path(environment: Environment = .process) -> String? {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/sweepbook/init.sweep" }
        return environment["HOME"].map { $0 + "/.config/sweepbook/init.sweep" }
    }
}
