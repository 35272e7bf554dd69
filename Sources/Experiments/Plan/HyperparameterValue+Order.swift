import Engine

extension Hyperparameter.Value {
    /// Numbers by their size, whole ones as such: a double holds not every large one. A word is not less than
    /// anything.
    func isLess(than other: Hyperparameter.Value) -> Bool {
        if case (.integer(let a), .integer(let b)) = (self, other) { return a < b }
        guard let number, let otherNumber = other.number else { return false }
        return number < otherNumber
    }
}
