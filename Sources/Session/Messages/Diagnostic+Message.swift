import Engine
import Experiments
import Language

// The one place where what goes wrong in a session is put into words.
extension Diagnostic {
    /// The sentence, without its place, a capital or a full stop.
    package var message: String {
        switch error {
        case .syntax(let error): error.message
        case .unknownName(let name, _), .unknownAssignment(let name, _), .unquotedWord(let name): "unknown name \(quoted(name))"
        case .unknownFunction(let name, _): "unknown function \(quoted(name))"
        case .unknownHyperparameter(let name, _): "unknown hyper-parameter \(quoted(name))"
        case .unknownTopic(let name, _, _): "no help on \(quoted(name))"
        case .unknownOption(let name, let command, _): "\(command) takes no \(quoted(name))"
        case .unknownField(let name, let kind, _): "\(kind) has no field \(quoted(name))"
        case .noFields(let kind): "\(kind) has no fields"
        case .takenName(let name, let kind, _): "\(quoted(name)) is \(kind) and cannot be a variable"
        case .functionAsValue(let name, _): "\(quoted(name)) is a function and has no value"
        case .constantAssigned(let name): "\(quoted(name)) is a constant"
        case .derived: "\"n_embd\" is derived and cannot be set"
        case .unsetParameter(let name, _): "no script has a \(quoted("let " + name)) of its own"
        case .assertion(let text): text.map { "assertion failed: \($0)" } ?? "assertion failed"
        case .unreadable(let path, let reason): "cannot read \(quoted(path)): \(reason)"
        case .selfRunning(let path): "\(quoted(path)) runs itself"
        case .runTooDeep(let limit): "scripts run each other more than \(limit) deep"
        case .plot(let mistake): mistake.message
        case .failed(let sentence): sentence
        case .hyperparameter(let error): "\(error)"
        case .wrongKind(let parameter, let found): "\(parameter.name): found \(found), expected \(parameter.range)"
        case .wrongWord(let parameter, let found):
            "\(parameter.name): found \(quoted(found)), expected \(parameter.range)"
        case .severalValues(let name, _): "\(name): found several values, expected one"
        case .otherKind(let parameter, let kind, let data):
            "\(parameter.name) belongs to \(parameter.kinds[0].rawValue); the data is \(kind.rawValue) (\(data))"
        case .severalKinds(let one, let kind, let other, let otherKind):
            "data: found \(kind.rawValue) (\(one)) and \(otherKind.rawValue) (\(other)), expected one kind"
        case .data(let error, let searched): "\(error)\(searched)"
        case .seeds(let error): "\(error)"
        case .wrongSeeds(let found): "seeds: found \(found), expected a count, a list or a range of whole numbers"
        case .plan(let error): "\(error)"
        case .wrongOption(let name, let expected, let found): "\(name): found \(found), expected \(expected)"
        case .distribution(let error): "\(error)"
        case .notDrawn(let name): "\(quoted(name)) can only be used in the arguments of a random sweep"
        case .seedWithoutRandom: "random_seed needs random"
        case .withoutCluster(let name): "\(name) needs on=slurm"
        case .jobsOnCluster: "jobs is for runs on this machine"
        case .unknownDefault(let name, _, _): "unknown setting \(quoted(name))"
        case .onlyDefaults: "found another statement, expected let, such as let partition = \"short\""
        case .defaultNeedsLet(let name): "\(name) is set without let"
        case .sweepOnly(let name): "train takes no \(quoted(name))"
        case .nothingToSet: "nothing to set"
        case .nothingSwept: "nothing to sweep"
        case .noSweepYet: "there is no sweep to compare yet"
        case .noResultYet: "there is no result yet"
        case .unknownInput(let word, let role, _): "the model has no \(role) \(quoted(word))"
        case .unknownCharacter(let character, let known): "the model's text has no \(character); it has \(known) characters"
        case .notText(let data): "the model answers questions about relations (\(data)) and writes no text"
        case .comparison(let error): "\(error)"
        case .reference(let error): "\(error)"
        case .referenceNotUsed: "to= applies only to a ranking"
        case .factorsNotUsed: "importance covers every hyper-parameter; leave out by"
        case .folder(let error): "\(error)"
        case .unknownResult(let name, _): "there is no result or folder \(quoted(name))"
        case .wrongOperands(let name, let left, let right): "\(quoted(name)) takes no \(bare(left)) and \(bare(right))"
        case .wrongOperand(let name, let kind): "\(quoted(name)) takes a number, not \(kind)"
        case .notComparable(let left, let right): "\(left) and \(right) cannot be compared"
        case .divisionByZero: "division by zero"
        case .overflow(let name): "the result of \(quoted(name)) is too large"
        case .zeroStep: "the step of a range is 0"
        case .wrongRangeEnd(let found): "a range takes whole numbers, found \(found)"
        case .tooLong(let count, let limit): "\(count) values are too many, at most \(limit) are kept"
        case .tooNested(let limit): "lists are nested more than \(limit) deep"
        case .noRealPower: "a negative number has no fractional power"
        case .notCondition(let found): "expected true or false, found \(found)"
        case .notSequence(let kind): "expected a list, a range or a sweep, found \(kind)"
        case .notIndexable(let kind): "\(kind) has no elements"
        case .wrongIndex(let found): "an index is a whole number, found \(found)"
        case .indexOutOfRange(let index, let count): "index \(index) is out of range, there \(elements(count))"
        case .noSeed(let seed, let seeds): "there is no seed \(seed); the seeds are \(seeds)"
        case .wrongArgumentCount(let name, _, let found): "\(quoted(name)) does not take \(arguments(found))"
        case .wrongArgument(let name, let expected, let found): "\(name): found \(found), expected \(expected)"
        case .emptySequence(let name): "\(name): found no values, expected at least one"
        case .noResult(let command): "\(quoted(command)) gives no value"
        case .unknownWord(let word, let command, let words, _):
            "\(command): found \(quoted(word)), expected \(WordList.alternatives(words))"
        case .missingOption(let name, let command, let expected): "\(command) needs \(name): \(expected)"
        case .topicInManual: "the whole manual has no topic"
        }
    }

