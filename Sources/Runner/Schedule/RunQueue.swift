import Engine
import Experiments

/// The order in which a plan's runs come up: combination by combination with all seeds, in a race block by block of
/// the seeds, each with the combinations that are still in.
struct RunQueue: Sendable {
    /// Which combinations come first; nil for the plan's order.
    private let places: [Int]?
    private let blocks: [Range<Int>]
    private var race: Race?
    private var block = 0
    /// The combinations whose turn it is one after the other in this block.
    private var turns: [Int]
    /// How many of them have had it.
    private var turn = 0
    /// The seeds of the block that the combination at its turn has not been given.
    private(set) var seeds: Range<Int>

    /// - Parameters:
    ///   - refused: combinations that can't run; a race does not wait for them.
    ///   - costs: of each combination, where the dearest come first; nil for the plan's order.
    init(of plan: SweepPlan, refused: Set<Int>, costs: [Double]? = nil) {
        race = plan.isRaced ? Race(of: plan, refused: refused) : nil
        blocks = race?.blocks ?? [0..<plan.seeds.count]
        let order = costs.map { costs in costs.indices.sorted { (costs[$1], $0) < (costs[$0], $1) } }
        places = order.map { order in order.indices.sorted { order[$0] < order[$1] } }
        turns = order ?? Array(plan.combinations.indices)
        seeds = blocks[0]
    }

    /// The combination whose turn it is; nil when all have had their turn in this block.
    var combination: Int? { turn < turns.count ? turns[turn] : nil }
    /// Whether combinations come up for the first time.
    var isFirstBlock: Bool { block == 0 }
    /// Whether all turns are over.
    var isOver: Bool { combination == nil && block == blocks.count - 1 }

    /// At most so many of the seeds that are next, for the combination whose turn it is.
    mutating func take(_ count: Int) -> Range<Int> {
        let taken = seeds.prefix(max(1, count))
        seeds = taken.upperBound..<seeds.upperBound
        if seeds.isEmpty { skip() }
        return taken
    }

    /// Gives the turn to the next combination.
    mutating func skip() {
        turn += 1
        seeds = blocks[block]
    }

    /// Goes on to the next block, once all have had their turn and the race's interim analysis allows it.
    ///
    /// - Returns: the combinations that the race has stopped, and after how many seeds.
    mutating func advance(_ record: (RunID) -> RunRecord?) -> [(combination: Int, seeds: Int)] {
        guard combination == nil, let gone = race?.analyze(record), let race, race.block > block else { return [] }
        block += 1
        turns = race.combinations
        if let places { turns.sort { places[$0] < places[$1] } }
        turn = 0
        seeds = blocks[block]
        return gone.compactMap { combination in race.out[combination].map { (combination, $0) } }
    }
}
