/// Random words one after the other, and what PyTorch's CPU generator makes of them.
protocol WordStream: ~Copyable {
    mutating func nextWord() -> UInt32
}

extension WordStream where Self: ~Copyable {
    /// `torch.randint(high, …)`: the remainder of one word, of two from 2²⁸ on. `high` is at least 1.
    mutating func randint(below high: Int) -> Int {
        guard high >= 1 << 28 else { return Int(nextWord()) % high }
        let first = UInt64(nextWord())
        return Int((first << 32 | UInt64(nextWord())) % UInt64(high))
    }

    /// `torch.randperm(n)` into `order`, which holds n values: from the front each place is exchanged with one from it on.
    mutating func randperm(_ order: inout [Int32]) {
        let n = order.count
        for i in 0..<n { order[i] = Int32(i) }
        for i in 0..<max(0, n - 1) { order.swapAt(i, i + Int(nextWord()) % (n - i)) }
    }
}
