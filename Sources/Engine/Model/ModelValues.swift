/// The values of a model's parameters by PyTorch's names: what is left of it when its training ends.
package struct ModelValues: Sendable, Equatable {
    package struct Tensor: Sendable, Equatable {
        /// `transformer.h.0.attn.c_attn.weight`
        package let name: String
        /// PyTorch's shape.
        package let shape: [Int]
        /// Row by row.
        package let values: [Float]

        package init(name: String, shape: [Int], values: [Float]) {
            self.name = name
            self.shape = shape
            self.values = values
        }
    }

    /// In PyTorch's order; a head tied to the token embedding is not listed again.
    package let tensors: [Tensor]

    package init(_ tensors: [Tensor]) { self.tensors = tensors }

    package subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }
}

extension ParameterTensor {
    /// `transformer.wte.weight`, `transformer.h.0.ln_1.weight`, `lm_head.weight`
    var stateName: String {
        if name.hasPrefix("lm_head") { return name }
        return "transformer." + name + (["wte", "wpe"].contains(name) ? ".weight" : "")
    }

    var stateShape: [Int] { storage == .vector ? [cols] : [rows, cols] }
}

extension Model {
    /// A copy of the parameters' values. Weights that wait for an update get it first, to the same bits as in the next
    /// forward pass.
    func values() -> ModelValues {
        finishUpdate()
        return ModelValues(layout.all.map { tensor in
            ModelValues.Tensor(name: tensor.stateName, shape: tensor.stateShape, values: values(of: tensor))
        })
    }

    private func values(of tensor: ParameterTensor) -> [Float] {
        Array(unsafeUninitializedCapacity: tensor.elementCount) { values, count in
            for row in 0..<tensor.rows {
                for col in 0..<tensor.cols {
                    values[row * tensor.cols + col] = Float(buffers.parameters[tensor.offset(row: row, col: col)])
                }
            }
            count = tensor.elementCount
        }
    }

    /// Puts values in the place of the parameters'.
    ///
    /// - Throws: `ModelError` where a tensor is missing, too many, or of another shape.
    func load(_ values: ModelValues) throws(ModelError) {
        try values.check(layout.all)
        let named = values.byName
        for tensor in layout.all {
            if let found = named[tensor.stateName] { set(tensor, to: found.values) }
        }
    }
}
