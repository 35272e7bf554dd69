/// Why a text is no JSON, and at which byte.
package struct JSONError: Error, Hashable {
    package let kind: Kind
    /// Where in the text, counted in bytes from 0.
    package let offset: Int

    package enum Kind: Hashable, Sendable {
        case tooLarge(bytes: Int, limit: Int)
        case tooDeep(limit: Int)
        case notUTF8(UInt8)
        case unexpected(Found, expected: Expected)
        case unterminatedText
        case controlCharacter(UInt8)
        case unknownEscape(String)
        /// One half of a pair of `\u` escapes, which stands for no character.
        case halfCharacter(String)
        case tooManyDigits(limit: Int)
    }

    package enum Found: Hashable, Sendable {
        case endOfText
        case character(Character)
    }

    package enum Expected: Hashable, Sendable {
        case value, name, nameOrEnd, colon, commaOrEnd(of: Container), digit, nothing
    }

    package enum Container: Hashable, Sendable { case list, object }
}

extension JSONError.Kind: CustomStringConvertible {
    /// One sentence, without a capital or a full stop.
    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the file has \(bytes) bytes, at most \(limit) are read"
        case .tooDeep(let limit): "lists and objects are nested more than \(limit) deep"
        case .notUTF8(let byte): "found the byte 0x\(hexadecimal(byte)), expected UTF-8"
        case .unexpected(let found, let expected): "found \(found), expected \(expected)"
        case .unterminatedText: "found the end of the file, expected \" at the end of a string"
        case .controlCharacter(let byte): "found the control character 0x\(hexadecimal(byte)) in a string, expected its escape"
        case .unknownEscape(let text): "found \(quoted(text)) in a string, which is not an escape"
        case .halfCharacter(let text): "found \(quoted(text)) in a string, which is half of a surrogate pair"
        case .tooManyDigits(let limit): "a whole number has more than \(limit) digits"
        }
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension JSONError.Found: CustomStringConvertible {
    package var description: String {
        switch self {
        case .endOfText: "the end of the file"
        case .character(let character): quoted(String(character))
        }
    }
}

extension JSONError.Expected: CustomStringConvertible {
    package var description: String {
        switch self {
        case .value: "a value"
        case .name: "a name in quotation marks"
        case .nameOrEnd: "a name in quotation marks or \"}\""
        case .colon: "\":\""
        case .commaOrEnd(of: .list): "\",\" or \"]\""
        case .commaOrEnd(of: .object): "\",\" or \"}\""
        case .digit: "a digit"
        case .nothing: "nothing more"
        }
    }
}
