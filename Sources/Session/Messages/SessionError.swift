package import Comparison
package import Engine
package import Experiments
package import Language

/// What went wrong; `Diagnostic` says where, and puts it into words.
package enum SessionError: Error, Sendable {
    case syntax(SyntaxError)

    // Names
    case unknownName(String, nearest: String?)
    case unknownAssignment(String, nearest: String?)
    case unknownFunction(String, nearest: String?)
    case unknownHyperparameter(String, nearest: String?)
    /// A topic of no page; the topics whose pages mention it.
    case unknownTopic(String, mentionedIn: [String], nearest: String?)
    /// An option that the command does not take.
    case unknownOption(String, of: String, nearest: String?)
    case unknownField(String, of: String, nearest: String?)
    case noFields(String)
    /// `let` or `for` with a name that is already something else, such as "a hyper-parameter".
    case takenName(String, kind: String, isHyperparameter: Bool)
    case functionAsValue(String, usage: String)
    /// A hyper-parameter's word, bare where it is not given to that.
    case unquotedWord(String)
    case constantAssigned(String)
    /// n_embd follows from others.
    case derived
    case unsetParameter(String, nearest: String?)

    // Values
    case wrongOperands(String, String, String)
    case wrongOperand(String, String)
    case notComparable(String, String)
    case divisionByZero
    case overflow(String)
    case zeroStep
    case wrongRangeEnd(String)
    case tooLong(count: Int, limit: Int)
    case tooNested(limit: Int)
    case noRealPower
    case notCondition(String)
    case notSequence(String)
    case notIndexable(String)
    case wrongIndex(String)
    case indexOutOfRange(Int, count: Int)
    /// A seed that a result doesn't have, and those that it has.
    case noSeed(Int, seeds: String)
    case wrongArgumentCount(String, usage: String, found: Int)
    /// The function, what it expected, what it found.
    case wrongArgument(String, String, String)
    case emptySequence(String)
    case noResult(command: String)

    // Hyper-parameters and options
    case hyperparameter(HyperparameterError)
    case wrongKind(Hyperparameter, found: String)
    /// A word that is none of the hyper-parameter's.
    case wrongWord(Hyperparameter, found: String)
    case severalValues(String, isTrain: Bool)
    /// A hyper-parameter that belongs to another kind of data than the one there is, which is named.
    case otherKind(Hyperparameter, TaskKind, data: String)
    /// Data of one kind, and data of another.
    case severalKinds(String, TaskKind, String, TaskKind)
    /// Data that can't be learned, and where it was looked for besides.
    case data(DataFileError, searched: String)
    case seeds(SeedsError)
    case wrongSeeds(String)
    case plan(SweepPlanError)
    case wrongOption(String, expected: String, found: String)
    case distribution(DistributionError)
    /// A distribution, by its function, where nothing is drawn.
    case notDrawn(String)
    case seedWithoutRandom
    /// An option that says something of workers on a cluster where there are none.
    case withoutCluster(String)
    /// `jobs` where they are a cluster's.
    case jobsOnCluster
    /// A name that nothing in a file of a site's defaults has.
    case unknownDefault(String, [String], nearest: String?)
    /// A statement in such a file that is no `let`, or an assignment to this name.
    case onlyDefaults
    case defaultNeedsLet(String)
    /// An option of `sweep` that is given to `train`.
    case sweepOnly(String)
    /// A word that is none of a command's.
    case unknownWord(String, of: String, [String], nearest: String?)
    /// An option that a command can't do without.
    case missingOption(String, of: String, expected: String)
    /// A topic beside the whole manual.
    case topicInManual
    case nothingToSet
    case nothingSwept
    case noSweepYet
    case noResultYet

    // Models
    /// A word that a model has no name, or no relation, of.
    case unknownInput(String, String, nearest: String?)
    /// A character, as it is shown, that a model's text doesn't have; it has so many.
    case unknownCharacter(String, known: Int)
    /// A model of relations where one of text is wanted; what it learned.
    case notText(String)

    // Comparing
    case comparison(ComparisonError)
    case reference(ReferenceError)
    /// `to=` where nothing has a reference.
    case referenceNotUsed
    /// `by` beside `importance`.
    case factorsNotUsed
    case folder(FolderError)
    /// Neither a variable nor a folder.
    case unknownResult(String, nearest: String?)

    // Running
    case assertion(String?)
    case unreadable(path: String, reason: String)
    case selfRunning(path: String)
    case runTooDeep(limit: Int)
    case plot(PlotMistake)
    /// A command that started and did not come to a good end, in its own words.
    case failed(String)
}

extension SessionError {
    /// Whether the words are wrong, not what they stand for or what comes of them.
    var isWrongUsage: Bool {
        switch self {
        case .plot(let mistake): mistake.isWrongUsage
        case .reference(let error): error.isWrongUsage
        case .syntax, .unknownName, .unknownAssignment, .unknownFunction, .unknownHyperparameter, .unknownTopic,
            .unknownOption, .unknownField, .noFields, .takenName, .functionAsValue, .unquotedWord, .constantAssigned,
            .derived, .wrongOperands, .wrongOperand, .notComparable, .divisionByZero, .overflow, .zeroStep,
            .wrongRangeEnd, .tooLong, .tooNested, .noRealPower, .notCondition, .notSequence, .notIndexable, .wrongIndex,
            .indexOutOfRange, .noSeed, .wrongArgumentCount, .wrongArgument, .emptySequence, .noResult, .hyperparameter,
            .wrongKind, .wrongWord, .severalValues, .otherKind, .severalKinds, .seeds, .wrongSeeds, .plan, .wrongOption, .distribution, .notDrawn,
            .seedWithoutRandom, .withoutCluster, .jobsOnCluster, .unknownDefault, .onlyDefaults, .defaultNeedsLet, .sweepOnly, .unknownWord, .missingOption,
            .topicInManual, .nothingToSet, .nothingSwept, .noSweepYet, .noResultYet, .unknownInput, .unknownCharacter, .notText, .referenceNotUsed, .factorsNotUsed: true
        case .comparison, .data, .folder, .assertion, .unreadable, .selfRunning, .runTooDeep, .failed, .unknownResult, .unsetParameter: false
        }
    }
}
