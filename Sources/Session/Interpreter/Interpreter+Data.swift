import Engine
import Experiments
import Language
import Runner

/// What the runs of a statement learn from, which decides on the hyper-parameters they have.
struct StatementData: Sendable {
    let kind: TaskKind
    /// What each value of `data` names.
    fileprivate(set) var files: [String: DataFile]
    /// Those that hold relations.
    fileprivate let relations: [String: Dataset]
    /// The first value.
    let name: String

    static let familyTree = StatementData(
        kind: .relations, files: [Hyperparameter.familyTree: .familyTree],
        relations: [Hyperparameter.familyTree: .familyTree], name: Hyperparameter.familyTree)

    /// A hyper-parameter's default, where nothing else is asked for than is set; of one that belongs to other data, its default there.
    func defaultValue(of parameter: Hyperparameter) -> Hyperparameter.Value {
        guard parameter.belongs(to: kind) else { return parameter.defaultValue }
        guard parameter == .trainSize, let size = (relations[name].map { Dataset.defaultTrainSize(of: $0.count) }) else { return parameter.defaultValue(for: kind) }
        return .integer(size)
    }

    /// A hyper-parameter's default in words, with that for the other kind of data where it is another: `0.01; for text 0.001`.
    func defaultText(of parameter: Hyperparameter) -> String {
        if parameter == .task { return "by its content" }
        let value = defaultValue(of: parameter)
        let other = parameter.kinds.first { $0 != kind }.map { (kind: $0, value: parameter.defaultValue(for: $0)) }
        guard let other, other.value != value else { return "\(value)" }
        return "\(value); for \(other.kind.rawValue) \(other.value)"
    }

    /// Own relations of which fewer facts than these are tested by default: too few to tell much.
    private static let smallTest = 10

    /// Those of which so few are tested, by name.
    var smallTests: [(name: String, tested: Int, facts: Int)] {
        relations.sorted { $0.key < $1.key }.compactMap { name, dataset in
            let tested = dataset.count - Dataset.defaultTrainSize(of: dataset.count)
            return name != Hyperparameter.familyTree && tested < Self.smallTest ? (name, tested, dataset.count) : nil
        }
    }

    /// Settings with the ranges that the data gives their hyper-parameters.
    func ranged(_ settings: [GivenSetting]) -> [GivenSetting] {
        settings.map { GivenSetting(parameter: row(of: $0.parameter), value: $0.value, expression: $0.expression, nameSpan: $0.nameSpan) }
    }

    /// A hyper-parameter with the range that the data gives it.
    func row(of parameter: Hyperparameter) -> Hyperparameter {
        guard parameter == .trainSize, let facts = relations.values.map(\.count).max() else { return parameter }
        return .trainSize(of: facts)
    }
}

// What runs learn from.
extension Interpreter {
    /// What the runs of a statement learn from, by what it gives and what is set.
    ///
    /// - Parameter span: where what is set stands for.
    /// - Throws: `Diagnostic` for data that can't be read, for data of two kinds, and for a hyper-parameter that is given
    ///   and belongs to the other kind.
    func data(for given: [GivenSetting], at span: SourceSpan, _ context: ExecutionContext) async throws -> StatementData {
        let task = try given.last { $0.parameter == .task }.map { try one($0, context) } ?? settings[.task]
        let values = try self.values(of: .data, in: given, at: span, context)
        let data = try await data(values, task.flatMap { TaskKind(rawValue: $0.description) }, context)
        for setting in given where !setting.parameter.belongs(to: data.kind) {
            throw context.fail(.otherKind(setting.parameter, data.kind, data: data.name), setting.nameSpan)
        }
        return data
    }

    /// The values that a statement has of a hyper-parameter, each where it is written.
    private func values(
        of parameter: Hyperparameter, in given: [GivenSetting], at span: SourceSpan, _ context: ExecutionContext
    ) throws(Diagnostic) -> [(String, SourceSpan)] {
        let own = given.filter { $0.parameter == parameter }
        guard !own.isEmpty else { return [("\(current(parameter))", span)] }
        var values: [(String, SourceSpan)] = []
        for setting in own { for value in try many(setting, context) { values.append((value.description, setting.span)) } }
        return values
    }

    /// - Parameter task: what all of it is read as; nil for what its content says.
    func data(_ values: [(name: String, span: SourceSpan)], _ task: TaskKind?, _ context: ExecutionContext) async throws -> StatementData {
        var files: [String: DataFile] = [:], facts: [String: Dataset] = [:]
        var first: (name: String, kind: TaskKind)?
        for (name, span) in values {
            let file = try await file(name, at: span, context), kind = task ?? file.kind
            if let first, first.kind != kind { throw context.fail(.severalKinds(first.name, first.kind, name, kind), span) }
            first = first ?? (name, kind)
            files[name] = file
            if kind == .relations { facts[name] = try await relations(of: file, at: span, context) }
        }
        guard let first else { return .familyTree }
        return StatementData(kind: first.kind, files: files, relations: facts, name: first.name)
    }

