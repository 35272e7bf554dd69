/// A command whose arguments are being read.
final class OpenCall {
    var call: CommandCall
    let shape: CommandShape
    /// The names given values, and where, so that none is given two.
    var names: [String: SourceSpan] = [:]

    init(_ name: Name, shape: CommandShape) {
        call = CommandCall(name: name)
        self.shape = shape
    }

    /// What an argument without a name would be that came next.
    var nextPositional: CommandShape.Positional? { shape.positional(at: call.positionals.count) }
}
