/// One parameter tensor: its PyTorch name and shape, and where it lies in the arena.
struct ParameterTensor {
    /// How a tensor's elements are stored.
    enum Storage {
        /// An embedding table, in panels as it is.
        case table
        /// A Linear's weight (fan-out, fan-in): stored transposed, (fan-in, fan-out) in panels, as the
        /// forward product wants it.
        case weight
        /// A bias or norm, a plain array.
        case vector
    }

    /// The size of PyTorch's shape.
    var elementCount: Int { rows * cols }

    let name: String
    let storage: Storage
    /// PyTorch's shape; a vector has one row.
    let rows: Int
    let cols: Int
    /// Fan-in of the Linear it belongs to; 0 for what is not drawn uniformly.
    let fanIn: Int
    /// Matrices that it is stored as, one after the other, each of its share of PyTorch's rows.
    var parts = 1
    /// Where it starts in the arena, in floats.
    var start = 0
    /// A weight's first panel, among the panels of all weights.
    var firstPanel = 0

    /// Floats that it takes, padding included.
    var count: Int {
        switch storage {
        case .weight: parts * Panels.count(rows: cols, cols: rows / parts)
        case .vector: parts * Panels.paddedColumns(cols / parts)
        case .table: Panels.count(rows: rows, cols: cols)
        }
    }

    /// Part number i, as a tensor of its own.
    func part(_ i: Int) -> ParameterTensor {
        var part = ParameterTensor(
            name: name, storage: storage, rows: storage == .vector ? rows : rows / parts,
            cols: storage == .vector ? cols / parts : cols, fanIn: fanIn)
        part.start = start + i * count / parts
        part.firstPanel = firstPanel + i * Panels.panelCount(cols: rows / parts)
        return part
    }

    /// Where element (row, col) of PyTorch's shape lies in the arena.
    func offset(row: Int, col: Int) -> Int {
        switch storage {
        case .table: start + Panels.offset(row: row, col: col, rows: rows, cols: cols)
        case .weight:
            start + row / (rows / parts) * (count / parts)
                + Panels.offset(row: col, col: row % (rows / parts), rows: cols, cols: rows / parts)
        case .vector: start + col / (cols / parts) * (count / parts) + col % (cols / parts)
        }
    }
}

/// The one table of a model's parameters; values, gradients and the optimizer's two moments all lie in arenas of
/// this layout: embedding tables first, then vectors, then the weights of products.
///
/// A tied head is one tensor, the token embedding, and lies as the head's product wants it.
struct ParameterLayout {
    /// The tensors of one Linear, or of one LayerNorm: its weight and, where there is one, its bias.
    struct Pair {
        let weight: ParameterTensor
        let bias: ParameterTensor?

        /// Part number i of both.
        func part(_ i: Int) -> Pair { Pair(weight: weight.part(i), bias: bias?.part(i)) }

        var tensors: [ParameterTensor] { [weight] + (bias.map { [$0] } ?? []) }
    }

    struct Block {
        let ln1: Pair
        /// Of queries, keys and values: three parts.
        let attention: Pair
        let attentionProjection: Pair
        let ln2: Pair
        let mlpFC: Pair
        let mlpProjection: Pair

        var linears: [Pair] { [attention, attentionProjection, mlpFC, mlpProjection] }
        var all: [Pair] { [ln1, attention, attentionProjection, ln2, mlpFC, mlpProjection] }
    }

    let wte: ParameterTensor
    let wpe: ParameterTensor
    let blocks: [Block]
    let lnF: Pair
    let head: Pair
    /// Floats of one arena, a multiple of 16.
    let count: Int
    /// Where the vectors start in the arena.
    let vectorStart: Int
    /// Where the weights of products start in the arena; everything else lies before them.
    let weightStart: Int
    /// Panels of all the weights of products.
    let panelCount: Int

