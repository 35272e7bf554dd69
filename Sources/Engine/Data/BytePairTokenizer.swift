/// Byte-level byte-pair encoding: words are split by GPT-2's pattern, and in each the bytes that most often stand together
/// in the training text are one token. Never an unknown character. Merges, numbers and tokens are those of Hugging Face's
/// `ByteLevelBPETokenizer` trained with `min_frequency=2` on the text as one string.
package struct BytePairTokenizer: Tokenizer {
    /// Two neighbouring tokens.
    struct Pair: Hashable, Comparable {
        let left: UInt16
        let right: UInt16
        static func < (a: Pair, b: Pair) -> Bool { (a.left, a.right) < (b.left, b.right) }
    }

    private struct Merge {
        let rank: Int
        let token: UInt16
    }

    /// The bytes of each of the V tokens.
    private let pieces: [[UInt8]]
    private let merges: [Pair: Merge]
    /// The pairs that were merged, in their order.
    package let merged: [ModelVocabulary.Merge]

    /// - Parameter size: the tokens wanted, 257 … 65,536; fewer where no pair is left that occurs twice.
    package init(trainedOn text: PlainText, size: Int) {
        var training = BytePairTraining(on: text)
        training.merge(upTo: size)
        self.init(training.pieces, training.merges)
    }

    /// The tokenizer of such a vocabulary; nil where its names are not GPT-2's for bytes, the first 256 for one each, or a
    /// merge makes no token of it.
    package init?(names: [String], merges: [ModelVocabulary.Merge]) {
        let pieces = names.compactMap(ByteSymbol.bytes)
        guard pieces.count == names.count, Set(pieces).count == pieces.count, pieces.prefix(256) == ByteSymbol.order.map({ [$0] })[...]
        else { return nil }
        let tokens = Dictionary(uniqueKeysWithValues: zip(pieces, 0..<UInt16(clamping: pieces.count)))
        let known = merges.compactMap { merge -> (pair: Pair, token: UInt16)? in
            guard merge.left < pieces.count, merge.right < pieces.count else { return nil }
            return tokens[pieces[Int(merge.left)] + pieces[Int(merge.right)]].map { (Pair(left: merge.left, right: merge.right), $0) }
        }
        guard known.count == merges.count else { return nil }
        self.init(pieces, known)
    }

    private init(_ pieces: [[UInt8]], _ merges: [(pair: Pair, token: UInt16)]) {
        self.pieces = pieces
        self.merges = Dictionary(merges.enumerated().map { ($1.pair, Merge(rank: $0, token: $1.token)) }, uniquingKeysWith: { $1 })
        merged = merges.map { ModelVocabulary.Merge(left: $0.pair.left, right: $0.pair.right) }
    }

    /// The pairs of names that were merged, in their order, as Hugging Face lists them.
    package var mergedNames: [(String, String)] { merged.map { (Self.name(pieces[Int($0.left)]), Self.name(pieces[Int($0.right)])) } }

    package var names: [String] { pieces.map(Self.name) }

    private static func name(_ piece: [UInt8]) -> String { piece.map(ByteSymbol.name).joined() }

    package func encode(_ bytes: [UInt8]) throws(DataError) -> [UInt16] { encode(try PlainText(bytes)) }

    package func decode(_ tokens: some Sequence<UInt16>) -> [UInt8] { tokens.flatMap { pieces[Int($0)] } }

    func encode(_ text: PlainText) -> [UInt16] {
        var known: [ArraySlice<UInt8>: [UInt16]] = [:]
        var result: [UInt16] = []
        WordSplitter.forEachWord(in: text) { range in
            let word = text.bytes[range]
            if let tokens = known[word] { return result += tokens }
            let tokens = encode(word: word)
            known[word] = tokens
            result += tokens
        }
        return result
    }
}

extension BytePairTokenizer {
    /// Where two tokens of a word may be merged.
    private struct Candidate: Comparable {
        let rank: Int
        let position: Int
        static func < (a: Candidate, b: Candidate) -> Bool { (a.rank, a.position) < (b.rank, b.position) }
    }

    /// Merges the pair that was merged first in training, the leftmost of equal ones, until none is left.
    private func encode(word: ArraySlice<UInt8>) -> [UInt16] {
        var tokens = LinkedTokens(word)
        var candidates = PriorityQueue(word.indices.dropLast().compactMap { candidate($0 - word.startIndex, in: tokens) })
        while let next = candidates.popSmallest() {
            guard let pair = tokens.pair(at: next.position), let merge = merges[pair], merge.rank == next.rank else { continue }
            tokens.merge(at: next.position, into: merge.token)
            for position in [tokens.previous(next.position), next.position] {
                if let position, let candidate = candidate(position, in: tokens) { candidates.insert(candidate) }
            }
        }
        return tokens.remaining
    }

    private func candidate(_ position: Int, in tokens: LinkedTokens) -> Candidate? {
        tokens.pair(at: position).flatMap { merges[$0] }.map { Candidate(rank: $0.rank, position: position) }
    }
}

/// Tokens of words, each linked to its neighbours in the word: two become one in the place of the first.
struct LinkedTokens {
    private var tokens: [UInt16] = []
    /// The places of the neighbours, `none` at a word's ends; a place whose token went into another is its own neighbour.
    private var next: [Int] = []
    private var previous: [Int] = []
    private static let none = -1

    init() {}

    init(_ word: ArraySlice<UInt8>) { append(word) }

    /// Adds a word as one token a byte, and gives its places.
    @discardableResult
    mutating func append(_ word: ArraySlice<UInt8>) -> Range<Int> {
        let places = tokens.count..<tokens.count + word.count
        tokens += word.lazy.map { Self.tokenOfByte[Int($0)] }
        next += places.map { $0 + 1 < places.upperBound ? $0 + 1 : Self.none }
        previous += places.map { $0 > places.lowerBound ? $0 - 1 : Self.none }
        return places
    }

    private static let tokenOfByte: [UInt16] = {
        var tokens = [UInt16](repeating: 0, count: ByteSymbol.order.count)
        for (token, byte) in ByteSymbol.order.enumerated() { tokens[Int(byte)] = UInt16(token) }
        return tokens
    }()

    /// The token at a place and the one after it; nil where the word ends, or the token has gone into another.
    func pair(at place: Int) -> BytePairTokenizer.Pair? {
        let after = next[place]
        if after == Self.none || after == place { return nil }
        return .init(left: tokens[place], right: tokens[after])
    }

    /// The place before; nil where the word starts.
    func previous(_ place: Int) -> Int? { previous[place] == Self.none ? nil : previous[place] }

    /// The place after; nil where the word ends.
    func next(_ place: Int) -> Int? { next[place] == Self.none ? nil : next[place] }

    /// Replaces the pair at a place.
    mutating func merge(at place: Int, into token: UInt16) {
        let gone = next[place]
        tokens[place] = token
        next[place] = next[gone]
        if next[gone] != Self.none { previous[next[gone]] = place }
        next[gone] = gone
    }

    /// The tokens that are left, in order.
    var remaining: [UInt16] { tokens.indices.filter { next[$0] != $0 }.map { tokens[$0] } }
}
