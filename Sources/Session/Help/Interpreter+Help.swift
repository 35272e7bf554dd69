import Formats
import Language

extension Interpreter {
    /// `help`, `help sweep`, `?dropout`
    func help(_ topic: Name?, _ context: ExecutionContext) async throws {
        let manual = Manual(commands: commands)
        guard let topic else { return try await context.show(manual.overview) }
        if let page = manual.page(topic.text, context.source.isCommandLine ? .shell : .session) { return try await context.show(page) }
        if let value = variables[topic.text] {
            let fields = TextTable(value.fields.map { ["  ." + $0.name, $0.help] }).lines
            return try await context.show(["\(topic.text) is a variable: \(value.literal)"] + fields)
        }
        let near = NearestWord.find(topic.text, among: manual.topics + variables.keys.sorted())
        throw context.fail(.unknownTopic(topic.text, nearest: near), topic.span)
    }
}
