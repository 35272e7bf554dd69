import ArgumentParser
import Engine
import Experiments
import Glibc

/// `sweepbook benchmark`: what this machine can do, and how near to it a run comes.
struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure this machine's peak and how fast runs train on one core.",
        usage: "sweepbook benchmark [--repeat COUNT] [--json]",
        discussion: """
            Each configuration is trained whole, on one core, and the best time counts. Without --repeat \
            a short run is repeated for two seconds and a long one is trained once: about a minute in all.
            """)

    @Option(name: .customLong("repeat"), help: ArgumentHelp("whole runs of each configuration", valueName: "count"))
    var repetitions: String?

    @Flag(help: "print one JSON object instead of tables")
    var json = false

    /// The configurations that the experiment's table of times lists, smallest first.
    private static let configurations = [(1, 1, 16), (2, 2, 32), (2, 4, 32), (2, 8, 32), (2, 8, 64)]

    func run() throws {
        let repetitions = try chosenRepetitions()
        let limits = try MachineLimits.measure()
        if !json { try print(BenchmarkReport.opening(limits, variant: KernelVariant.fastest.name)) }
        var timings: [RunTiming] = []
        for (nLayer, nHead, nEmbdFactor) in Self.configurations {
            let configuration = try TrainingConfiguration([
                .nLayer: .integer(nLayer), .nHead: .integer(nHead), .nEmbdFactor: .integer(nEmbdFactor),
            ])
            timings.append(try RunTiming.measure(configuration, dataset: .familyTree, repetitions: repetitions))
            if !json, let last = timings.last { try print([BenchmarkReport.row(last, limits)]) }
        }
        try print(json
            ? [BenchmarkReport.json(limits, timings, variant: KernelVariant.fastest.name)]
            : BenchmarkReport.shares(timings))
    }

    private func chosenRepetitions() throws(UsageError) -> Int? {
        guard let repetitions else { return nil }
        guard let count = Int(repetitions), (1...1000).contains(count) else {
            throw .badValue(option: "repeat", found: repetitions, expected: "a whole number from 1 to 1000")
        }
        return count
    }

    private func print(_ lines: [String]) throws(ConsoleError) {
        let text = lines.map { $0 + "\n" }.joined()
        if let failure = Descriptors.write(text, to: STDOUT_FILENO) { throw ConsoleError(errno: failure) }
    }
}
