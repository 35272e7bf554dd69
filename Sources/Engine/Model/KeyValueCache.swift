/// What the positions of one example so far leave for those that follow: every block's keys and values.
final class KeyValueCache<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    let blocks: [CachedHeads<Scalar>]
    /// Positions that it holds, at most T.
    var count = 0
    private let workspace: Workspace

    /// - Throws: `TrainingFailure.outOfMemory`.
    init(_ shape: ModelShape) throws(TrainingFailure) {
        workspace = try Workspace(byteCount: Self.byteCount(shape))
        blocks = Self.reserve(workspace, shape)
    }

    static func byteCount(_ shape: ModelShape) -> Int { Workspace.measure { _ = reserve($0, shape) } }

    private static func reserve(_ workspace: Workspace, _ shape: ModelShape) -> [CachedHeads<Scalar>] {
        let width = Panels.paddedColumns(shape.headSize)
        return (0..<shape.L).map { _ in
            CachedHeads(
                keys: workspace.reserve(shape.H * width * Panels.paddedColumns(shape.T)),
                values: workspace.reserve(shape.H * shape.T * width))
        }
    }
}
