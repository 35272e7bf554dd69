/// Measures a model on windows of a text, dropout off, through the buffers of a training batch.
struct TextEvaluator<K: Kernels> {
    private let model: Model<K>
    private let corpus: Corpus
    /// Where a model that is broken is said to have broken.
    private let epoch: Int
    private let observer: any PassObserver

    init(_ model: Model<K>, _ corpus: Corpus, epoch: Int, _ observer: any PassObserver) {
        self.model = model
        self.corpus = corpus
        self.epoch = epoch
        self.observer = observer
    }

    /// Over windows spread evenly over a part of the text: `windows` of them, or all there are.
    func tally(_ part: TextPart, windows: Int, segments: Int = 0) throws(TrainingFailure) -> TextTally {
        let count = min(windows, part.windowCount), B = model.shape.B
        var tally = TextTally(segments: segments, tokenCount: count * part.T)
        for first in stride(from: 0, to: count, by: B) {
            let examples = min(B, count - first)
            for i in 0..<examples {
                model.load(corpus, from: part.start(ofWindow: first + i, of: count), as: i, of: examples)
            }
            try add(examples, to: &tally)
        }
        return tally
    }

    /// nanoGPT's way: over batches whose windows start anywhere.
    func tally(_ part: TextPart, randomBatches: Int, from stream: inout ModelStream) throws(TrainingFailure) -> TextTally {
        var tally = TextTally()
        for _ in 0..<randomBatches {
            for i in 0..<model.shape.B {
                let start = part.tokens.lowerBound + stream.randint(below: part.startCount)
                model.load(corpus, from: start, as: i, of: model.shape.B)
            }
            try add(model.shape.B, to: &tally)
        }
        return tally
    }

    private func add(_ examples: Int, to tally: inout TextTally) throws(TrainingFailure) {
        try model.forward(examples: examples, dropping: false, observer: observer)
        try observer.enter(.loss)
        model.predictTokens(examples: examples)
        let sum = model.nextTokenLoss(examples: examples), b = model.buffers
        guard sum.isFinite else { throw .nonFiniteLoss(epoch: epoch, loss: sum) }
        for i in 0..<examples {
            for row in stride(from: i, to: model.shape.T * examples, by: examples) {
                tally.add(nats: Double(b.nats[row]), isRight: b.predictions[row] == b.answers[row])
            }
        }
    }
}

extension Model {
    /// Loads a window as example i of `count`: its tokens, and for each the one that follows.
    func load(_ corpus: Corpus, from start: Int, as i: Int, of count: Int) {
        for t in 0..<shape.T {
            buffers.tokens[t * count + i] = Int32(corpus.tokens[start + t])
            buffers.answers[t * count + i] = Int32(corpus.tokens[start + t + 1])
        }
    }
}
