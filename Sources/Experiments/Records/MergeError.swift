/// Why results can't be put into one folder.
package enum MergeError: Error, Equatable, Sendable {
    /// The folders' runs are of engines that give other numbers.
    case engines(String, Int, String, Int)
    /// The folders' runs learned from other data.
    case data(String, String)
    /// Two folders have different results of one run.
    case conflict(run: String, String, String)
    /// There is something at the new folder's place.
    case exists(path: String)
}

extension MergeError: CustomStringConvertible {
    /// One sentence: what was found, and where.
    package var description: String {
        switch self {
        case .engines(let first, let one, let second, let other):
            "\(first) holds runs of engine \(one), \(second) of engine \(other); their numbers can't be combined"
        case .data(let first, let second):
            "\(first) and \(second) hold runs that were trained on different data; their numbers can't be combined"
        case .conflict(let run, let first, let second):
            "\(first) and \(second) have different results of \(run); one of the two is wrong, and nothing was merged"
        case .exists(let path):
            "\(path) exists and is not an empty folder; name a new or an empty one"
        }
    }
}