    /// What to do about it, to stand behind the marks.
    package var hint: String? {
        switch error {
        case .syntax(let error): advice ?? error.hint
        case .unknownTopic(_, let topics, _) where !topics.isEmpty: "see \(WordList.alternatives(topics.map { "help \($0)" }))"
        case .unknownName(let word, let nearest), .unknownFunction(let word, let nearest), .unknownTopic(let word, _, let nearest):
            ForeignWord.hint(forFileAt: span, in: source) ?? ForeignWord.hint(for: word) ?? nearest.map { "did you mean \(quoted($0))?" }
        case .unknownHyperparameter("seed", _):
            source.isCommandLine ? "--seeds 7..7 is seed 7 alone" : "seeds=[7] is seed 7 alone"
        case .unknownOption("sys_prefix", of: "kernel", _), .unknownOption("sys-prefix", of: "kernel", _):
            "write --prefix \"$VIRTUAL_ENV\" or --prefix \"$CONDA_PREFIX\""
        case .unknownHyperparameter(let name, let nearest), .unknownOption(let name, of: "train", let nearest),
            .unknownOption(let name, of: "sweep", let nearest):
            HabitualName.note(on: name) ?? nearest.map { "did you mean \(quoted($0))?" }
        case .unknownField(_, _, let nearest), .unknownResult(_, let nearest), .unknownOption(_, _, let nearest):
            nearest.map { "did you mean \(quoted($0))?" }
        case .unknownAssignment(let name, let nearest):
            nearest.map { "did you mean \(quoted($0))?" }
                ?? (HabitualName.note(on: name).map { "\($0); " } ?? "") + "a new variable is made by let \(name) = …"
        case .unsetParameter(_, let nearest): nearest.map { "did you mean \(quoted($0))?" }
        case .takenName(let name, _, isHyperparameter: true): "write \(name) = …"
        case .unquotedWord(let name): "write it in quotes: \(quoted(name))"
        case .wrongWord(let parameter, let found):
            NearestWord.find(found, among: parameter.words).map { "did you mean \(quoted($0))?" }
        case .functionAsValue(_, let usage): "write \(usage)"
        case .derived: "set n_head or n_embd_factor"
        case .wrongRangeEnd: "write linspace(from, to, count)"
        case .wrongArgumentCount(_, let usage, _): "write \(usage)"
        case .severalValues(_, let isTrain): isTrain ? "did you mean sweep?" : "a sweep takes several"
        case .otherKind(let parameter, let kind, _):
            HabitualName.counterpart(of: parameter, for: kind).map { "did you mean \(quoted($0.name))?" }
        case .severalKinds: "sweep each by itself"
        case .notDrawn(let name): "write sweep learning_rate=\(name)(1e-4, 1e-1) random=20"
        case .sweepOnly: "did you mean sweep?"
        case .seedWithoutRandom: "write random=20 too"
        case .withoutCluster: source.isCommandLine ? "add --on slurm" : "write on=slurm too"
        case .jobsOnCluster: "write workers=8, or cpus=4 for the cores of each"
        case .unknownDefault(_, let names, let nearest): nearest.map { "did you mean \(quoted($0))?" } ?? "there are \(WordList.all(names))"
        case .defaultNeedsLet(let name): "write let \(name) = …"
        case .nothingToSet: "write set dropout=0.1"
        case .nothingSwept: "write sweep dropout=[0.1, 0.2]"
        case .noResultYet: source.isCommandLine ? "name a results folder" : "train first, or name a folder"
        case .unknownInput(_, _, let nearest): nearest.map { "did you mean \(quoted($0))?" }
        case .notText: "write predict MODEL \"Christopher\" \"wife\""
        case .noSweepYet: source.isCommandLine ? "name a results folder" : "sweep first, or name a folder"
        case .plot(let mistake): mistake.hint
        case .unknownWord(_, _, _, let nearest): nearest.map { "did you mean \(quoted($0))?" }
        case .missingOption(let name, _, _): source.isCommandLine ? "add --\(name)" : "add \(name)=…"
        case .topicInManual: "leave out one of the two"
        case .noFields, .takenName, .constantAssigned, .wrongOperands, .wrongOperand, .notComparable, .divisionByZero, .overflow,
            .zeroStep, .tooLong, .tooNested, .noRealPower, .notCondition, .notSequence, .notIndexable, .wrongIndex, .indexOutOfRange, .noSeed,
            .wrongArgument, .emptySequence, .noResult, .hyperparameter, .wrongKind, .data, .seeds, .wrongSeeds, .plan, .wrongOption,
            .distribution, .comparison, .reference, .referenceNotUsed, .factorsNotUsed, .folder, .assertion, .unknownCharacter, .onlyDefaults,
            .unreadable, .selfRunning, .runTooDeep,
            .failed: nil
        }
    }
}

private func quoted(_ text: String) -> String {
    let isLong = text.utf8.count > longestQuote && text.count > longestQuote
    return isLong ? "\"\(text.prefix(longestQuote))…\"" : "\"\(text)\""
}

private let longestQuote = 60

/// A kind without its article.
private func bare(_ kind: String) -> String {
    kind.hasPrefix("a ") ? String(kind.dropFirst(2)) : kind
}

private func elements(_ count: Int) -> String {
    switch count {
    case 0: "are no elements"
    case 1: "is one element, 0"
    default: "are elements 0 to \(count - 1)"
    }
}

private func arguments(_ count: Int) -> String {
    count == 1 ? "1 argument" : "\(count) arguments"
}
