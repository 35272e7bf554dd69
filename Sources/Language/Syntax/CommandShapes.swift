/// The shapes of all commands, by name: what the parser is handed.
package struct CommandShapes: Sendable {
    private let shapes: [String: CommandShape]
    /// The names in the order they were given; of two equally near to a mistyped one, the first is meant.
    package let names: [String]

    /// - Parameter shapes: of several with one name, the last counts.
    package init(_ shapes: [CommandShape]) {
        self.shapes = Dictionary(shapes.map { ($0.name, $0) }) { _, last in last }
        names = shapes.map(\.name)
    }

    package subscript(name: String) -> CommandShape? { shapes[name] }
}
