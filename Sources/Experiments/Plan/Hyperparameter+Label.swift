package import Engine

extension Hyperparameter {
    /// What texts and file names call a value: data by the stem of its file's name.
    package func label(of value: Value) -> String {
        guard self == .data else { return value.description }
        let name = value.description.split(separator: "/").last ?? ""
        let stem = name.dropFirst().contains(".") ? name[..<(name.lastIndex(of: ".") ?? name.endIndex)] : name
        return String(stem)
    }
}
