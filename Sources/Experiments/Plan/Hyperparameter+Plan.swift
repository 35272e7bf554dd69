package import Engine

extension Hyperparameter.Value {
    /// Numbers by their size, whole ones as such: a double holds not every large one. A word is not less than
    /// anything.
    func isLess(than other: Hyperparameter.Value) -> Bool {
        if case (.integer(let a), .integer(let b)) = (self, other) { return a < b }
        guard let number, let otherNumber = other.number else { return false }
        return number < otherNumber
    }
}

extension TrainingConfiguration {
    /// The hyper-parameters that digests are made of: all but those that have a default which goes without saying, so
    /// that a digest stays what it was before they were there.
    package var digested: [Hyperparameter] {
        Hyperparameter.belonging(to: kind).filter {
            kind == .text ? $0.isRecorded([self[$0]], for: kind)
                : !$0.hasSilentDefault(for: kind) && $0 != .task || $0.mustName(self[$0], for: kind)
        }
    }
}
