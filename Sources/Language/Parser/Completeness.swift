/// Whether a text can be run, should go on, or is wrong: what a prompt asks when Enter is pressed, and
/// a notebook's front end before it runs a cell.
package enum Completeness: Hashable, Sendable {
    case complete
    /// More lines can make it a program. `depth` brackets and blocks are open, to indent the next line by.
    case incomplete(depth: Int)
    /// No line added can make it a program.
    case wrong(SyntaxError)

    package init(of source: SourceText, shapes: CommandShapes) {
        var parser = Parser(source, shapes: shapes)
        do throws(SyntaxError) {
            _ = try parser.program()
            self = .complete
        } catch {
            self = error.isIncomplete ? .incomplete(depth: parser.openCount) : .wrong(error)
        }
    }
}
