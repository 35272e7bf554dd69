import Engine

/// Why a folder can't be used as the results of a sweep.
package enum FolderError: Error, Equatable, Sendable {
    /// There is no folder of that name.
    case missing(path: String)
    /// There is no `sweep.json` in it.
    case noPlan(path: String)
    /// `sweep.json` makes no plan.
    case wrongPlan(path: String, reason: String)
    /// The folder holds another sweep than the one that is asked for; each difference is a phrase.
    case otherSweep(path: String, differences: [String])
    /// The folder's plan is another one than a moment ago.
    case changed(path: String)
    /// The folder's runs learned from other data.
    case otherData
    /// A file is no longer what the folder's runs learned from.
    case changedData(path: String)
    /// The folder's runs are of an engine that gives other numbers.
    case otherEngine(found: Int, version: String)
    /// Another process puts the folder in order right now.
    case busy(path: String)
    /// So many runs that were recorded are on the disk no more.
    case lost(runs: Int, path: String)
    case storage(StorageError)
}

extension FolderError: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .missing(let path):
            "there is no folder \(path)"
        case .noPlan(let path):
            "\(path) is not a results folder: it has no sweep.json"
        case .wrongPlan(let path, let reason):
            "\(path)/sweep.json is not a plan: \(reason)"
        case .otherSweep(let path, let differences):
            "\(path) holds another sweep: \(differences.joined(separator: "; ")); name another folder"
        case .changed(let path):
            "\(path) has just been extended by another process; give the command again"
        case .otherData:
            "the folder's runs were trained on other data; their numbers can't be combined"
        case .changedData(let path):
            "\"\(path)\" has changed since the folder's runs were trained on it; their numbers can't be combined"
        case .otherEngine(let found, let version):
            "the folder's runs are of engine \(found) (sweepbook \(version)), this one has engine "
                + "\(EngineRevision.current); their numbers can't be combined"
        case .busy(let path):
            "another process is writing \(path); try again"
        case .lost(let runs, let path):
            "\(runs == 1 ? "1 recorded run is" : "\(runs) recorded runs are") no longer in \(path); something else has changed "
                + "its files"
        case .storage(let error):
            error.description
        }
    }
}
