/// One seed's division of a data set: examples to train on, the rest to test on.
struct Split {
    /// Indices into the data set, in the order that the shuffle gave.
    let training: [Int]
    let test: [Int]
}

extension Dataset {
    /// The inputs of the facts that a seed does not train on, (facts, T).
    package func testFacts(seed: UInt32, trainSize: Int) -> [[Int]] {
        split(seed: seed, trainSize: trainSize).test.map { inputs[$0] }
    }

    /// Shuffles the examples, in the data's order, as CPython's `random.seed(seed); random.shuffle(…)`;
    /// the first `trainSize` (below `count`) train.
    func split(seed: UInt32, trainSize: Int) -> Split {
        var stream = MersenneTwister(key: [seed])
        var order = Array(0..<count)
        stream.shuffle(&order)
        return Split(training: Array(order.prefix(trainSize)), test: Array(order.dropFirst(trainSize)))
    }
}
