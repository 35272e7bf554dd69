/// Finds which pairs of tokens to merge: again and again the most frequent one, of equally frequent ones the smallest.
///
/// Counts are kept up to date where a merge changes them, so the time goes with the text's different words and not with the
/// number of merges.
struct BytePairTraining {
    typealias Pair = BytePairTokenizer.Pair

    /// The bytes of each token; the first 256 are one each.
    private(set) var pieces = ByteSymbol.order.map { [$0] }
    private(set) var merges: [(pair: Pair, token: UInt16)] = []

    /// The text's different words, one after the other.
    private var tokens = LinkedTokens()
    /// How often the word at each place occurs in the text.
    private var frequency: [Int] = []
    private var counts: [Pair: Int] = [:]
    private var queue: PriorityQueue<Candidate>
    private var tokenOfPiece: [[UInt8]: UInt16]

    /// A pair that may be merged, with where it was seen; it may be elsewhere by now, or fewer.
    private struct Candidate: Comparable {
        let pair: Pair
        var count: Int
        let places: [Int]
        static func < (a: Candidate, b: Candidate) -> Bool { (-a.count, a.pair) < (-b.count, b.pair) }
        static func == (a: Candidate, b: Candidate) -> Bool { (a.count, a.pair) == (b.count, b.pair) }
    }

    /// Hugging Face's `min_frequency`.
    private static let fewest = 2

    init(on text: PlainText) {
        var words: [ArraySlice<UInt8>: Int] = [:]
        WordSplitter.forEachWord(in: text) { words[text.bytes[$0], default: 0] += 1 }
        tokenOfPiece = Dictionary(uniqueKeysWithValues: zip(pieces, 0...))
        queue = PriorityQueue()
        var places: [Pair: [Int]] = [:]
        for (word, count) in words {
            for place in tokens.append(word) {
                frequency.append(count)
                guard let pair = tokens.pair(at: place) else { continue }
                counts[pair, default: 0] += count
                places[pair, default: []].append(place)
            }
        }
        queue = PriorityQueue(places.map { Candidate(pair: $0, count: counts[$0]!, places: $1) })
    }

    /// - Parameter size: stops at so many tokens, or where no pair is frequent enough.
    mutating func merge(upTo size: Int) {
        while pieces.count < size, var best = queue.popSmallest() {
            let count = counts[best.pair]!
            if best.count == count {
                if count < Self.fewest { return }
                merge(best)
            } else {
                best.count = count
                queue.insert(best)
            }
        }
    }

    private mutating func merge(_ best: Candidate) {
        let token = token(for: best.pair)
        merges.append((best.pair, token))
        var new: [Pair: [Int]] = [:]
        for place in best.places where tokens.pair(at: place) == best.pair {
            let neighbours = [tokens.previous(place), tokens.next(place)].compactMap(\.self)
            for pair in neighbours.compactMap(tokens.pair) { counts[pair]! -= frequency[place] }
            tokens.merge(at: place, into: token)
            for place in [tokens.previous(place), place].compactMap(\.self) {
                guard let pair = tokens.pair(at: place) else { continue }
                counts[pair, default: 0] += frequency[place]
                new[pair, default: []].append(place)
            }
        }
        for (pair, places) in new where counts[pair]! > 0 { queue.insert(Candidate(pair: pair, count: counts[pair]!, places: places)) }
    }

    /// Two ways to the same bytes make one token.
    private mutating func token(for pair: Pair) -> UInt16 {
        let piece = pieces[Int(pair.left)] + pieces[Int(pair.right)]
        if let token = tokenOfPiece[piece] { return token }
        let token = UInt16(pieces.count)
        pieces.append(piece)
        tokenOfPiece[piece] = token
        return token
    }
}
