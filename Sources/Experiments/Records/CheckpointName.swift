import Engine

/// What the files of one run's models are called:
///
///     n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1_seed_07.safetensors
///     n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1_seed_07_iter_000250.safetensors
///
/// A combination's name that leaves no room for the rest ends in a digest of what it lacks.
struct CheckpointName: Hashable {
    private let stem: String

    init(of combination: Combination, seed: UInt32) {
        stem = ResultsTree.name(combination.listed(between: "_", separator: "_"), atMost: Self.longestCombination)
            + Self.seedMark + Self.padded(Int(seed), 2)
    }

    init(stem: String) { self.stem = stem }

    /// The run of a file; nil for a name that no checkpoint has.
    init?(file: String) {
        guard file.hasSuffix(Self.ending) else { return nil }
        var stem = file.dropLast(Self.ending.count)
        if let iteration = Self.numbered(Self.iterationMark, stem) { stem = iteration }
        guard Self.numbered(Self.seedMark, stem) != nil else { return nil }
        self.stem = String(stem)
    }

    /// - Parameter iteration: of a model on the way; nil for the one that is loaded.
    func file(_ iteration: Int?) -> String {
        stem + (iteration.map { Self.iterationMark + Self.padded($0, 6) } ?? "") + Self.ending
    }

    /// What a file of another run's name would be called as this one's.
    func file(renaming file: String, of other: CheckpointName) -> String { stem + file.dropFirst(other.stem.count) }

    private static let ending = ModelFile.fileExtension
    private static let seedMark = "_seed_"
    private static let iterationMark = "_iter_"
    /// So that every seed and iteration has room in the 255 bytes of a name.
    private static let longestCombination = 200

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// What stands before a mark and digits; nil where a text doesn't end in them.
    private static func numbered(_ mark: String, _ text: Substring) -> Substring? {
        let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }.count, rest = text.dropLast(digits)
        return digits > 0 && rest.hasSuffix(mark) ? rest.dropLast(mark.count) : nil
    }
}
