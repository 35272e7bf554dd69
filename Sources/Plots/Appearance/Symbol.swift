/// The shapes of points.
enum Symbol: Int, Hashable, CaseIterable {
    case circle, square, triangle, diamond

    /// The one for a kind, again from the first where there are more kinds.
    init(kind: Int) {
        let count = Self.allCases.count
        self = Self.allCases[((kind % count) + count) % count]
    }
}
