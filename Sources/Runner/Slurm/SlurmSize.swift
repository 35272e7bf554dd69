/// An amount of memory as Slurm reads it: `4G`, `512M`, `2000` (megabytes).
struct SlurmSize {
    let bytes: Double

    /// Nil for what `sbatch` would refuse.
    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Double(digits), number > 0, let unit = Self.units[text.dropFirst(digits.count).uppercased()] else { return nil }
        bytes = number * unit
    }

    /// The least round size that holds so many bytes.
    init(holding bytes: Double) {
        let step = bytes <= 4 * Self.gigabyte ? Self.gigabyte / 4 : Self.gigabyte
        self.bytes = max(1, (bytes / step).rounded(.up)) * step
    }

    private static let gigabyte = 1024.0 * 1024 * 1024
    private static let units = [
        "": gigabyte / 1024, "K": 1024, "KB": 1024, "M": gigabyte / 1024, "MB": gigabyte / 1024, "G": gigabyte, "GB": gigabyte,
        "T": gigabyte * 1024, "TB": gigabyte * 1024,
    ]
}

extension SlurmSize: CustomStringConvertible {
    /// `512M`, `4G`
    var description: String {
        let gigabytes = bytes / Self.gigabyte
        return gigabytes == gigabytes.rounded() ? "\(Int(gigabytes))G" : "\(Int(gigabytes * 1024))M"
    }
}

/// A time limit as Slurm reads it: minutes, `MM:SS`, `H:MM:SS`, `D-H`, `D-H:MM`, `D-H:MM:SS`, `UNLIMITED`.
struct SlurmTime {
    /// Infinite for no limit.
    let seconds: Double

    /// Nil for what `sbatch` would refuse, and for no time at all.
    init?(_ text: String) {
        if ["UNLIMITED", "INFINITE"].contains(text.uppercased()) {
            seconds = .infinity
            return
        }
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        let fields = (halves.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
        let numbers = fields.compactMap(Self.number), days = halves.count == 2 ? Self.number(halves[0]) : 0
        guard halves.count <= 2, (1...3).contains(fields.count), numbers.count == fields.count, let days else { return nil }
        // Behind days the first number is of hours; alone, or before another, it is of minutes.
        let units: [Double] = halves.count == 2 || numbers.count == 3 ? [3600, 60, 1] : [60, 1]
        seconds = days * 86_400 + zip(numbers, units).reduce(0) { $0 + $1.0 * $1.1 }
        if seconds <= 0 { return nil }
    }

    /// The least number of tens of minutes that holds so many seconds.
    init(holding seconds: Double) {
        self.seconds = max(1, (min(seconds, Self.longest) / 600).rounded(.up)) * 600
    }

    /// A year.
    private static let longest = 365.0 * 86_400

    private static func number(_ digits: Substring) -> Double? {
        digits.allSatisfy { $0.isASCII && $0.isNumber } ? Double(digits) : nil
    }
}

extension SlurmTime: CustomStringConvertible {
    /// `0:20:00`
    var description: String {
        let minutes = Int(seconds / 60)
        return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):00"
    }
}
