import Engine
import Experiments

/// A count as people read it: `1,234,567`.
enum Grouping {
    static func text(_ number: Double) -> String { Int(exactly: number)?.grouped ?? number.pythonDescription }
}
