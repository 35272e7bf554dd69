import Testing

/// What is typed out of habit names what to write here.
struct ForeignWordTests {
    private let harness = Harness()

    @Test(arguments: [
        ("%time train n_head=8", "write time train n_head=8"), ("%timeit 1 + 2", "time before a whole statement tells how long it takes"),
        ("%%time\ntrain", "time before a whole statement tells how long it takes"), ("@time train", "write time train"),
        ("let s = %time train", "time before a whole statement tells how long it takes"),
        ("!ls -l", "results lists results folders; other files are the shell's"), ("!pip install x", "there is nothing to install; help lists what there is"),
        ("!nano x", "this is no shell; help lists the commands there are"), ("%%bash\nls\n", "this is no shell; help lists the commands there are"),
        ("%matplotlib inline", "plot draws: plot loss, plot test_accuracy n_head"), ("%load_ext autoreload", "there is nothing to load; help lists what there is"),
        ("%run x.sweep", "write run x.sweep"), ("%cd x", "results lists results folders; other files are the shell's"), ("%whos", "vars lists the variables"),
        ("%hist", "history shows what was typed"), ("%history -n", "write history"), ("%env X", "vars lists the variables"), ("%reset -f", "write reset"),
        ("%lsmagic", "help lists what there is"), ("%%html\n<b>x</b>", "text is a Markdown cell, or lines that start with #:"),
        ("%debug", "print shows values, vars lists the variables"), ("%unheard", "help lists the commands there are"),
        ("import numpy as np", "import reads the file of a model; nothing else needs to be imported"), ("from x import y", "import reads the file of a model; nothing else needs to be imported"),
        ("pip install x", "there is nothing to install; help lists what there is"), ("quit()", "write quit"), ("help(train)", "write help …"), ("help()", "write help"),
        ("vars()", "write vars"), ("history()", "write history"), ("results()", "write results"), ("plot(s)", "write plot …"), ("train()", "write train"),
        ("display(1)", "print shows values, plot draws"), ("len x", "write len(values)"), ("let x = 1; x.head()", "compare x ranks the combinations of x; print x shows what it is"),
        ("plt.show()", "write plot loss x"), ("s.best()", "a function stands before its value: mean(x)"), ("df", "compare ranks results; export FOLDER shows every run as a table"),
        ("m.generate()", "write sample x \"To be\" n=200"), ("generate", "sample MODEL lets a model of text write"), ("version", "this is Sweepbook 0.1.0"), ("while true {", "a loop is written for x in 1..10 { … }"), ("range(3)", "a range is written 0..9, or 0..90 by 10"),
        ("set n_head 1,2", "a list of values is swept: sweep n_head=[1, 2]"), ("notebooks/a.sweep", "write run notebooks/a.sweep"), ("x.ipynb", "write notebook run x.ipynb"),
        ("cd ..", "results lists results folders; other files are the shell's"), ("rm -rf x", "results lists results folders; other files are the shell's"),
        ("try:", "an error ends a script; sweepbook --keep-going continues after it"), ("const x = 3", "a new variable is made by let x = …"),
        ("zip([1], [2])", "zip stands in a sweep: sweep zip(n_layer=[1, 2], n_head=[2, 4])"), (":q", "quit or Ctrl-D leaves"),
        ("squeue -u me", "status FOLDER tells who works on a sweep, and why jobs wait"), ("sbatch job.sh", "sweep … on=slurm submits a sweep; help cluster tells more"),
        ("submit", "sweep … on=slurm submits a sweep; help cluster tells more"), ("scancel 12", "stop FOLDER lets workers finish and leave; cancel FOLDER ends them now"),
        ("kill %1", "stop FOLDER lets workers finish and leave; cancel FOLDER ends them now"), ("follow out", "attach FOLDER follows a sweep; status FOLDER tells how far it is"),
        ("watch", "attach FOLDER follows a sweep; status FOLDER tells how far it is"), ("pause", "stop FOLDER lets workers finish and leave; resume FOLDER goes on"),
        ("detach", "Ctrl-C leaves a sweep on a cluster, which goes on; with detach=true it is only submitted"),
    ])
    func `a habit is answered`(_ text: String, _ meaning: String) async throws {
        let lines = try await harness.run(text)
        #expect(lines.count == 3 && lines.last?.hasSuffix("^ " + meaning) == true || lines.last?.hasSuffix("~ " + meaning) == true, "\(lines)")
    }

    @Test func `a variable of such a name is one`() async throws {
        #expect(try await harness.run("let df = 3; df = 4; let type = df; print df, type") == ["4 4"])
        #expect(try await harness.run("df = )").last == "    |      ^")
        #expect(try await harness.run("5 %time").last?.hasSuffix("stands only before a whole statement") == false)
    }
}
