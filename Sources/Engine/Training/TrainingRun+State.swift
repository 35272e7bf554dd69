/// What a state starts with: whose it is.
private struct StateHeader: Equatable {
    static let mark = 0x6b6f_6f62_7065_6577        // "weepbook"
    let engine: Int
    /// Of the configuration, the seed and the data.
    let digest: UInt64

    init(_ trainer: Trainer) {
        engine = EngineRevision.current
        var digest = Digest()
        let configuration = trainer.configuration
        for parameter in Hyperparameter.all where parameter.isRecorded([configuration[parameter]], for: configuration.kind) {
            digest.add("\(parameter.name)=\(configuration[parameter])\n".utf8)
        }
        digest.add("\(trainer.seed)".utf8)
        digest.add(trainer.task.source)
        self.digest = digest.value
    }
}

/// FNV-1a, 64 bits.
private struct Digest {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}

extension TrainingRun where K.Scalar == Float {
    /// Everything that the rest of the run follows from. Weights that wait for an update get it first, to the same bits as
    /// in the next forward pass.
    mutating func state() -> [UInt8] {
        model.finishUpdate()
        let header = StateHeader(trainer), arenas = model.arenas
        var writer = StateWriter(capacity: arenas.reduce(1 << 16) { $0 + $1.count * MemoryLayout<Float>.stride })
        writer.append(StateHeader.mark)
        writer.append(header.engine)
        writer.append(header.digest)
        writer.append(losses)
        writer.append(gradientNorms)
        for arena in arenas { writer.append(UnsafeBufferPointer(arena)) }
        writer.append(stream.snapshot)
        objective.write(to: &writer)
        return writer.bytes
    }

    /// Goes on where the state was taken.
    ///
    /// - Throws: `TrainingFailure.unusableState`; the run is then of no more use.
    mutating func start(from state: [UInt8]) throws(TrainingFailure) {
        do throws(StateError) {
            try read(state)
        } catch {
            throw .unusableState(error)
        }
    }

    private mutating func read(_ state: [UInt8]) throws(StateError) {
        var reader = StateReader(state)
        try Self.check(&reader, StateHeader(trainer))
        losses.append(contentsOf: try reader.next(atMost: objective.updateCount - 1, filledWith: 0.0))
        gradientNorms.append(contentsOf: try reader.next(atMost: losses.count, filledWith: 0.0))
        for arena in model.arenas { try reader.next(into: arena) }
        let snapshot = try reader.next(atMost: MersenneTwister.wordCount + 1, filledWith: UInt32(0))
        guard gradientNorms.count == losses.count, stream.restore(snapshot) else { throw .notAState }
        try objective.read(from: &reader)
        try reader.end()
    }

    private static func check(_ reader: inout StateReader, _ expected: StateHeader) throws(StateError) {
        guard try reader.next(Int.self) == StateHeader.mark else { throw .notAState }
        let engine = try reader.next(Int.self)
        guard engine == expected.engine else { throw .otherEngine(found: engine) }
        guard try reader.next(UInt64.self) == expected.digest else { throw .otherRun }
    }
}
