package import System

/// The folders in which Jupyter's front ends look for kernels, as jupyter_core has them.
package struct KernelFolders {
    private let environment: Environment

    package init(_ environment: Environment = .process) {
        self.environment = environment
    }

    /// The user's own; nil where no variable names a home.
    package var own: String? {
        if let data = environment["JUPYTER_DATA_DIR"] { return data + "/kernels" }
        let shared = environment["XDG_DATA_HOME"] ?? environment["HOME"].map { $0 + "/.local/share" }
        return shared.map { $0 + "/jupyter/kernels" }
    }

    /// That of a prefix such as `/usr/local` or a Python environment.
    package static func folder(below prefix: String) -> String { FileName.join(prefix, "share/jupyter/kernels") }

    /// All that there may be, in the order in which they are searched, each once.
    package var all: [String] {
        let listed = (environment["JUPYTER_PATH"] ?? "").split(separator: ":").map { "\($0)/kernels" }
        let prefixes = ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap { environment[$0] } + ["/usr/local", "/usr"]
        let folders = listed + [own].compactMap(\.self) + prefixes.map(Self.folder)
        return folders.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
