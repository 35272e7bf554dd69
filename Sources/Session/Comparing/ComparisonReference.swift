package import Comparison
package import Engine
import Experiments
import Language

/// What the others are compared with: a result, or the one combination that has some values.
package enum ComparisonReference: Sendable {
    case contender(Contender)
    case values([Hyperparameter: Hyperparameter.Value], text: String)

    /// `n_layer=1, n_head=4`, blanks or commas between.
    ///
    /// - Throws: `ReferenceError`
    package init(parsing text: String) throws(ReferenceError) {
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
    /// - Throws: `ReferenceError.folder` when there are several.
    init(_ results: LoadedResults, failed: FailedRuns) throws(ReferenceError) {
        let contenders = results.contenders(failed: failed)
        guard contenders.count == 1 else { throw .folder(path: results.name, count: contenders.count) }
        self = .contender(contenders[0])
    }

    /// Where the reference stands among contenders; a result that is not among them is put behind them.
    ///
    /// - Throws: `ReferenceError.count` when the values fit none or several, or `ComparisonError.conflict`.
    func index(in contenders: inout [Contender]) throws -> Int {
        switch self {
        case .contender(let reference):
            contenders = try (contenders + [reference]).pooled()
            return contenders.firstIndex { $0.configuration == reference.configuration && $0.engine == reference.engine } ?? 0
        case .values(let values, let text):
            let fitting = contenders.indices.filter { index in
                values.allSatisfy { contenders[index].configuration[$0.key] == $0.value }
            }
            guard fitting.count == 1 else { throw ReferenceError.count(fitting.count, text: text) }
            return fitting[0]
        }
    }
}
