import Experiments
import Language

/// What is typed out of habit, from a shell, Python or Jupyter, and what does the same here.
enum ForeignWord {
    /// Each row: words, and what to write in their place.
    private static let rows: [(words: String, meaning: String)] = [
        ("exit q quit bye logout wq", "quit or Ctrl-D leaves"),
        ("ls ll pwd cd cat mkdir rm cp mv less head tail grep find du touch tree", "results lists results folders; other files are the shell's"),
        ("bash sh zsh script system sx cmd echo sudo git make ssh top htop python python3 ipython", "this is no shell; help lists the commands there are"),
        ("jupyter lab jupyterlab", "kernel install lets Jupyter run this language; jupyter lab starts it"),
        ("generate generation generator inference completion complete", "sample MODEL lets a model of text write"),
        ("ask answer forward eval", "predict MODEL shows what a model answers"),
        ("checkpoint ckpt state_dict load_state_dict from_pretrained load_model", HabitualName.load),
        ("errors confusion misses", "mistakes shows what the seeds of a result get wrong"),
        ("nvidia gpu cuda device", "training runs on the processor; benchmark measures it"),
        ("squeue sinfo sacct sstat qstat bjobs queue", "status FOLDER tells who works on a sweep, and why jobs wait"),
        ("sbatch submit srun salloc qsub bsub slurm cluster", "sweep … on=slurm submits a sweep; help cluster tells more"),
        ("kill scancel scontrol qdel bkill abort terminate", "stop FOLDER lets workers finish and leave; cancel FOLDER ends them now"),
        ("follow watch monitor progress tmux screen", "attach FOLDER follows a sweep; status FOLDER tells how far it is"),
        ("pause suspend hold", "stop FOLDER lets workers finish and leave; resume FOLDER goes on"),
        ("detach disown bg nohup background", "Ctrl-C leaves a sweep on a cluster, which goes on; with detach=true it is only submitted"),
        ("continue restart retry requeue", "resume FOLDER trains what is missing; rerun FOLDER failed also what failed"),
        ("sweepbook", "in a session a command stands alone: train n_head=4"),
        ("clear cls", "Ctrl-L clears the screen"),
        ("who whos who_ls locals globals env set_env", "vars lists the variables"),
        ("time timeit prun lprun", "time before a whole statement tells how long it takes"),
        ("memit mprun", "show tells the memory of a run"),
        ("man pinfo pdoc", "help explains a command"),
        ("h lsmagic magic quickref", "help lists what there is"),
        ("hist recall rerun_history", "history shows what was typed"),
        ("version", "this is Sweepbook \(Release.version)"),
        ("import from", "import reads the file of a model; nothing else needs to be imported"),
        ("pip conda mamba uv apt npm install", "there is nothing to install; help lists what there is"),
        ("load_ext reload_ext unload_ext autoreload config alias automagic", "there is nothing to load; help lists what there is"),
        ("matplotlib pylab plt sns seaborn plotly", "plot draws: plot loss, plot test_accuracy n_head"),
        ("np numpy math", "functions stand alone: mean(x), sqrt(x)"),
        ("df pd pandas", "compare ranks results; export FOLDER shows every run as a table"),
        ("torch model optimizer", "train trains a model with the hyper-parameters that are set; load(\"FOLDER\") gives one that was trained"),
        ("def lambda function fn func class return", "functions can't be defined; a script is run by run"),
        ("while do until loop repeat foreach", "a loop is written for x in 1..10 { … }"),
        ("elif elseif elsif", "write else if"),
        ("switch case match", "write if … { … } else if … { … }"),
        ("try except finally catch", "an error ends a script; sweepbook --keep-going continues after it"),
        ("raise throw", "assert fails with a sentence: assert x > 0.5, \"too low\""),
        ("with pass del yield async await nonlocal global", "there are only let, for, if and commands; help lists them"),
        ("var const local val auto", "a new variable is made by let x = …"),
        ("range arange", "a range is written 0..9, or 0..90 by 10"),
        ("map filter enumerate", "a loop is written for x in values { … }"),
        ("zip", "zip stands in a sweep: sweep zip(n_layer=[1, 2], n_head=[2, 4])"),
        ("dict tuple array", "a list is written [1, 2]"),
        ("display printf println puts console", "print shows values, plot draws"),
        ("type isinstance dir", "?x tells what x is"),
        ("input getenv argv", "sweepbook FILE.sweep -p name=value gives a script a value"),
        ("debug pdb breakpoint", "print shows values, vars lists the variables"),
        ("save store logstart", "record FILE.ipynb records the session"),
        ("writefile file edit", "write FILE.sweep in an editor; run FILE.sweep runs it"),
        ("capture", "quiet=true shows no line for each seed"),
        ("html markdown latex javascript js svg", "text is a Markdown cell, or lines that start with #:"),
    ]

