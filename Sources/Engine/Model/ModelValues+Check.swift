extension ModelValues {
    /// The tensors of a configuration's model, in PyTorch's order. A file may claim any size: of a configuration nothing is made
    /// before there are tensors of its sizes.
    ///
    /// - Throws: `ModelError` where a tensor is missing, too many, of another shape or not finite.
    package func checked(_ configuration: TrainingConfiguration, _ vocabulary: ModelVocabulary) throws(ModelError) -> ModelValues {
        let V = vocabulary.names.count, T = vocabulary.windowLength(configuration), named = byName
        try Self.check("transformer.wte.weight", [V, configuration.nEmbd], named)
        try Self.check("transformer.wpe.weight", [T, configuration.nEmbd], named)
        guard configuration.nLayer < tensors.count else {
            throw .missingTensor("transformer.h.\(configuration.nLayer - 1).ln_1.weight")
        }
        let expected = ParameterLayout(ModelShape(configuration, V: V, T: T, B: 1, largestBatch: 1)).all
        try check(expected)
        return ModelValues(expected.compactMap { named[$0.stateName] })
    }

    /// Checks that these are a layout's tensors, and finite.
    func check(_ expected: [ParameterTensor]) throws(ModelError) {
        let named = byName, names = Set(expected.map(\.stateName))
        for tensor in expected { try Self.check(tensor.stateName, tensor.stateShape, named) }
        if let other = tensors.first(where: { !names.contains($0.name) }) { throw .unexpectedTensor(other.name) }
    }

    /// The tensors by their names, each of which only one has.
    var byName: [String: Tensor] { Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first } }

    private static func check(_ name: String, _ shape: [Int], _ tensors: [String: Tensor]) throws(ModelError) {
        guard let found = tensors[name] else { throw .missingTensor(name) }
        guard found.shape == shape else { throw .wrongShape(name, found: found.shape, expected: shape) }
        guard found.values.allSatisfy(\.isFinite) else { throw .notFinite(name) }
    }
}
