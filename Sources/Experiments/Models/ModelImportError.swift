import Formats

/// Why another program's file makes no model.
package enum ModelImportError: Error {
    /// It has no tensor that every GPT has.
    case notGPT(lacking: String)
    /// Two tensors have one name, but for prefixes.
    case twoNames
    /// Hugging Face's layout without `config.json`.
    case needsConfig
    /// `config.json` says something else than is expected; in words.
    case wrongConfig(String)
    /// The number of heads, which divides C.
    case needsHeads(Int)
    case wrongHeads(Int, Int)
    /// What its so many tokens are.
    case needsVocabulary(Int)
    case wrongVocabulary(String, found: Int, expected: Int)
    case noTokenizer(String)
    /// An option that asks for what the file says.
    case saysItself(String)
}

extension ModelImportError: CustomStringConvertible {
    /// One sentence, to follow the file's name.
    package var description: String {
        switch self {
        case .notGPT(let name):
            "it has no tensor \(name) of two dimensions, as nanoGPT's and Hugging Face's GPT-2 have; no other kind of model is read"
        case .twoNames: "two of its tensors differ only in their names' prefixes"
        case .needsConfig:
            "its Linear weights are transposed, as Hugging Face's are; the config.json that belongs to it must lie beside it"
        case .wrongConfig(let problem): "config.json: \(problem)"
        case .needsHeads(let width): "it doesn't say how many heads the model has; give n_head=, a divisor of n_embd \(width)"
        case .wrongHeads(let heads, let width): "n_head=\(heads) does not divide its n_embd, \(width)"
        case .needsVocabulary(let size):
            "it doesn't say what its \(size) tokens are; give the text that it was trained on, data=, and tokenizer=char, byte or bpe"
        case .wrongVocabulary(let source, let found, let expected):
            "\(source) has \(found) tokens, and the model \(expected)"
        case .saysItself(let option): "sweepbook wrote it, and it says itself what \(option)= would; leave that out"
        case .noTokenizer(let source): "\(source) is no vocabulary of byte pairs"
        }
    }
}
