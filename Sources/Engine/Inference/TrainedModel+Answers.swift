internal import Statistics

extension TrainedModel {
    /// How probable each of the V tokens is after these, of which there is at least one: to be the next of a text, or to be
    /// one of a relation's answers. Of a text only the last T tokens count; an example of relations has exactly T.
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    package func probabilities(after tokens: [Int]) throws(ModelError) -> [Float] {
        let seen = tokens.suffix(windowLength), logits = try logits(of: Array(seen))[seen.count - 1]
        switch vocabulary.kind {
        case .relations: return logits.map(Sigmoid.probability)
        case .text: return Softmax.probabilities(logits)
        }
    }

    /// What each token of a text but the first costs, in nats: -log p after the last T of those before it, as when it is
    /// generated.
    ///
    /// - Throws: `ModelError`
    package func nats(of tokens: [Int]) throws(ModelError) -> [Double] {
        guard tokens.count > 1 else { return [] }
        let whole = try logits(of: Array(tokens.dropLast().prefix(windowLength)))
        var reader = try TextReader(self), nats: [Double] = []
        for (i, token) in tokens.enumerated().dropFirst() {
            let logits = i <= whole.count ? whole[i - 1] : try reader.read(tokens[i - windowLength..<i])
            nats.append(Softmax.nats(of: token, logits))
        }
        return nats
    }

    package var values: ModelValues { model.values() }

    /// (V, C), row by row.
    package var tokenEmbedding: [Float] { model.tokenEmbedding() }
}

/// exp(z) / Σ exp(z).
package enum Softmax {
    /// Of logits, of which at least one is finite; the others may be -infinity.
    package static func probabilities(_ logits: [Float]) -> [Float] {
        let largest = logits.max() ?? 0
        let powers = logits.map { ElementaryFunctions.exp(Double($0 - largest)) }
        let sum = powers.reduce(0, +)
        return powers.map { Float($0 / sum) }
    }

    /// -log of a token's share.
    static func nats(of token: Int, _ logits: [Float]) -> Double {
        let largest = logits.max() ?? 0
        let sum = logits.reduce(0) { $0 + ElementaryFunctions.exp(Double($1 - largest)) }
        return ElementaryFunctions.log(sum) - Double(logits[token] - largest)
    }
}

/// 1 / (1 + exp(-z)).
package enum Sigmoid {
    /// Of a finite logit.
    package static func probability(_ logit: Float) -> Float {
        let power = ElementaryFunctions.exp(-Double(logit.magnitude))
        return Float((logit < 0 ? power : 1) / (1 + power))
    }
}
