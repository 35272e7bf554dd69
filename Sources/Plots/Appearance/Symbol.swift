/// The shapes of points.
enum Symbol: Int, Hashable, CaseIterable {
    case circle, square, triangle, diamond

    /// The symbol of a kind; they repeat where there are more kinds.
    init(kind: Int) {
        let count = Self.allCases.count
        self = Self.allCases[((kind % count) + count) % count]
    }
}
