import Engine
import Experiments
import Language
import Runner
import System

extension Command {
    static let benchmark = Command(
        "benchmark", Signature(options: [repetitions.declaration, largest.declaration, format.declaration]),
        help: "measure this machine and how fast runs train on one core",
        details: """
            Five configurations are trained whole, on one core, and the best time counts: about a minute in all. The products and \
            loops that a run is made of are timed by themselves too, with OpenBLAS's products beside them where it is installed, and \
            so is an iteration of nanoGPT's model on text, with contexts of 64, 256 and 1,024 tokens. \
            SWEEPBOOK_KERNELS=avx512_bf16, avx512, avx2, neon or baseline in the environment chooses the kernels; all give the \
            same numbers.
            """,
        examples: []
    ) { session, invocation in
        try await session.benchmark(invocation)
        return .none
    }

    fileprivate static let repetitions = Option.whole(
        "repeat", in: 1...1000, "whole runs of each configuration", default: "as many as fit in two seconds")
    fileprivate static let largest = Option.whole(
        "largest", in: 16...Int.max, as: "N_EMBD", "leave out configurations with a larger n_embd", default: "none")
    fileprivate static let format = Option<BenchmarkFormat>.choice(
        "as", as: "FORMAT", "text, or json: one object with unrounded numbers", default: "text", shorthands: [.json])
}

private enum BenchmarkFormat: String, CaseIterable {
    case text, json
}

extension Interpreter {
    fileprivate func benchmark(_ invocation: Invocation) async throws {
        let isText = invocation[Command.format] != .json
        var benchmark = MachineBenchmark(
            .familyTree, largest: invocation[Command.largest] ?? .max, repetitions: invocation[Command.repetitions])
        do {
            for step in benchmark.steps {
                let before = benchmark
                let (after, lines) = try await apart {
                    var taken = before
                    let lines = try taken.take(step)
                    return (taken, lines)
                }
                benchmark = after
                if isText { try await invocation.context.show(lines) }
            }
        } catch let error as TrainingFailure {
            throw invocation.fail(.failed("the measurement failed: \(error)"))
        }
        if !isText { try await invocation.context.show([benchmark.json]) }
    }
}
