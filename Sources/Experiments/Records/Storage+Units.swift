import Glibc

/// What units' files need of the file system.
extension Storage {
    /// `1f3c….jsonl`, and where a unit was published in parts `1f3c….2.jsonl`, ….
    static func unitName(_ unit: String, _ number: Int) -> String {
        number == 1 ? "\(unit).jsonl" : "\(unit).\(number).jsonl"
    }

    /// Makes what a claim holds count, and its unit free.
    static func retire(_ claim: String, _ unit: String, in folder: String) throws(StorageError) {
        var number = 1
        while try !move(claim, to: "\(folder)/\(ResultsTree.recordsName)/\(unitName(unit, number))") { number += 1 }
    }

    /// The first line of a claim.
    static func owner(of claim: String) -> ClaimOwner? {
        guard let bytes = try? contents(of: claim), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return ClaimOwner(line: bytes[..<end])
    }

    /// Renames a file, unless there is one of the new name: then it returns false. A file that is no more counts
    /// as moved: somebody else has done it.
    static func move(_ path: String, to target: String) throws(StorageError) -> Bool {
        for _ in 0..<10 {
            let failure = renameExclusively(path, target)
            switch failure {
            case 0: return true
            case EEXIST: return false
            case ENOENT where access(path, F_OK) != 0: return true
            case ENOENT: _ = try makeFolder(String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)]))
            default: throw .cannot(.write, path: target, errno: failure)
            }
        }
        throw .cannot(.write, path: target, errno: ENOENT)
    }

    /// Returns `errno`, or 0. A second name and the end of the first: unlike a rename this never replaces a file, on
    /// NFS neither.
    private static func renameExclusively(_ path: String, _ target: String) -> Int32 {
        guard link(path, target) == 0 else { return errno }
        unlink(path)
        return 0
    }
}
