// What belongs to text alone. For relations each has a fixed value: that of the family trees' model.
extension Hyperparameter {
    package static let blockSize = text(
        "block_size", 17, .integer(64), .within(1, 1024), "tokens of context, and of an example")
    package static let batchSize = text("batch_size", 18, .integer(12), .atLeast(1), "examples of one update")
    package static let maxIters = text("max_iters", 19, .integer(2000), .atLeast(1), "iterations, one update each")
    package static let warmupIters = text(
        "warmup_iters", 21, .integer(100), .atLeast(0), "iterations over which the learning rate rises linearly")
    package static let bias = text(
        "bias", 23, .word("false"), .oneOf(["false", "true"]), "whether Linears and LayerNorms have biases",
        relations: .word("true"))
    package static let tied = text(
        "tied", 24, .word("true"), .oneOf(["false", "true"]), "whether the head's weight is the token embedding",
        relations: .word("false"))
    package static let initialization = text(
        "init", 25, .word(Initialization.gpt2.rawValue), .oneOf(Initialization.allCases.map(\.rawValue)),
        "initial values: GPT-2's normal ones or PyTorch's own", relations: .word(Initialization.torch.rawValue))
    package static let decay = text(
        "decay", 26, .word(DecayedParameters.matrices.rawValue), .oneOf(DecayedParameters.allCases.map(\.rawValue)),
        "what weight decay is on: matrices and embeddings, or all", relations: .word(DecayedParameters.all.rawValue))
    package static let batches = text(
        "batches", 27, .word(BatchOrder.random.rawValue), .oneOf(BatchOrder.allCases.map(\.rawValue)),
        "where examples start: anywhere, or at each block in random or in text order")
    package static let streams = text(
        "streams", 28, .word(RandomStreams.split.rawValue), .oneOf(RandomStreams.allCases.map(\.rawValue)),
        "split: batches have a random stream of their own; one: nanoGPT's single stream")
    package static let evalInterval = text(
        "eval_interval", 29, .integer(250), .atLeast(1), "iterations from one evaluation to the next")
    package static let evalWindows = text(
        "eval_windows", 30, .integer(256), .atLeast(1), "windows of an evaluation on the way; the last one has all")
    package static let evalIters = text(
        "eval_iters", 31, .integer(20), .atLeast(1), "with streams=one: batches that nanoGPT's evaluations draw")
    package static let tokenizer = text(
        "tokenizer", 32, .word(TokenizerKind.char.rawValue), .oneOf(TokenizerKind.allCases.map(\.rawValue)),
        "what a token is: a character, a byte, or a byte pair of those merged most often")
    package static let vocabSize = text(
        "vocab_size", 33, .integer(1024), .within(256, 65_536), "with tokenizer=bpe: tokens")
    package static let dataSplit = text(
        "data_split", 34, .real(0.9), .open(0, 1), "share of the text to train on; the rest validates")

    private static func text(
        _ name: String, _ index: Int, _ value: Value, _ range: ValueRange, _ help: String, relations: Value? = nil,
        kind: Kind? = nil
    ) -> Hyperparameter {
        Hyperparameter(
            name: name, index: index, defaultValue: value, otherValue: relations, kinds: [.text], range: range, help: help,
            isAlwaysNamed: false, presence: .unlessDefault, kind: kind)
    }
}
