package import Comparison
package import Engine
import Experiments
import Language

/// What the others are compared with: a result, or the one combination that has some values.
package enum ComparisonReference: Sendable {
    case contender(Contender)
    case values([Hyperparameter: Hyperparameter.Value], text: String)

    /// Why a text names no reference.
    package enum Unclear: Error, Equatable, Sendable {
        case unknownName(String, nearest: String?)
        case malformed(String)
        case value(HyperparameterError)
        /// Not one combination fits.
        case count(Int, text: String)
        case folder(path: String, count: Int)

        /// Whether the words are wrong, not what they stand for.
        package var isWrongUsage: Bool {
            switch self {
            case .unknownName, .malformed, .value: true
            case .count, .folder: false
            }
        }
    }

    /// `n_layer=1, n_head=4`, blanks or commas between.
    ///
    /// - Throws: `Unclear`
    package init(parsing text: String) throws(Unclear) {
        var values: [Hyperparameter: Hyperparameter.Value] = [:]
        for part in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2 else { throw .malformed(text) }
            let name = String(sides[0])
            guard let parameter = Hyperparameter.named(name) else {
                throw .unknownName(name, nearest: NearestWord.find(name, among: Hyperparameter.all.map(\.name)))
            }
            do throws(HyperparameterError) { values[parameter] = try parameter.parse(String(sides[1])) } catch { throw .value(error) }
        }
        guard !values.isEmpty else { throw .malformed(text) }
        self = .values(values, text: text)
    }

    /// The one combination of some results.
    ///
    /// - Throws: `Unclear.folder` when there are several.
    init(_ results: LoadedResults) throws(Unclear) {
        let contenders = results.contenders
        guard contenders.count == 1 else { throw .folder(path: results.name, count: contenders.count) }
        self = .contender(contenders[0])
    }

    /// Where the reference stands among contenders; a result that is not among them is put behind them.
    ///
    /// - Throws: `Unclear.count` when the values fit none or several.
    func index(in contenders: inout [Contender]) throws(Unclear) -> Int {
        switch self {
        case .contender(let reference):
            let same = contenders.firstIndex {
                $0.configuration == reference.configuration && $0.scores == reference.scores
            }
            if let same { return same }
            contenders.append(reference)
            return contenders.count - 1
        case .values(let values, let text):
            let fitting = contenders.indices.filter { index in
                values.allSatisfy { contenders[index].configuration[$0.key] == $0.value }
            }
            guard fitting.count == 1 else { throw .count(fitting.count, text: text) }
            return fitting[0]
        }
    }
}

extension ComparisonReference.Unclear: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .unknownName(let name, let nearest):
            "to: unknown hyper-parameter \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .malformed(let text):
            "to: found \"\(text)\", expected a folder, or values such as n_layer=1, n_head=4"
        case .value(let error):
            "to: \(error)"
        case .count(let count, let text):
            "to: found \(count == 0 ? "no combination" : "\(count) combinations") with \(text), expected one"
        case .folder(let path, let count):
            "to: found \(count) combinations in \(path), expected one"
        }
    }

    package static func == (a: Self, b: Self) -> Bool { a.description == b.description }
}
