/// What this build of sweepbook calls itself.
package enum Release {
    /// The version, as `--version` shows it and every results folder records it.
    package static let version = "0.1.0"
}
