package import Engine
import System

/// What the runs of a plan learn: a task for each of its configurations.
///
///     let tasks = try TaskLibrary(of: plan, files: ["input.txt": file])
///     tasks.task(for: plan.combinations[0].configuration)
///
/// All data is read, and cut into tokens, when the library is made: what happens to the files later changes no run.
package struct TaskLibrary: Sendable {
    private var subjects: [Key: Subject]
    /// The SHA-256 of the data, by the value of `data`.
    package private(set) var hashes: [String: String]

    /// A task, and what it was made of.
    struct Subject: Sendable {
        enum Material: Sendable {
            case relations(Dataset)
            case text(Corpus)
        }

        let material: Material
        let task: LearningTask
        let baselines: CountedOnce

        init(_ material: Material) {
            self.material = material
            task = switch material {
            case .relations(let dataset): .relations(dataset)
            case .text(let corpus): .text(corpus)
            }
            baselines = CountedOnce(material)
        }
    }

    /// What tables of counts reach on a text: counted when it is first asked for.
    final class CountedOnce: Sendable {
        private let material: Subject.Material
        private let counted = Locked<[Baseline]?>(nil)

        init(_ material: Subject.Material) {
            self.material = material
        }

        var values: [Baseline] {
            counted.withLock { counted in
                if let counted { return counted }
                let values = if case .text(let corpus) = material { corpus.baselines } else { [Baseline]() }
                counted = values
                return values
            }
        }
    }

    /// What tells one task from another.
    private struct Key: Hashable {
        let hash: String
        /// How a text becomes tokens; nil for relations.
        let encoding: TextEncoding?

        init(_ configuration: TrainingConfiguration, hash: String) {
            self.hash = hash
            encoding = configuration.kind == .text ? TextEncoding(configuration) : nil
        }
    }

    /// Hinton's family trees, which need no file.
    package static let familyTree = TaskLibrary(.relations(.familyTree), for: TrainingConfiguration())

    private init(_ material: Subject.Material, for configuration: TrainingConfiguration) {
        let subject = Subject(material)
        let hash = SHA256.hex(of: subject.task.source)
        hashes = [configuration.data: hash]
        subjects = [Key(configuration, hash: hash): subject]
    }

    /// The tasks of a plan.
    ///
    /// - Parameters:
    ///   - files: what each value of `data` names.
    ///   - known: what may have some of the tasks already.
    /// - Throws: `DataFileError`, `DataError`, or `HyperparameterError` for a train_size that the data doesn't have.
    package init(of plan: SweepPlan, files: [String: DataFile], reusing known: TaskLibrary? = nil) throws {
        (subjects, hashes) = ([:], [:])
        for configuration in plan.configurations(differingIn: Self.telling) {
            guard let file = files[configuration.data] else { preconditionFailure("\(configuration.data) is not read") }
            hashes[configuration.data] = file.hash
            let key = Key(configuration, hash: file.hash)
            let subject = try subjects[key] ?? known?.subjects[key] ?? Self.subject(of: file, key.encoding)
            try subject.check(configuration, of: file)
            subjects[key] = subject
        }
    }

    /// What decides on a run's task, and on whether it fits.
    private static let telling: [Hyperparameter] = [.data, .tokenizer, .vocabSize, .dataSplit, .blockSize, .trainSize]

    private static func subject(of file: DataFile, _ encoding: TextEncoding?) throws(DataFileError) -> Subject {
        guard let encoding else { return Subject(.relations(try file.relations())) }
        return Subject(.text(try file.corpus(encoding)))
    }

    /// The same with what another library has of other data.
    package func merging(_ other: TaskLibrary) -> TaskLibrary {
        var merged = self
        merged.subjects.merge(other.subjects) { own, _ in own }
        merged.hashes.merge(other.hashes) { own, _ in own }
        return merged
    }

    /// What a configuration of the plan learns.
    package func task(for configuration: TrainingConfiguration) -> LearningTask {
        subject(of: configuration).task
    }

    /// What the first tokens of a configuration's data are called: of relations the names, not the relations; of text all.
    package func names(of configuration: TrainingConfiguration) -> [String] {
        switch subject(of: configuration).material {
        case .relations(let dataset): dataset.vocabulary.dropLast(dataset.relationCount)
        case .text(let corpus): corpus.vocabulary
        }
    }

    /// The facts that a configuration learns; nil for text.
    package func relations(of configuration: TrainingConfiguration) -> Dataset? {
        if case .relations(let dataset) = subject(of: configuration).material { dataset } else { nil }
    }

    /// The text that a configuration learns; nil for relations.
    package func corpus(of configuration: TrainingConfiguration) -> Corpus? {
        if case .text(let corpus) = subject(of: configuration).material { corpus } else { nil }
    }

    /// The SHA-256 of the data that a configuration learns from.
    package func hash(of configuration: TrainingConfiguration) -> String { hashes[configuration.data] ?? "" }

    func subject(of configuration: TrainingConfiguration) -> Subject {
        guard let hash = hashes[configuration.data], let subject = subjects[Key(configuration, hash: hash)] else {
            preconditionFailure("the library lacks a task of \(configuration.data)")
        }
        return subject
    }
}

extension TaskLibrary.Subject {
    /// Checks that the data has what a configuration asks of it.
    ///
    /// - Throws: `DataFileError`, or `HyperparameterError` for a train_size.
    fileprivate func check(_ configuration: TrainingConfiguration, of file: DataFile) throws {
        switch material {
        case .relations(let dataset): _ = try Hyperparameter.trainSize(of: dataset.count).checked(.integer(configuration.trainSize))
        case .text(let corpus): try file.check(corpus, blockSize: configuration.blockSize)
        }
    }
}

extension SweepPlan {
    /// A configuration for each of the different values that some hyper-parameters have together.
    package func configurations(differingIn parameters: [Hyperparameter]) -> [TrainingConfiguration] {
        let varying = swept.filter(parameters.contains)
        if varying.isEmpty { return [combinations[0].configuration] }
        var known: Set<[Hyperparameter.Value]> = []
        return combinations.lazy.map(\.configuration).filter { configuration in
            known.insert(varying.map { configuration[$0] }).inserted
        }
    }
}

// What a run costs follows from its configuration and its data.
extension TrainingConfiguration {
    /// Bytes that one run takes.
    package func memoryNeeded(in tasks: TaskLibrary) -> Double { memoryNeeded(for: tasks.task(for: self)) }

    /// What one run costs beside others: about its seconds on a fast core.
    package func workEstimate(in tasks: TaskLibrary) -> Double { workEstimate(for: tasks.task(for: self)) }

    /// Parameters of the model, padding not counted.
    package func parameterCount(in tasks: TaskLibrary) -> Double { parameterCount(for: tasks.task(for: self)) }

    /// Whether idle threads make a run shorter.
    package func gainsFromHelp(in tasks: TaskLibrary) -> Bool { gainsFromHelp(for: tasks.task(for: self)) }
}
