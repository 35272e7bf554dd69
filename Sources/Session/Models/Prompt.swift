import Engine
import Language

/// What a text model is given to go on with.
struct Prompt {
    let text: String
    let tokens: [Int]

    /// Why a text is no prompt of a model.
    enum Failure: Error, Equatable {
        case empty
        /// A character that the model doesn't know, and where it stands in the text, in bytes.
        case unknown(Unicode.Scalar, offset: Int)
        /// What else the tokenizer says.
        case refused(String)
    }

    init(_ text: String, _ vocabulary: ModelVocabulary, _ tokenizer: any Tokenizer) throws(Failure) {
        guard !text.isEmpty else { throw .empty }
        if vocabulary.form == .characters, let unknown = Self.unknown(in: text, vocabulary) { throw unknown }
        do throws(DataError) {
            tokens = try tokenizer.encode(Array(text.utf8)).map(Int.init)
        } catch {
            throw .refused("\(error)")
        }
        self.text = text
    }

    private static func unknown(in text: String, _ vocabulary: ModelVocabulary) -> Failure? {
        let known = Set(vocabulary.names.flatMap(\.unicodeScalars))
        let scalars = text.unicodeScalars
        // A tokenizer of characters reads "\r" and "\r\n" as "\n".
        guard let index = scalars.firstIndex(where: { !known.contains($0 == "\r" ? "\n" : $0) }) else { return nil }
        return .unknown(scalars[index], offset: text.utf8.distance(from: text.startIndex, to: index))
    }
}

extension ExecutionContext {
    /// The error on a prompt, at the character that is wrong with it where that can be pointed at.
    func fail(_ failure: Prompt.Failure, in text: String, at span: SourceSpan, _ vocabulary: ModelVocabulary) -> Diagnostic {
        switch failure {
        case .empty: fail(.failed("a prompt has at least one character"), span)
        case .refused(let reason): fail(.failed(reason), span)
        case .unknown(let scalar, let offset):
            fail(
                .unknownCharacter(String(scalar).debugDescription, known: vocabulary.names.count),
                place(ofByte: offset, scalar.utf8.count, in: text, at: span))
        }
    }

    /// Where a byte of an argument's text stands; the whole argument where escapes are written in it.
    private func place(ofByte offset: Int, _ count: Int, in text: String, at span: SourceSpan) -> SourceSpan {
        for start in [span.start, span.start + 1] where span.end - start >= text.utf8.count {
            if source[SourceSpan(start: start, end: start + text.utf8.count)] == text {
                return SourceSpan(start: start + offset, end: start + offset + count)
            }
        }
        return span
    }
}

extension Unicode.Scalar {
    fileprivate var utf8: String.UTF8View { String(self).utf8 }
}
