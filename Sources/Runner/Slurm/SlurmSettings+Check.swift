extension SlurmSettings {
    /// The most workers, and the most cores of one, that can be asked for.
    package static let workersRange = 1...1000
    package static let cpusRange = 1...1024

    /// Checks what `sbatch` would refuse, or take for something else.
    ///
    /// - Throws: `SlurmError.wrong`
    package func check() throws(SlurmError) {
        if let workers, !Self.workersRange.contains(workers) {
            throw .wrong(setting: "workers", found: "\(workers)", expected: "a number from 1 to \(Self.workersRange.upperBound)")
        }
        if let cpus, !Self.cpusRange.contains(cpus) {
            throw .wrong(setting: "cpus", found: "\(cpus)", expected: "a number from 1 to \(Self.cpusRange.upperBound)")
        }
        if let memory, SlurmSize(memory) == nil {
            throw .wrong(setting: "memory", found: memory, expected: "a size such as 512M or 4G")
        }
        if let time, SlurmTime(time) == nil {
            throw .wrong(setting: "time", found: time, expected: "a time such as 2:00:00 (two hours) or 1-12 (a day and 12 hours)")
        }
        for (name, word) in [("partition", partition), ("account", account)] {
            if let word, word.isEmpty || word.contains(where: \.isWhitespace) { throw .wrong(setting: name, found: word, expected: "a word") }
        }
        _ = try furtherOptions
    }

    /// The words of `sbatch`.
    ///
    /// - Throws: `SlurmError.wrong`
    var furtherOptions: [String] {
        get throws(SlurmError) {
            guard let sbatch else { return [] }
            guard let words = ShellWords(sbatch)?.words else {
                throw .wrong(setting: "sbatch", found: sbatch, expected: "options whose quotes are closed")
            }
            if let first = words.first, !first.hasPrefix("-") {
                throw .wrong(setting: "sbatch", found: sbatch, expected: "options of sbatch, such as --qos=long")
            }
            for word in words {
                guard let taken = Self.taken.first(where: { $0.isIt(word) }) else { continue }
                throw .wrong(setting: "sbatch", found: word, expected: taken.instead)
            }
            return words
        }
    }

    /// An option that would make something else of workers.
    private struct Taken {
        let option: String
        let instead: String

        /// `sbatch` takes the beginning of a long name for the name.
        func isIt(_ word: String) -> Bool {
            let name = word.prefix { $0 != "=" }
            return name == option || name.hasPrefix("--") && name.count > 3 && option.hasPrefix(name)
        }
    }

    private static let taken = [
        Taken(option: "--array", instead: "workers= for the number of workers"), Taken(option: "-a", instead: "workers= for the number of workers"),
        Taken(option: "--wait", instead: "no option that waits"), Taken(option: "-W", instead: "no option that waits"),
        Taken(option: "--wrap", instead: "no other command"), Taken(option: "--test-only", instead: "dry=true for a look without submitting"),
    ]

    /// Whether a further option says how much memory there is.
    func saysMemory(_ words: [String]) -> Bool { words.contains { $0.hasPrefix("--mem") } }
}

extension SlurmSettings: CustomStringConvertible {
    /// `8 workers with 1 core, 512M and 0:20:00 each`, as far as it is said.
    package var description: String {
        let number = workers.map { $0 == 1 ? "1 worker" : "\($0) workers" } ?? "workers"
        let each = [cpus.map { $0 == 1 ? "1 core" : "\($0) cores" }, memory, time].compactMap { $0 }
        guard let last = each.last else { return number }
        let list = each.count == 1 ? last : each.dropLast().joined(separator: ", ") + " and " + last
        return "\(number) with \(list)\(workers == 1 ? "" : " each")"
    }
}
