import Formats
import Notebook

extension Output {
    /// The message that shows it in a front end; nil for what has none.
    func message(parent: [UInt8]) -> OutgoingMessage? {
        switch content {
        case .stream(let name, let text):
            .broadcast("stream", parent: parent, topic: "stream.\(name)", ["name": .string(name), "text": .string(text)])
        case .display(let bundle, let metadata):
            .broadcast("display_data", parent: parent, bundle.shown(metadata))
        case .result(let bundle, let metadata, let count):
            .broadcast("execute_result", parent: parent, JSONObject(
                [("data", .object(bundle.values)), ("metadata", .object(metadata)), ("execution_count", JSONValue(count))]))
        case .error(let name, let value, let traceback):
            .broadcast("error", parent: parent, Self.errorFields(name, value, traceback))
        case .other: nil
        }
    }

    /// What messages have of an error; nil for another output.
    var errorFields: JSONObject? {
        guard case .error(let name, let value, let traceback) = content else { return nil }
        return Self.errorFields(name, value, traceback)
    }

    private static func errorFields(_ name: String, _ value: String, _ traceback: [String]) -> JSONObject {
        ["ename": .string(name), "evalue": .string(value), "traceback": .array(traceback.map(JSONValue.string))]
    }
}

extension MIMEBundle {
    /// The content of a message that shows it.
    ///
    /// - Parameter id: what later messages change it by.
    func shown(_ metadata: JSONObject = [:], id: String? = nil) -> JSONObject {
        ["data": .object(values), "metadata": .object(metadata), "transient": .object(id.map { ["display_id": .string($0)] } ?? [:])]
    }
}
