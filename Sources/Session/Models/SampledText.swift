import Engine
import Experiments
import System

/// What a text model writes, piece by piece: made on a thread of its own while the pieces are read.
struct SampledText: Sendable {
    let file: ModelFile
    let prompt: [Int]
    /// How many tokens are written.
    let count: Int
    let temperature: Double
    let topK: Int
    let seed: UInt32

    /// How long what is written may wait to be a piece.
    private static let pause = Duration.milliseconds(50)

    /// The bytes of the tokens, in pieces that come some twenty times a second. No longer read, the text is no longer written.
    ///
    /// They end with a `ModelError` where the model can't be asked.
    func pieces() throws -> AsyncThrowingStream<[UInt8], any Error> {
        let (pieces, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        let isStopped = Locked(false)
        continuation.onTermination = { _ in isStopped.withLock { $0 = true } }
        try DedicatedThread.start {
            do throws(ModelError) {
                try write(to: continuation) { isStopped.withLock { $0 } }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        return pieces
    }

    private func write(
        to pieces: AsyncThrowingStream<[UInt8], any Error>.Continuation, unless isStopped: () -> Bool
    ) throws(ModelError) {
        guard let tokenizer = file.vocabulary.tokenizer else { return }
        var generation = try Generation(
            of: try file.trainedModel(), after: prompt, Sampler(temperature: temperature, topK: topK, seed: seed))
        var piece: [UInt8] = [], last = ContinuousClock.now
        for _ in 0..<count where !isStopped() {
            piece += tokenizer.decode([UInt16(try generation.next())])
            guard ContinuousClock.now - last >= Self.pause else { continue }
            pieces.yield(piece)
            (piece, last) = ([], .now)
        }
        pieces.yield(piece)
    }
}
