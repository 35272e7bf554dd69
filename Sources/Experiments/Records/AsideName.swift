import Glibc

/// What a file is called while it is written: no two processes use the same name, and it tells whose it is.
///
///     .runs.jsonl.host.1234.new
struct AsideName: CustomStringConvertible {
    let description: String

    init(of name: String) {
        let owner = ClaimOwner.current
        description = ".\(name).\(owner.host).\(owner.process).new"
    }

    /// Whether a name is that of a file that its writer, a process of this host that is no more, left unfinished.
    static func isAbandoned(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        guard name.hasPrefix("."), parts.last == "new", let process = parts.dropLast().last.flatMap({ Int32($0) })
        else { return false }
        return name.hasSuffix(".\(ClaimOwner.current.host).\(process).new") && kill(process, 0) != 0 && errno == ESRCH
    }

    /// Takes abandoned files away.
    static func clean(_ folder: String) throws(StorageError) {
        for name in try Storage.names(in: folder) where isAbandoned(name) { unlink("\(folder)/\(name)") }
    }
}
