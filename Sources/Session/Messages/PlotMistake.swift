/// Why nothing can be plotted.
package enum PlotMistake: Hashable, Sendable {
    case unknownKind(String, nearest: String?, known: [String])
    case unknownOption(String, kind: String, nearest: String?)
    /// Too few or too many hyper-parameters.
    case wrongFactors(kind: String, found: Int, expected: ClosedRange<Int>)
    case severalSources(String)
    /// A file for the picture, without `out=`; what was found may be a word before it.
    case fileAlone(found: String, file: String)
    /// Nothing has been trained yet.
    case noResultYet
    case noFinishedRuns(folder: String)
    case oneCombination(folder: String)
    case noLossCurves(folder: String)
    /// A metric that the results don't have; they have the others.
    case notMeasured(String, folder: String, known: [String])
    /// The data that was learned from is no longer there as it was, and with it what the tokens are called.
    case noNames(folder: String, data: String)
    /// Of any seed, or of the one that was asked for.
    case noEmbeddings(folder: String, seed: UInt32?)

    /// The sentence, without its place, a capital or a full stop.
    var message: String {
        switch self {
        case .unknownKind(let name, _, _): "unknown plot \"\(name)\""
        case .unknownOption(let name, let kind, _): "plot \(kind): unknown option \"\(name)\""
        case .wrongFactors(let kind, let found, let expected):
            "plot \(kind): found \(Self.count(found)), expected \(Self.text(expected))"
        case .severalSources(let name): "plot shows one result, found \"\(name)\" besides another"
        case .fileAlone(let found, _): "found \"\(found)\", expected a hyper-parameter or a result"
        case .noResultYet: "there is no result to plot yet"
        case .noFinishedRuns(let folder): "no run in \(folder) has finished"
        case .oneCombination(let folder): "\(folder) holds one combination, expected several"
        case .noLossCurves(let folder): "the runs in \(folder) were recorded without their loss curves"
        case .notMeasured(let metric, let folder, let known): "the runs in \(folder) have no \(metric); they have \(WordList.all(known))"
        case .noNames(let folder, let data):
            "the runs in \(folder) learned from \"\(data)\", which is gone or has changed since: nothing tells what its tokens are called"
        case .noEmbeddings(let folder, nil): "the runs in \(folder) were recorded without their embeddings"
        case .noEmbeddings(let folder, let seed?): "no run with seed \(seed) in \(folder) was recorded with its embedding"
        }
    }

    /// Whether the words are wrong, not what they stand for.
    package var isWrongUsage: Bool {
        switch self {
        case .unknownKind, .unknownOption, .wrongFactors, .severalSources, .fileAlone, .noResultYet: true
        case .noFinishedRuns, .oneCombination, .noLossCurves, .noEmbeddings, .notMeasured, .noNames: false
        }
    }

    /// What to do about it.
    var hint: String? {
        switch self {
        case .unknownKind(_, let nearest, let known):
            nearest.map { "did you mean \"\($0)\"?" } ?? "there are \(known.joined(separator: ", "))"
        case .unknownOption(_, _, let nearest): nearest.map { "did you mean \"\($0)\"?" }
        case .wrongFactors(let kind, _, let expected):
            switch expected.upperBound {
            case 0: "write plot \(kind)"
            case 1: "write plot \(kind) n_head"
            default: "write plot \(kind) n_layer n_head"
            }
        case .fileAlone(_, let file): "write out=\(file.debugDescription)"
        case .noResultYet: "train or sweep first, or name a folder"
        case .oneCombination: "sweep first"
        case .noLossCurves: "train again"
        case .noEmbeddings(_, nil): "train with embeddings=true"
        case .noEmbeddings, .notMeasured, .noNames, .severalSources, .noFinishedRuns: nil
        }
    }

    private static func count(_ count: Int) -> String {
        switch count {
        case 0: "no hyper-parameter"
        case 1: "1 hyper-parameter"
        default: "\(count) hyper-parameters"
        }
    }

    private static func text(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return range.lowerBound == 0 ? "none" : "\(range.lowerBound)" }
        return "at most \(range.upperBound)"
    }
}
