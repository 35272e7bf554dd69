import Glibc
import System

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

    /// Publishes a file among those of the units that are done.
    static func publish(_ bytes: [UInt8], amongUnitsAs name: String, in folder: String) throws(StorageError) {
        let records = "\(folder)/\(ResultsTree.recordsName)"
        for _ in 0..<10 {
            _ = try makeFolder(records)
            do throws(StorageError) {
                return try publish(bytes, as: name, in: records)
            } catch .cannot(_, _, ENOENT) {
                // Another process has just removed the folder, which was empty.
            }
        }
        throw .cannot(.make, path: "\(records)/\(name)", errno: ENOENT)
    }

    /// Renames a file, unless there is one of the new name: then it returns false. A file that is no more counts
    /// as moved: somebody else has done it.
    static func move(_ path: String, to target: String) throws(StorageError) -> Bool {
        for _ in 0..<10 {
            do throws(StorageError) {
                try renameExclusively(path, target)
                return true
            } catch .cannot(_, _, EEXIST) {
                return false
            } catch .cannot(_, _, ENOENT) {
                if access(path, F_OK) != 0 { return true }
                _ = try makeFolder(Self.folder(of: target))
            }
        }
        throw .cannot(.write, path: target, errno: ENOENT)
    }

    private static func renameExclusively(_ path: String, _ target: String) throws(StorageError) {
        do throws(SystemError) {
            return try FileRename.exclusively(path, to: target)
        } catch {
            guard FileRename.isUnknown(error) else { throw .cannot(.write, path: target, errno: error.code) }
        }
        // NFS: a second name, and when that is sure the end of the first, unless another file has got it meanwhile.
        guard link(path, target) == 0 else { throw .cannot(.write, path: target, errno: errno) }
        try syncFolder(folder(of: target))
        guard let moved = try FileVersion(of: target), try FileVersion(of: path)?.isSameFile(as: moved) == true else { return }
        unlink(path)
    }

    /// Gives a file the name of another if that is still the version that was read; returns whether it was. Where
    /// the file system can exchange names, whatever had the name has the first one then, and nothing is lost
    /// though the name changed hands in the last moment; elsewhere such a moment remains.
    static func replace(
        _ target: String, _ version: FileVersion?, by path: String
    ) throws(StorageError) -> Bool {
        do throws(SystemError) {
            try FileRename.exchanging(path, target)
        } catch {
            if error.code == ENOENT { return false }
            guard FileRename.isUnknown(error) else { throw .cannot(.write, path: target, errno: error.code) }
            return try replacePlainly(target, version, by: path)
        }
        try syncFolder(folder(of: target))
        guard let displaced = try FileVersion(of: path), displaced == version else { return false }
        unlink(path)
        return true
    }

    private static func replacePlainly(
        _ target: String, _ version: FileVersion?, by path: String
    ) throws(StorageError) -> Bool {
        guard try FileVersion(opening: target) == version else { return false }
        guard rename(path, target) == 0 else { throw .cannot(.write, path: target, errno: errno) }
        try syncFolder(folder(of: target))
        return true
    }
}
