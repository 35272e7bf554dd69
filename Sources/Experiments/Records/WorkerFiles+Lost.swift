import Formats
import Glibc
import System

// What workers ended on. Only workers take note of it, and heed it.
extension WorkerFiles {
    /// The units that workers have lost, set aside or not, in no particular order.
    package var lost: [LostWork] {
        get throws(StorageError) {
            var units: [Substring: LostWork] = [:]
            for (unit, _, name) in try lostNames.sorted(by: { $0.number < $1.number }) {
                guard let bytes = try Storage.contents(of: "\(lostFolder)/\(name)"), let end = LostWork(json: bytes) else { continue }
                if units[unit]?.add(end) == nil { units[unit] = end }
            }
            return Array(units.values)
        }
    }

    /// Those that workers leave alone.
    package var setAside: [LostWork] { get throws(StorageError) { try lost.filter(\.isSetAside) } }

    func forgetLost() throws(StorageError) {
        for (_, _, name) in try lostNames { unlink("\(lostFolder)/\(name)") }
        rmdir(lostFolder)
    }

    /// What is known of one unit; nil when no worker has ended on it.
    func lost(_ unit: WorkUnit) throws(StorageError) -> LostWork? {
        var lost: LostWork?
        for number in 1... {
            guard let bytes = try Storage.contents(of: "\(lostFolder)/\(Self.lostName(unit, number))") else { break }
            guard let end = LostWork(json: bytes) else { continue }
            if lost?.add(end) == nil { lost = end }
        }
        return lost
    }

    /// Takes note of one end; of two processes that have found it out one does.
    func add(_ end: LostWork, of unit: WorkUnit) throws(StorageError) {
        for path in [folder, lostFolder] { _ = try Storage.makeFolder(path) }
        var number = 1
        while try !Storage.publishFirst(end.json, as: Self.lostName(unit, number), in: lostFolder) {
            let known = try Storage.contents(of: "\(lostFolder)/\(Self.lostName(unit, number))").flatMap(LostWork.init)
            if let owner = end.ends[0].owner, known?.ends[0].owner == owner { return }
            number += 1
        }
    }

    /// The last lines of what a worker of Slurm's has said.
    func logEnd(of owner: ClaimOwner?) -> [String] {
        owner?.place.map { Self.end(ofLog: "\(logs)/\($0).log") } ?? []
    }

    private var lostFolder: String { "\(folder)/lost" }

    private static func lostName(_ unit: WorkUnit, _ number: Int) -> String { "\(unit.name).\(number).json" }

    private var lostNames: [(unit: Substring, number: Int, name: String)] {
        get throws(StorageError) {
            try Storage.names(in: lostFolder, isOurs: true).compactMap { name in
                let parts = name.split(separator: ".")
                guard parts.count == 3, parts[2] == "json", let number = Int(parts[1]) else { return nil }
                return (parts[0], number, name)
            }
        }
    }
}
