/// How fast a model writes text on one core: nanoGPT's model with n_embd 128 in four heads, for 65 characters, untrained.
package struct GenerationTiming: Sendable {
    /// The windows that are timed, in tokens.
    package static let windows = [64, 256]

    /// T
    package let window: Int
    /// Tokens a second while the text fits in the window, from its first token to its last.
    package let tokensPerSecond: Double
    /// Tokens a second of a longer text, for each of which the whole window goes forward.
    package let slidingTokensPerSecond: Double

    /// The best of several texts.
    ///
    /// - Throws: `TrainingFailure.outOfMemory`.
    package static func measure(window T: Int) throws(TrainingFailure) -> GenerationTiming {
        do throws(ModelError) {
            let model = try TrainedModel(untrained: configuration(window: T), vocabulary, seed: 0)
            var inside = Double.infinity, sliding = Double.infinity
            for _ in 0..<5 {
                var generation = try Generation(of: model, after: [0], Sampler(temperature: 0.8, topK: 200, seed: 1337))
                inside = min(inside, try generation.secondsPerToken(T))
                sliding = min(sliding, try generation.secondsPerToken(32))
            }
            return GenerationTiming(window: T, tokensPerSecond: 1 / inside, slidingTokensPerSecond: 1 / sliding)
        } catch {
            guard case .outOfMemory(let bytes) = error else { preconditionFailure("initial values make a model") }
            throw .outOfMemory(bytes: bytes)
        }
    }

    private static let vocabulary = ModelVocabulary(names: (0..<65).map { "w\($0)" }, form: .characters)

    private static func configuration(window T: Int) -> TrainingConfiguration {
        let settings: [Hyperparameter: Hyperparameter.Value] = [
            .nLayer: .integer(4), .nHead: .integer(4), .nEmbdFactor: .integer(32), .blockSize: .integer(T),
        ]
        guard let configuration = try? TrainingConfiguration(settings, kind: .text) else {
            preconditionFailure("the settings are within their ranges")
        }
        return configuration
    }
}

extension Generation {
    /// The mean over the next tokens.
    fileprivate mutating func secondsPerToken(_ count: Int) throws(ModelError) -> Double {
        let start = ContinuousClock.now
        for _ in 0..<count { _ = try next() }
        return Stopwatch.seconds(since: start) / Double(count)
    }
}