    private static let meanings = Dictionary(rows.flatMap { row in
        row.words.split(separator: " ").map { (String($0), row.meaning) }
    }) { first, _ in first }

    /// Methods that results have in Python's world.
    private static let methods: [(words: String, meaning: String)] = [
        ("head tail describe info summary", "compare x ranks the combinations of x; print x shows what it is"),
        ("plot show hist scatter savefig", "write plot loss x"),
        ("to_csv to_json to_excel", "write export FOLDER csv"),
        ("append extend", "write x = [1, 2, 3]"),
        ("generate sample write", "write sample x \"To be\" n=200"),
        ("predict forward eval logits", "write predict x"),
        ("load load_state_dict from_pretrained", "write load(\"FOLDER\")"),
    ]

    /// What to write in place of a word that nothing here has the name of; nil where that is not known.
    static func hint(for word: String) -> String? { meanings[word] }

    /// What to write in place of a method's call.
    ///
    /// - Parameter place: where the call's parenthesis stands.
    static func hint(forMethodBefore place: Int, in source: SourceText) -> String {
        let line = source[SourceSpan(start: source.line(at: place).start, end: place)]
        let name = String(line.reversed().prefix { $0.isLetter || $0 == "_" }.reversed())
        let row = methods.first { $0.words.split(separator: " ").contains(name[...]) }
        return row?.meaning ?? "a function stands before its value: mean(x)"
    }

    /// How to run a file that stands alone, as `a.sweep` does; nil where something else stands.
    static func hint(forFileAt place: SourceSpan, in source: SourceText) -> String? {
        guard let line = statement(at: place, in: source) else { return nil }
        let word = line.prefix { !$0.isWhitespace && $0 != ";" }
        if word.hasSuffix(".sweep") { return "write run \(word)" }
        return word.hasSuffix(".ipynb") ? "write notebook run \(word)" : nil
    }

    /// What to write where a line starts like `:q`, `!ls` or `%time`, or like a shell's or Python's own: `rm -r x`, `try:`. Nil where
    /// it starts otherwise.
    ///
    /// - Parameters:
    ///   - place: where the line can't be read.
    ///   - commands: the names of the commands there are.
    static func hint(at place: SourceSpan, in source: SourceText, commands: [String]) -> String? {
        let line = source[source.line(at: place.start)].drop(while: \.isWhitespace)
        let rest = source[SourceSpan(start: place.start, end: source.line(at: place.start).end)]
        if let mark = rest.first, marks.contains(mark), rest == line || mark == "%" {
            return hint(after: mark, rest[...], commands, isFirst: rest == line)
        }
        let word = line.prefix { $0.isLetter || $0 == "_" }
        let next = line[word.endIndex...].drop(while: \.isWhitespace).first
        return next == "=" || commands.contains(String(word)) ? nil : meanings[String(word)]
    }

    private static let marks = ":!%@"

    /// What to write in place of a mark and a word behind it.
    private static func hint(after mark: Character, _ text: Substring, _ commands: [String], isFirst: Bool) -> String? {
        let text = text.drop { $0 == mark }
        let word = text.prefix { $0.isLetter || $0 == "_" }
        if word.isEmpty { return nil }
        let arguments = text[word.endIndex...].drop(while: \.isWhitespace)
        let isWritten = arguments.first.map { $0.isLetter || $0 == "\"" } ?? false
        if word == "time" || word == "timeit" {
            return isWritten && isFirst ? "write time \(arguments)" : "time before a whole statement tells how long it takes"
        }
        if commands.contains(String(word)) { return isWritten ? "write \(word) \(arguments)" : "write \(word)" }
        return meanings[String(word)] ?? (mark == "!" ? meanings["sh"] : "help lists the commands there are")
    }

    /// What stands from a place on, if that starts its line.
    private static func statement(at place: SourceSpan, in source: SourceText) -> Substring? {
        let line = source.line(at: place.start)
        guard source[SourceSpan(start: line.start, end: place.start)].allSatisfy(\.isWhitespace) else { return nil }
        return source[SourceSpan(start: place.start, end: line.end)][...]
    }
}
