/// Why a value can't be a hyper-parameter's.
package enum HyperparameterError: Error, Sendable {
    /// The text or value is not of the kind that is asked for.
    case wrongKind(Hyperparameter, found: String)
    /// A whole number too large to hold.
    case tooLarge(Hyperparameter, found: String)
    /// The right kind, the wrong value.
    case outOfRange(Hyperparameter, found: Hyperparameter.Value)
    /// It belongs to another kind of task.
    case otherKind(Hyperparameter, of: TaskKind)
    /// n_head * n_embd_factor does not fit an integer.
    case nEmbdOverflow(nHead: Int, nEmbdFactor: Int)
}

extension HyperparameterError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .wrongKind(let parameter, let found):
            "\(parameter.name): found \"\(found)\", expected \(parameter.range)"
        case .tooLarge(let parameter, let found):
            "\(parameter.name): \(found) is too large, expected \(parameter.range) that fits 64 bits"
        case .outOfRange(let parameter, let found):
            "\(parameter.name): found \(found.quoted), expected \(parameter.range)"
        case .otherKind(let parameter, let kind):
            "\(parameter.name) belongs to \(parameter.kinds[0].rawValue); the data is \(kind.rawValue)"
        case .nEmbdOverflow(let nHead, let nEmbdFactor):
            "n_embd = n_head * n_embd_factor = \(nHead) * \(nEmbdFactor) is too large; "
                + "lower n_embd_factor or n_head"
        }
    }
}

extension Hyperparameter.Value {
    /// As a sentence shows what was found: a word in quotes.
    fileprivate var quoted: String {
        if case .word(let word) = self { "\"\(word)\"" } else { description }
    }
}

extension Hyperparameter {
    /// The value that a text from a command line stands for, checked.
    ///
    /// - Throws: `HyperparameterError` when the text is no value of this kind or out of range.
    package func parse(_ text: String) throws(HyperparameterError) -> Value {
        switch kind {
        case .integer:
            if let whole = Int(text) { return try checked(.integer(whole)) }
            let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
            if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) {
                throw .tooLarge(self, found: text)
            }
        case .real:
            // Swift reads hexadecimal floats and NaN payloads too, which no one means here.
            if words.contains(text) { return .word(text) }
            let isPlain = text.unicodeScalars.allSatisfy { !"xX()".unicodeScalars.contains($0) }
            if isPlain, let real = Double(text) { return try checked(.real(real)) }
        case .word:
            return try checked(.word(text))
        }
        throw .wrongKind(self, found: text)
    }
}
