/// A part of a text, and its windows: T tokens each, and for each of them the one that follows.
struct TextPart {
    /// Indices into the text.
    let tokens: Range<Int>
    let T: Int

    init(_ tokens: Range<Int>, T: Int) {
        precondition(tokens.count > T, "each part of a text is longer than a window")
        self.tokens = tokens
        self.T = T
    }

    /// The places where a window may start.
    var startCount: Int { tokens.count - T }
    /// Windows that don't overlap; what is left over at the end is in none.
    var windowCount: Int { (tokens.count - 1) / T }

    /// Where window i starts, of `count` spread evenly over those that don't overlap.
    func start(ofWindow i: Int, of count: Int) -> Int { tokens.lowerBound + i * windowCount / count * T }
}

/// What an evaluation adds up, token by token in the order of the text.
struct TextTally {
    private(set) var nats = 0.0
    private(set) var tokens = 0
    /// Tokens that were the most probable.
    private(set) var right = 0
    /// Sums over equal stretches of the tokens, and how many tokens each has.
    private var segments: [(nats: Double, tokens: Int)]
    private let tokenCount: Int

    /// - Parameter tokenCount: of all that are to come, at least as many as segments.
    init(segments: Int = 0, tokenCount: Int = 0) {
        self.segments = Array(repeating: (0, 0), count: segments)
        self.tokenCount = tokenCount
    }

    mutating func add(nats: Double, isRight: Bool) {
        if !segments.isEmpty {
            let segment = tokens * segments.count / tokenCount
            segments[segment].nats += nats
            segments[segment].tokens += 1
        }
        self.nats += nats
        tokens += 1
        right += isRight ? 1 : 0
    }

    var meanLoss: Double { nats / Double(tokens) }
    var segmentMeans: [Float] { segments.map { Float($0.nats / Double($0.tokens)) } }
}
