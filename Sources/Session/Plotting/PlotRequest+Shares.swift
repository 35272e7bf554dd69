import Comparison
import Experiments
import Plots

extension PlotRequest {
    /// An interaction of a smaller share is not shown.
    private static let leastShare = 0.005
    private static let mostBars = 12

    /// Functional ANOVA's shares of the variance between combinations.
    func importanceFigure() throws(SessionError) -> Figure {
        let importance: Importance
        do throws(ComparisonError) {
            importance = try Importance(source.contenders)
        } catch {
            throw .failed("\(error)")
        }
        let shown = importance.terms.filter { $0.parameters.count == 1 || $0.share >= Self.leastShare }.prefix(Self.mostBars)
        let bars = shown.map { BarChart.Bar(name: $0.name, amount: 100 * $0.share) }
        var notes = [importance.isFullGrid
            ? "Exact functional ANOVA of the mean test accuracies, with the seeds' noise taken off."
            : "Main effects only, which overlap: the combinations are no full grid."]
        if shown.count < importance.terms.count {
            let count = importance.terms.count - shown.count
            notes.append(count == 1 ? "The smallest interaction is left out." : "The \(count) smallest interactions are left out.")
        }
        return Figure(
            title: "Importance for test accuracy",
            content: .bars(BarChart(amount: Axis("share of the variance", unit: "%"), bars: bars)), notes: notes)
    }

    /// More levels than this are shown as ranges.
    private static let mostLevels = 20

    /// How often each test accuracy occurs, of several combinations in the best.
    func seedsFigure() throws(SessionError) -> Figure {
        guard let entry = source.best else { throw .plot(.noFinishedRuns(folder: source.folder)) }
        let accuracies = entry.runs.map(\.findings.testAccuracy)
        let size = entry.runs[0].findings.testSize
        let value = Axis("test accuracy")
        let histogram = size <= Self.mostLevels
            ? Histogram(accuracies, levels: (0...size).map { Double($0) / Double(size) }, value: value, countName: "seeds")
            : Histogram(accuracies, count: 10, value: value, countName: "seeds")
        let which = source.entries.count > 1 ? "the best of \(source.entries.count) combinations, " : ""
        return Figure(
            title: "Test accuracies of \(PlotSource.seedsText([entry]))", content: .histogram(histogram),
            notes: ["Of \(which)\(source.label(of: entry))."])
    }
}
