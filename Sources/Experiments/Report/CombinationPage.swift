import Engine

/// The text of a combination while it grows, a run at a time, in the order of the seeds.
struct CombinationPage: Sendable {
    let combination: Combination
    /// The combination's text so far, as its file will hold it.
    private(set) var lines: [String] = []
    /// How many runs are in it.
    private(set) var runCount = 0
    private var tally: CombinationTally

    init(_ combination: Combination) {
        self.combination = combination
        tally = CombinationTally(of: combination)
    }

    var isOpen: Bool { !lines.isEmpty }
    var text: String { lines.map { $0 + "\n" }.joined() }

    /// Writes the first lines and returns them.
    mutating func open(seeds: Int) -> [String] {
        add(CombinationText.opening(combination, seeds: seeds))
    }

    /// Writes a run's line and returns it.
    mutating func add(_ record: RunRecord) -> [String] {
        runCount += 1
        tally.add(record)
        return add([CombinationText.line(for: record, of: combination)])
    }

    /// Writes the averages, if no run failed, and returns their lines and the result.
    mutating func close() -> (lines: [String], result: CombinationResult) {
        guard let averages = tally.averages else {
            return ([], CombinationResult(
                combination: combination, ending: .failed(tally.averagesWithFailures), seconds: tally.seconds, failures: tally.failures))
        }
        let result = CombinationResult(
            combination: combination, ending: .succeeded(averages), seconds: tally.seconds)
        return (add(CombinationText.closing(averages)), result)
    }

    /// Writes that a race stopped the combination, and returns the line and the result.
    mutating func closeEliminated(of seeds: Int) -> (lines: [String], result: CombinationResult) {
        let averages = tally.averages
        let result = CombinationResult(
            combination: combination,
            ending: averages.map { .eliminated(seeds: runCount, $0) } ?? .failed(tally.averagesWithFailures), seconds: tally.seconds, failures: tally.failures)
        return (add([CombinationText.eliminated(at: runCount, of: seeds, averages)]), result)
    }

    private mutating func add(_ more: [String]) -> [String] {
        lines += more
        return more
    }
}