    init(_ shape: ModelShape) {
        var end = 0, weightEnd = Self.otherCount(shape), panels = 0
        weightStart = weightEnd
        func place(_ tensor: ParameterTensor) -> ParameterTensor {
            var placed = tensor
            if tensor.storage == .weight {
                placed.start = weightEnd
                placed.firstPanel = panels
                weightEnd += tensor.count
                panels += tensor.parts * Panels.panelCount(cols: tensor.rows / tensor.parts)
            } else {
                placed.start = end
                end += tensor.count
            }
            return placed
        }
        func place(_ pair: [ParameterTensor]) -> Pair {
            Pair(weight: place(pair[0]), bias: pair.count > 1 ? place(pair[1]) : nil)
        }
        (wte, wpe) = (place(Self.wte(shape)), place(Self.wpe(shape)))
        vectorStart = end
        blocks = (0..<shape.L).map { layer in
            let pairs = Self.block(shape, layer: layer).map { place($0) }
            return Block(
                ln1: pairs[0], attention: pairs[1], attentionProjection: pairs[2],
                ln2: pairs[3], mlpFC: pairs[4], mlpProjection: pairs[5])
        }
        lnF = place(Self.norm(shape, "ln_f"))
        head = shape.isTied ? Pair(weight: wte, bias: nil) : place(Self.head(shape))
        count = weightEnd
        panelCount = panels
    }

    /// Floats of everything but the weights of products.
    private static func otherCount(_ shape: ModelShape) -> Int {
        let blocks = (0..<shape.L).flatMap { block(shape, layer: $0).joined() }
        let all = [wte(shape), wpe(shape)] + blocks + norm(shape, "ln_f") + head(shape)
        return all.filter { $0.storage != .weight }.reduce(0) { $0 + $1.count }
    }

    /// Every tensor once, in PyTorch's order.
    var all: [ParameterTensor] {
        let head = head.weight.start == wte.start ? [] : head.tensors
        return [wte, wpe] + blocks.flatMap(\.all).flatMap(\.tensors) + lnF.tensors + head
    }
}

// MARK: The tensors, before they have a place

extension ParameterLayout {
    private static func wte(_ shape: ModelShape) -> ParameterTensor {
        ParameterTensor(
            name: "wte", storage: shape.isTied ? .weight : .table, rows: shape.V, cols: shape.C, fanIn: shape.isTied ? shape.C : 0)
    }

    private static func wpe(_ shape: ModelShape) -> ParameterTensor {
        ParameterTensor(name: "wpe", storage: .table, rows: shape.T, cols: shape.C, fanIn: 0)
    }

    private static func norm(_ shape: ModelShape, _ name: String) -> [ParameterTensor] {
        (shape.hasBias ? ["weight", "bias"] : ["weight"]).map {
            ParameterTensor(name: "\(name).\($0)", storage: .vector, rows: 1, cols: shape.C, fanIn: 0)
        }
    }

    private static func linear(
        _ shape: ModelShape, _ name: String, _ fanIn: Int, _ fanOut: Int, parts: Int = 1
    ) -> [ParameterTensor] {
        let weight = ParameterTensor(
            name: name + ".weight", storage: .weight, rows: fanOut, cols: fanIn, fanIn: fanIn, parts: parts)
        let bias = ParameterTensor(
            name: name + ".bias", storage: .vector, rows: 1, cols: fanOut, fanIn: fanIn, parts: parts)
        return shape.hasBias ? [weight, bias] : [weight]
    }

    /// The head's own tensors: none when it is tied.
    private static func head(_ shape: ModelShape) -> [ParameterTensor] {
        shape.isTied ? [] : linear(shape, "lm_head", shape.C, shape.V)
    }

    private static func block(_ shape: ModelShape, layer: Int) -> [[ParameterTensor]] {
        let C = shape.C, prefix = "h.\(layer)."
        return [
            norm(shape, prefix + "ln_1"),
            linear(shape, prefix + "attn.c_attn", C, 3 * C, parts: 3),
            linear(shape, prefix + "attn.c_proj", C, C),
            norm(shape, prefix + "ln_2"),
            linear(shape, prefix + "mlp.c_fc", C, 4 * C),
            linear(shape, prefix + "mlp.c_proj", 4 * C, C),
        ]
    }
}
