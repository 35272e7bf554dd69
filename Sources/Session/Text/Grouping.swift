import Engine

/// A count as people read it: `1,234,567`.
enum Grouping {
    static func text(_ number: Double) -> String {
        guard let whole = Int(exactly: number) else { return number.pythonDescription }
        let digits = Array(String(whole))
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }
}
