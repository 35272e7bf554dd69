import Formats
import Language

extension Command {
    static let vars = Command(
        "vars", Signature(),
        help: "list the variables",
        details: "Each with its value; a long one is cut. print NAME shows all of it, and reset leaves variables alone.",
        examples: ["let widths = [16, 32]\nvars"]
    ) { session, invocation in
        let rows = session.variables.sorted { $0.key < $1.key }.map { [$0.key, $0.value.brief] }
        try await invocation.context.show(
            rows.isEmpty ? TextPage("there are no variables; let NAME = VALUE makes one") : TextPage(TextTable(rows)))
        return .none
    }
}