    /// A data file's content, read unless it is known.
    func file(_ name: String, at span: SourceSpan, _ context: ExecutionContext) async throws -> DataFile {
        if name == Hyperparameter.familyTree { return .familyTree }
        let path = environment.readingPath(name)
        if let known = dataFiles.file(at: path) { return known }
        let version = try? FileVersion(of: path), memory = MachineMemory.current.bytes
        do {
            let file = try await apart { try DataFile.read(path, named: name, within: memory) }
            dataFiles.keep(file, of: version, at: path)
            return file
        } catch let error as DataFileError {
            let advice = error.reason == .missing ? FolderNames.advice(onMissing: name) : ""
            throw context.fail(.data(error, searched: environment.places.searched(name) + advice), span)
        }
    }

    /// Whether a data file is no longer what was read of it.
    func hasChanged(_ name: String) -> Bool {
        name != Hyperparameter.familyTree && dataFiles.file(at: environment.readingPath(name)) == nil
    }

    func relations(of file: DataFile, at span: SourceSpan, _ context: ExecutionContext) async throws -> Dataset {
        if let known = dataFiles.relations(of: file) { return known }
        do {
            let relations = try await apart { try file.relations() }
            dataFiles.keep(relations, of: file)
            return relations
        } catch let error as DataFileError {
            throw context.fail(.data(error, searched: ""), span)
        }
    }
}

// MARK: - Plans
extension Interpreter {
    /// What the runs of a plan learn.
    ///
    /// - Throws: `Diagnostic` for data that can't be what the plan asks for.
    func tasks(of plan: SweepPlan, _ data: StatementData, at span: SourceSpan, _ context: ExecutionContext) async throws -> TaskLibrary {
        let known = library
        do {
            let tasks = try await apart { try TaskLibrary(of: plan, files: data.files, reusing: known) }
            library = tasks
            return tasks
        } catch let error as DataFileError {
            throw context.fail(.data(error, searched: ""), span)
        } catch let error as HyperparameterError {
            throw context.fail(.hyperparameter(error), span)
        }
    }

    /// The same for a plan that a folder has.
    func tasks(of plan: SweepPlan, at span: SourceSpan, _ context: ExecutionContext) async throws -> TaskLibrary {
        let data = try await data(plan.data.map { ($0, span) }, plan.kind, context)
        return try await tasks(of: plan, data, at: span, context)
    }

    /// What the runs of some folders' plans learn; nil where some of it is no longer there.
    func knownTasks(of manifests: [SweepManifest], at span: SourceSpan, _ context: ExecutionContext) async -> TaskLibrary? {
        var all: TaskLibrary?
        for manifest in manifests {
            guard let tasks = try? await tasks(of: manifest.plan, at: span, context) else { return nil }
            all = all?.merging(tasks) ?? tasks
        }
        return all
    }

    /// Gives each data set the train_size that it has where nobody says which.
    func fillTrainSize(of space: inout SweepSpace, _ data: StatementData) throws(SweepPlanError) {
        let isGiven = space.choices[.trainSize] != nil || space.distributions[.trainSize] != nil
            || space.zipped.contains { $0.parameters.contains(.trainSize) }
        guard data.kind == .relations, !isGiven else { return }
        let sizes = data.relations.mapValues { Hyperparameter.Value.integer(Dataset.defaultTrainSize(of: $0.count)) }
        if let only = Set(sizes.values).first, Set(sizes.values).count == 1 {
            space.choices[.trainSize] = [only]
        } else if let index = space.zipped.firstIndex(where: { $0.parameters.contains(.data) }) {
            space.zipped[index] = try space.zipped[index].adding(.trainSize) { sizes[$0.description] }
        } else {
            let values = space.choices.removeValue(forKey: .data) ?? []
            space.zipped.append(try ZippedAxes([.data: values, .trainSize: values.compactMap { sizes[$0.description] }]))
        }
    }
}

extension ZippedAxes {
    /// The same with one more, whose values follow from those of `data`.
    fileprivate func adding(
        _ parameter: Hyperparameter, _ value: (Hyperparameter.Value) -> Hyperparameter.Value?
    ) throws(SweepPlanError) -> ZippedAxes {
        var columns: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for (index, parameter) in parameters.enumerated() { columns[parameter] = rows.map { $0[index] } }
        columns[parameter] = columns[.data]?.compactMap(value)
        return try ZippedAxes(columns)
    }
}
