import Engine
import Language

// What is told about values.
extension HelpPage {
    /// A variable, or a part of one, as it is written.
    init(of name: String, _ value: Value) {
        self.init(title: name, paragraphs: ["\(value.kind): \(value.brief)"])
        addFields(of: value)
    }

    /// A field of a value, by what the field means.
    ///
    /// - Parameters:
    ///   - path: the field as it is written: `s.best`.
    ///   - value: what it holds.
    init(field path: String, _ help: String, _ value: Value) {
        self.init(title: path, paragraphs: ["\(help).", "It is \(value.brief)."])
        addFields(of: value)
    }

    private mutating func addFields(of value: Value) {
        var rows = value.fields.map { [".\($0.name)", $0.help] }
        if !value.hyperparameters.isEmpty { rows.append([".\(Hyperparameter.nLayer.name) …", "its hyper-parameters, by their names"]) }
        add("Fields", rows: rows)
        if case .result = value { paragraphs.append("Its elements, [3] for seed 3, are its runs, with fields of their own.") }
        if case .sweep = value { paragraphs.append("Its elements, [0] and so on, are its combinations: results with fields of their own.") }
    }
}
