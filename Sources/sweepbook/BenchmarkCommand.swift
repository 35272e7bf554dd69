import ArgumentParser
import Engine
import Experiments
import Glibc
import Session
import Terminal

/// `sweepbook benchmark`: what this machine can do, and how near to it a run comes.
struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure this machine's peak and how fast runs train on one core.",
        usage: "sweepbook benchmark [--repeat COUNT] [--largest N_EMBD] [--json]",
        discussion: """
            Each configuration is trained whole, on one core, and the best time counts. Without --repeat \
            a short run is repeated for two seconds and a long one is trained once: about a minute in all. \
            The products and loops that a run is made of are timed by themselves too, with OpenBLAS's products \
            beside them where it is installed. SWEEPBOOK_KERNELS=avx512_bf16, avx512, avx2, neon or baseline in \
            the environment chooses the kernels; all give the same numbers.
            """)

    @Option(name: .customLong("repeat"), help: ArgumentHelp("whole runs of each configuration", valueName: "count"))
    var repetitions: String?

    @Option(help: ArgumentHelp("leave out configurations with a larger n_embd", valueName: "n_embd"))
    var largest: String?

    @Flag(help: "print one JSON object instead of tables")
    var json = false

    func run() throws {
        let repetitions = try Self.count(repetitions, option: "repeat", in: 1...1000)
        let largest = try Self.count(largest, option: "largest", in: 16...Int.max) ?? .max
        var benchmark = Benchmark(largest: largest, repetitions: repetitions)
        for step in benchmark.steps {
            let lines = try benchmark.take(step)
            if !json { try print(lines) }
        }
        if json { try print([benchmark.json]) }
    }

    /// The whole number that an option gives; nil when it is not given.
    private static func count(
        _ text: String?, option: String, in range: ClosedRange<Int>
    ) throws(UsageError) -> Int? {
        guard let text else { return nil }
        guard let count = Int(text), range.contains(count) else {
            let upper = range.upperBound == .max ? " up" : " to \(range.upperBound)"
            throw .badValue(
                option: option, found: text, expected: "a whole number from \(range.lowerBound)\(upper)")
        }
        return count
    }

    private func print(_ lines: [String]) throws(ConsoleError) {
        let text = lines.map { $0 + "\n" }.joined()
        if let failure = Descriptors.write(text, to: STDOUT_FILENO) { throw ConsoleError(errno: failure) }
    }
}
