package import Comparison
import Experiments

/// How a comparison is shown.
package enum ComparisonFormat: String, CaseIterable, Sendable {
    case text, markdown, latex, csv, json

    package func lines(of comparison: ComparisonReport, width: Int) -> [String] {
        switch self {
        case .text: comparison.text(width: width)
        case .markdown: comparison.markdown
        case .latex: comparison.latex
        case .csv: comparison.csv
        case .json: [comparison.json]
        }
    }
}
