package import Engine

/// Why a text names no reference.
package enum ReferenceError: Error, Equatable, Sendable {
    case unknownName(String, nearest: String?)
    case malformed(String)
    case value(HyperparameterError)
    /// Not one combination fits.
    case count(Int, text: String)
    case folder(path: String, count: Int)

    /// Whether the words are wrong, not what they stand for.
    package var isWrongUsage: Bool {
        switch self {
        case .unknownName, .malformed, .value: true
        case .count, .folder: false
        }
    }
}

extension ReferenceError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .unknownName(let name, let nearest):
            "to: unknown hyper-parameter \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .malformed(let text):
            "to: found \"\(text)\", expected a folder, or values such as n_layer=1, n_head=4"
        case .value(let error):
            "to: \(error)"
        case .count(let count, let text):
            "to: found \(count == 0 ? "no combination" : "\(count) combinations") with \(text), expected one"
        case .folder(let path, let count):
            "to: found \(count) combinations in \(path), expected one"
        }
    }

    package static func == (a: Self, b: Self) -> Bool { a.description == b.description }
}
