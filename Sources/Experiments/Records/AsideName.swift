import Glibc

/// What a file is called while it is written: nobody can foresee it, it has the same few bytes for every file, and it tells whose
/// it is.
///
///     .5d41402abc4b2a76.1234.9f86d081884c7d65.new       system, process, random
struct AsideName: CustomStringConvertible {
    let description = ".\(ClaimOwner.current.name).\(String(UInt64.random(in: .min ... .max), radix: 16)).new"

    /// Takes away what its writers left unfinished.
    static func clean(_ folder: String) throws(StorageError) {
        for name in try Storage.names(in: folder) where isAside(name) {
            if isAbandoned(name) || isOld("\(folder)/\(name)") { unlink("\(folder)/\(name)") }
        }
    }

    static func isAside(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".new") }

    /// Whether a name is of a process that is no more. Of other systems' processes nothing can be told.
    static func isAbandoned(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        guard parts.count == 4, parts[0] == ClaimOwner.current.system, let process = Int32(parts[1]) else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    /// Whether nobody has written a file for an hour; it takes seconds.
    private static func isOld(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && time(nil) - status.st_mtim.tv_sec > 3600
    }
}
