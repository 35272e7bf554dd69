import Glibc

/// What a file is called while it is written: no two processes use the same name, and it tells whose it is.
///
///     .runs.jsonl.host.5d41402a.1234.new
struct AsideName: CustomStringConvertible {
    let description: String

    init(of name: String) {
        description = ".\(name).\(ClaimOwner.current.name).new"
    }

    /// Takes away what its writers left unfinished.
    static func clean(_ folder: String) throws(StorageError) {
        for name in try Storage.names(in: folder) where isAside(name) {
            if isAbandoned(name) || isOld("\(folder)/\(name)") { unlink("\(folder)/\(name)") }
        }
    }

    static func isAside(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".new") }

    /// Whether a name is of a process that is no more. Of other systems' processes nothing can be told.
    static func isAbandoned(_ name: String) -> Bool {
        guard let process = name.split(separator: ".").dropLast().last.flatMap({ Int32($0) }) else { return false }
        return name.hasSuffix(".\(ClaimOwner.current.system).\(process).new") && kill(process, 0) != 0 && errno == ESRCH
    }

    /// Whether nobody has written a file for an hour; it takes seconds.
    private static func isOld(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && time(nil) - status.st_mtim.tv_sec > 3600
    }
}
