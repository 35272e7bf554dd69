import Formats
import Language

extension Interpreter {
    /// `help`, `help sweep`, `?dropout`
    func help(_ topic: Name?, _ frame: Frame) async throws {
        let manual = Manual(commands: commands)
        guard let topic else { return try await frame.show(manual.overview) }
        if let page = manual.page(topic.text, frame.source.isCommandLine ? .shell : .session) { return try await frame.show(page) }
        if let value = variables[topic.text] {
            let fields = TextTable(value.fields.map { ["  ." + $0.name, $0.help] }).lines
            return try await frame.show(["\(topic.text) is a variable: \(value.literal)"] + fields)
        }
        let near = NearestWord.find(topic.text, among: manual.topics + variables.keys.sorted())
        throw frame.fail(.unknownTopic(topic.text, nearest: near), topic.span)
    }
}
