/// Why values are no model, or a model can't be asked.
package enum ModelError: Error, Equatable, Sendable {
    case missingTensor(String)
    case unexpectedTensor(String)
    case wrongShape(String, found: [Int], expected: [Int])
    /// A tensor has a value that is NaN or infinite.
    case notFinite(String)
    /// The values are finite and their logits are not.
    case notFiniteLogits
    case outOfMemory(bytes: Int)
}

extension ModelError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingTensor(let name): "it lacks the tensor \(name)"
        case .unexpectedTensor(let name): "it has a tensor \(name), which a model of this shape has not"
        case .wrongShape(let name, let found, let expected):
            "its tensor \(name) is \(Self.text(found)); a model of this shape has \(Self.text(expected))"
        case .notFinite(let name): "its tensor \(name) has a value that is NaN or infinite"
        case .notFiniteLogits: "its logits are NaN or infinite"
        case .outOfMemory(let bytes): "the system refuses the \(bytes) bytes that it needs"
        }
    }

    /// `65 × 128`
    private static func text(_ shape: [Int]) -> String {
        shape.isEmpty ? "a scalar" : shape.map(String.init).joined(separator: " × ")
    }
}
