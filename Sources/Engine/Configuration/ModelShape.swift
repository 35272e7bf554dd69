/// The sizes a model and its workspace follow from. B examples of T tokens make B * T rows.
package struct ModelShape: Hashable, Sendable {
    /// n_layer, the transformer blocks.
    package var L: Int
    /// n_head, the attention heads of a block.
    package let H: Int
    /// Channels of one head, n_embd_factor.
    package let headSize: Int
    /// Vocabulary entries.
    package let V: Int
    /// Tokens of an example.
    package let T: Int
    /// Examples of one training batch.
    package let B: Int
    /// The most examples that a forward pass is asked for, in training or evaluation.
    package let largestBatch: Int
    /// What an answer is: a set of tokens, or one.
    package let kind: TaskKind
    package let hasDropout: Bool
    /// Whether Linears and norms have biases.
    package let hasBias: Bool
    /// Whether head and token embedding are one tensor; such a head has no bias.
    package let isTied: Bool
    /// The arithmetic of the matrix products.
    package let precision: Precision

    /// n_embd, the channels of the residual stream.
    package var C: Int { H * headSize }
    /// Whether attention goes the way for two positions.
    var hasPairs: Bool { T == 2 && headSize % 16 == 0 }
    /// Rows of the training batch; position t of an example is row t * B + example.
    package var rows: Int { B * T }

    /// A configuration's model for V tokens, and for batches of B examples of T tokens.
    package init(_ configuration: TrainingConfiguration, V: Int, T: Int, B: Int, largestBatch: Int) {
        L = configuration.nLayer
        H = configuration.nHead
        headSize = configuration.nEmbdFactor
        self.V = V
        self.T = T
        self.B = B
        self.largestBatch = largestBatch
        kind = configuration.kind
        hasDropout = configuration.dropout > 0
        hasBias = configuration.hasBias
        isTied = configuration.isTied
        precision = configuration.precision
    }
}
