/// What this build of sweepbook calls itself.
package enum Release {
    /// The version, as `--version` shows it and every results folder records it.
    package static let version = "0.1.0"
    /// The day of this version, for manual pages.
    package static let date = "2026-12-01"
}
