extension Model {
    /// Sets every parameter to its initial value, drawn in PyTorch's order.
    func initialize(from stream: inout ModelStream, as initialization: Initialization) {
        drawAsLayers(from: &stream)
        switch initialization {
        case .torch: break
        case .gpt2: drawAsGPT2(from: &stream)
        }
    }

    /// What the layers' constructors draw: embeddings N(0, 1), Linears uniform; norms draw nothing. A tied table is drawn
    /// twice, last as the head.
    private func drawAsLayers(from stream: inout ModelStream) {
        for table in [layout.wte, layout.wpe] { set(table, to: stream.normal(count: table.elementCount)) }
        for tensor in (layout.blocks.flatMap(\.all) + [layout.lnF, layout.head]).flatMap(\.tensors) {
            if tensor.fanIn > 0 {
                set(tensor, to: stream.linear(count: tensor.elementCount, fanIn: tensor.fanIn))
            } else {
                fill(tensor, with: tensor.name.hasSuffix("weight") ? 1 : 0)
            }
        }
    }

    /// What nanoGPT draws instead: every matrix N(0, 0.02), a tied table twice; no bias; then the projections into the
    /// residual stream again, N(0, 0.02 / √(2L)).
    private func drawAsGPT2(from stream: inout ModelStream) {
        let linears = layout.blocks.flatMap(\.linears)
        for tensor in [layout.wte, layout.wpe] + linears.map(\.weight) + [layout.head.weight] {
            set(tensor, to: stream.normal(count: tensor.elementCount, deviation: 0.02))
        }
        for linear in linears + [layout.head] { linear.bias.map { fill($0, with: 0) } }
        let deviation = 0.02 / Double(2 * shape.L).squareRoot()
        for linear in layout.blocks.flatMap({ [$0.attentionProjection, $0.mlpProjection] }) {
            set(linear.weight, to: stream.normal(count: linear.weight.elementCount, deviation: deviation))
        }
    }

    /// Values in PyTorch's order.
    func set(_ tensor: ParameterTensor, to values: [Float]) {
        for row in 0..<tensor.rows {
            for col in 0..<tensor.cols {
                buffers.parameters[tensor.offset(row: row, col: col)] = Scalar(values[row * tensor.cols + col])
            }
        }
    }

    private func fill(_ tensor: ParameterTensor, with value: Float) {
        set(tensor, to: Array(repeating: value, count: tensor.elementCount))
    }
}
