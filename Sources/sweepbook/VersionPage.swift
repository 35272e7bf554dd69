import Engine
import Session
import System

/// What `--version` prints: the version on the first line, then what tells two builds or two machines apart.
enum VersionPage {
    static var lines: [String] {
        [
            "sweepbook \(Interpreter.version)",
            "engine revision \(EngineRevision.current)",
            "kernels \(KernelVariant.standard.name)",
            "linking \(Linkage.own)",
        ]
    }
}
