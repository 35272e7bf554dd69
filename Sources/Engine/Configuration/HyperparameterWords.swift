// The words that hyper-parameters take.

/// What an update makes of gradients.
package enum UpdateRule: String, CaseIterable, Sendable {
    /// Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019).
    case adamw
    /// Adam with weight decay in the gradient (Kingma & Ba 2015).
    case adam
    /// Gradient descent with momentum, weight decay in the gradient.
    case sgd
}

/// How the learning rate falls after its warm-up, from `learning_rate` to `min_lr`.
package enum LearningRateSchedule: String, CaseIterable, Sendable {
    case cosine, linear, constant
}

/// Which distributions initial values come from.
package enum Initialization: String, CaseIterable, Sendable {
    /// N(0, 0.02²), of residual projections N(0, 0.02² / 2L), biases 0.
    case gpt2
    /// What PyTorch's constructors draw: embeddings N(0, 1), Linears uniform in ±1/√fan-in.
    case torch
}

/// What weight decay is on.
package enum DecayedParameters: String, CaseIterable, Sendable {
    /// Tensors of two dimensions.
    case matrices
    case all
}

/// Where a text's examples start.
package enum BatchOrder: String, CaseIterable, Sendable {
    /// Anywhere, drawn for each example.
    case random
    /// At every block_size-th token, each once an epoch, in an order drawn for each epoch.
    case shuffled
    /// The same in the text's order.
    case sequential
}

/// Which random streams a run of text has.
package enum RandomStreams: String, CaseIterable, Sendable {
    /// Batches are drawn from a stream of their own, and evaluation draws nothing.
    case split
    /// All is drawn from one stream, as nanoGPT does.
    case one
}

/// What a token of a text is.
package enum TokenizerKind: String, CaseIterable, Sendable {
    /// A Unicode scalar.
    case char
    case byte
    /// A sequence of bytes, by byte-pair encoding.
    case bpe
}
