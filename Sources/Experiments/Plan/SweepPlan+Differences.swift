import Engine

extension SweepPlan {
    /// What another plan has in the place of this one's, a phrase for each field: `dropout 0.1, 0.2 instead of 0.3`.
    func differences(from other: SweepPlan) -> [String] {
        var phrases = zip(axes, other.axes).filter { $0 != $1 }.map { axis, other in
            "\(axis.parameter.name) \(other.list) instead of \(axis.list)"
        }
        if seeds != other.seeds { phrases.append("seeds \(other.seeds) instead of \(seeds)") }
        if isRaced != other.isRaced { phrases.append(other.isRaced ? "a race" : "no race") }
        if phrases.isEmpty, combinations.count != other.combinations.count {
            phrases.append("\(other.combinations.count) combinations instead of \(combinations.count)")
        }
        return phrases.isEmpty ? ["other combinations of the same values"] : phrases
    }
}

extension SweepPlan.Axis {
    /// `0.1, 0.2`; of many values the first and how many there are.
    fileprivate var list: String {
        let shown = values.prefix(6).map(\.description).joined(separator: ", ")
        return values.count > 6 ? "\(shown), … (\(values.count) values)" : shown
    }
}
