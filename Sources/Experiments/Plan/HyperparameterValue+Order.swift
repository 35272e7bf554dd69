import Engine

extension Hyperparameter.Value {
    /// Whole numbers compare as such: a double holds not every large one.
    func isLess(than other: Hyperparameter.Value) -> Bool {
        if case (.integer(let a), .integer(let b)) = (self, other) { return a < b }
        return asDouble < other.asDouble
    }
}
