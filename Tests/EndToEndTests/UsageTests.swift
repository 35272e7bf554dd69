import Testing
import TestSupport

/// Wrong usage: the command line with the place marked, exit code 2, and nothing made.
struct UsageTests {
    @Test(arguments: [
        (["trian"], #"unknown command "trian""#, #"did you mean "train"?"#),
        (["cook"], #"unknown command "cook""#, nil),
        (["exit"], #"unknown command "exit""#, "quit or Ctrl-D leaves"),
        (["ls"], #"unknown command "ls""#, "results lists results folders; other files are the shell's"),
        (["train", "--seed", "7"], #"unknown hyper-parameter "seed""#, "--seeds 7..7 is seed 7 alone"),
        (["train", "--out", "--dry"], "--out needs a value", "if --dry is the value, write --out=--dry"),
        (["train", "--out", "-"], #"out: found "-", expected the name of a folder; one called - is ./-"#, nil),
        (["train", "--dorpout", "0.1"], #"unknown hyper-parameter "dorpout""#, #"did you mean "dropout"?"#),
        (["train", "--n-layer=2"], #"unknown hyper-parameter "n-layer""#, #"did you mean "n_layer"?"#),
        (["train", "-dropout", "0.1"], "unknown option -dropout", "did you mean --dropout?"),
        (["sweep", "--colour"], #"unknown hyper-parameter "colour""#, nil),
        (["resume", "out", "--job", "2"], #"resume takes no "job""#, #"did you mean "jobs"?"#),
        (["train", "n_layer=3"], #"unexpected argument "n_layer=3" of "train""#, #"did you mean "--n_layer=3"?"#),
        (["train", "3"], #"unexpected argument "3" of "train""#, nil),
        (["help", "swep"], #"no help on "swep""#, #"did you mean "sweep"?"#),
        (["help", "race"], #"no help on "race""#, "see help sweep, help compare or help extend"),
        (["help", "wte_sum"], #"no help on "wte_sum""#, "see help export"),
        (["plot", "loss", "base", "out=x.svg"], #"unexpected argument "out=x.svg" of "plot""#, #"did you mean "--out=x.svg"?"#),
        (["compare", "base", "by", "n_head"], #"unexpected argument "by" of "compare""#, #"did you mean "--by"?"#),
        (["set", "n_layer=3"], #"unexpected argument "n_layer=3" of "set""#, #"did you mean "--n_layer=3"?"#),
        (["notebook", "verfiy", "x"], #"notebook: found "verfiy", expected run, verify, export or import"#, #"did you mean "verify"?"#),
    ] as [([String], String, String?)])
    func `names the nearest right word`(arguments: [String], message: String, hint: String?) throws {
        try expectRefusal(of: arguments, message, hint)
    }

    @Test func `shows the command line and marks the place`() throws {
        let result = try Sweepbook().run("sweep", "--n_layer", "1", "2", "--where", "n_embd < 'a'", "--dorpout", "0.1")
        #expect(result.complaint == """
            sweepbook: error: unknown hyper-parameter "dorpout"
              sweepbook sweep --n_layer 1 2 --where "n_embd < 'a'" --dorpout 0.1
                                                                     ^~~~~~~ did you mean "dropout"?

            """)
        #expect(result.status == 2)
    }

    @Test(arguments: [
        (["--dropout", "-0.1"], "dropout: found -0.1, expected a number of at least 0 and below 1"),
        (["--dropout", "1"], "dropout: found 1.0, expected a number of at least 0 and below 1"),
        (["--dropout", "nan"], #"unknown name "nan""#),
        (["--n_head", "0"], "n_head: found 0, expected a whole number of at least 1"),
        (["--n_head", "2.5"], "n_head: found 2.5, expected a whole number of at least 1"),
        (["--n_head", "99999999999999999999"], #"the whole number "99999999999999999999" is too large"#),
        (
            ["--n_head", "4000000000", "--n_embd_factor", "4000000000"],
            "n_embd = n_head * n_embd_factor = 4000000000 * 4000000000 is too large; lower n_embd_factor or n_head"
        ),
        (["--train_size", "104"], "train_size: found 104, expected a whole number from 1 to 103"),
        (["--grad_clip", "0"], "grad_clip: found 0.0, expected a number above 0, or inf"),
        (["--seeds", "0"], "seeds: found 0, expected a count of at least 1"),
        (["--seeds", "9..3"], "seeds: found an empty range, expected a count, a list or a range of whole numbers"),
        (["--seeds", "4000000000"], "seeds: found 4000000000, expected a count of at most 1000000"),
        (["--jobs", "0"], "jobs: found 0, expected a whole number from 1 to 1024"),
        (["--jobs", "many"], #"unknown name "many""#),
        (["--lost_after", "0"], "lost_after: found 0, expected seconds, from 0.1 to 86400"),
        (["--n_head"], "--n_head needs a value"),
        (["--n_head", "--dropout", "0.1"], "--n_head needs a value"),
        (["--n_head", ""], "--n_head needs a value"),
        (["--seeds="], "--seeds needs a value"),
        (["--out", ""], "--out needs a value"),
        (["--n_head", "1 +"], "expected a value, found the end of the line"),
        (["--out", "a", "b"], ""),
        (["--dry=1"], "dry: found 1, expected true or false"),
        (["--no-dry=1"], "--no-dry takes no value"),
    ] as [([String], String)])
    func `says what was found and what is expected`(arguments: [String], message: String) throws {
        for command in ["train", "sweep"] {
            let expected = message.isEmpty ? #"unexpected argument "b" of "\#(command)""# : message
            try expectRefusal(of: [command] + arguments, expected)
        }
    }

    @Test func `an option is given once`() throws {
        let result = try Sweepbook().run("train", "--n_head", "1", "--n_head=2")
        #expect(result.complaint == """
            sweepbook: error: "n_head" is given twice
              sweepbook train --n_head 1 --n_head=2
                                           ^~~~~~
            sweepbook: note: "n_head" was given first here
              sweepbook train --n_head 1 --n_head=2
                                ^~~~~~

            """)
        #expect(result.status == 2)
    }

    @Test func `train takes no list`() throws {
        try expectRefusal(
            of: ["train", "--n_layer", "1", "2"], "n_layer: found several values, expected one", "did you mean sweep?")
        try expectRefusal(of: ["train", "--random", "3"], #"train takes no "random""#, "did you mean sweep?")
    }

    @Test(arguments: [
        (["--n_head", "1", "2", "1"], "n_head: found 1 more than once, expected each value once"),
        (["--dropout", "0.1", "1.5"], "dropout: found 1.5, expected a number of at least 0 and below 1"),
        (
            ["--n_layer", "1..1001", "--epochs", "1..1000"],
            "the grid has more than 1000000 combinations; give fewer values"
        ),
        (["--zip", "n_layer=1,2"], "zip: expected two hyper-parameters or more, which move together"),
        (["--zip", "n_layer=1,2", "epochs=1"], "zip: found 2 values of n_layer and 1 of epochs, expected as many of each"),
        (["--zip", "n_lyer=1,2", "epochs=1,2"], #"unknown hyper-parameter "n_lyer""#),
        (["--zip", "n_layer", "1,2"], #"expected name=value, found "n_layer""#),
        (["--zip", "n_layer=1,2", "n_head=1,2", "--n_head", "1"], #""n_head" is given twice"#),
        (["--zip", "n_layer=1,2", "n_layer=1,2"], #""n_layer" is given twice"#),
        (["--zip", "n_layer=1,2", "epochs=1,2", "--zip", "n_layer=1,2", "n_head=1,2"], #""n_layer" is given twice"#),
        (["--zip"], "--zip needs a value"),
        (["--random", "0"], "random: found 0, expected a whole number from 1 to 100000"),
        (["--random", "3", "--random_seed", "-1"], "random_seed: found -1, expected a whole number from 0 to 4294967295"),
        (["--random_seed", "3"], "random_seed needs random"),
        (["--dropout", "uniform(0, 0.5)"], #""uniform" can only be used in the arguments of a random sweep"#),
        (["--random", "3", "--dropout", "uniform(0)"], #""uniform" does not take 1 argument"#),
        (["--random", "3", "--n_head", "uniform(0, 4)"], "n_head: found 0, expected a whole number of at least 1"),
        (["--random", "73"], "random: found 72 of 73 different combinations, and 11460 draws gave no other; ask for fewer, or allow more"),
        (
            ["--race", "--train_size", "50", "100"],
            "a race compares test accuracies, which are not of the same items where train_size varies"
        ),
        (["--where", "n_embd < 1"], "no combination is left by the condition"),
        (["--where", "n_layer"], "expected true or false, found 1"),
        (["--dry", "1"], #"unexpected argument "1" of "sweep""#),
    ] as [([String], String)])
    func `a sweep's plan is checked before it starts`(arguments: [String], message: String) throws {
        try expectRefusal(of: ["sweep"] + arguments, message)
    }

    @Test(arguments: [
        (["collect"], #""collect" needs a result or a results folder"#),
        (["collect", ""], #""collect" needs a result or a results folder"#),
        (["export", "out"], "export: found neither, expected csv or jsonl for runs, as=hf or as=nanogpt for a model"),
        (["export", "out", "hf"], "export: found hf, expected as=hf"),
        (["compare"], "there is no sweep to compare yet"),
        (["compare", "out", "--to", "n_layer=1", "--by", "n_head"], "to= applies only to a ranking"),
        (["compare", "out", "--by", "n_head", "--importance"], "importance covers every hyper-parameter; leave out by"),
        (["help", "--all", "train"], "the whole manual has no topic"),
        (["run"], #""run" needs a script"#),
        (["run", "x.sweep", "--n_layer", "3"], #"run takes no "n_layer""#),
        (["x.sweep", "--kep-going"], #"run takes no "kep-going""#),
        (["train", "--where", "true"], #""train" takes no "where""#),
        (["compare", "out", "--by", ","], #"expected a name, found ",""#),
        (["notebook", "export", "x.ipynb"], "notebook export needs to: html, markdown or script"),
        (["notebook", "export", "x.ipynb", "--to", "pdf"], #"to: found "pdf", expected html, markdown or script"#),
        (["completion", "csh"], #"completion: found "csh", expected bash, zsh or fish"#),
        (["benchmark", "--repeat", "0"], "repeat: found 0, expected a whole number from 1 to 1000"),
        (["benchmark", "--largest", "1"], "largest: found 1, expected a whole number from 16 up"),
        (["benchmark", "--jsn"], #"benchmark takes no "jsn""#),
    ] as [([String], String)])
    func `other commands say as much`(arguments: [String], message: String) throws {
        try expectRefusal(of: arguments, message)
    }

    /// The process's own options, before there is a command line to show.
    @Test(arguments: [
        (["--n_layer", "3"], "found --n_layer before a command; write sweepbook train --n_layer …, or see sweepbook --help"),
        (["--seed", "7"], "found --seed before a command; write sweepbook train --seeds 7..7 …, or see sweepbook --help"),
        (["--n_lyer", "7"], "found --n_lyer before a command; write sweepbook train --n_layer …, or see sweepbook --help"),
        (["--recrod", "x.ipynb"], "found --recrod before a command; did you mean --record?"),
        (["--record"], "--record needs a value"),
        (["--color", "red"], #"color: found "red", expected auto, always or never"#),
        (["--no-times"], "--no-times needs --record"),
        (["train", "--overwrite"], "--overwrite needs --record"),
        (["train", "--record", "a.ipynb", "--record", "b.ipynb"], "--record is given twice"),
        (["notebook", "run", "a.ipynb", "--record", "a.ipynb"], "the notebook that is run is its own record; leave out --record"),
        (["-c", "print 1", "train"], #"found "train" beside -c; give one or the other"#),
        (["--version", "foo"], #"found "foo" beside --version, which goes alone"#),
        (["-c", "print 1", "--version"], #"found "print 1" beside --version, which goes alone"#),
        (["-V"], "found -V before a command; did you mean --version?"),
        (["train", "-p", "a=1"], "-p is for scripts and notebook run, not for train"),
        (["-c", "print 1", "-p", "a"], #"-p: found "a", expected name=value"#),
        (["-c", "print 1", "--record", "study"], #"a notebook's name ends in .ipynb, found "study""#),
    ] as [([String], String)])
    func `the process's options are checked`(arguments: [String], sentence: String) throws {
        let sweepbook = try Sweepbook()
        let result = try sweepbook.run(arguments)
        #expect(result.complaint == "sweepbook: \(sentence)\n")
        #expect(result.output == "")
        #expect(result.status == 2)
        #expect(try sweepbook.folder.names() == [])
    }

    @Test(arguments: [["extend", "out", "--seeds", "2..3"], ["rerun", "out", "failed"]])
    func `a folder is changed only when every option is right`(command: [String]) throws {
        let sweepbook = try Sweepbook()
        _ = try sweepbook.run(
            "train", "--learning_rate", "1e30", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0",
            "--epochs", "3", "--seeds", "2", "--out", "out")
        func texts() throws -> [String] {
            try sweepbook.folder.names(in: "out").map { try $0 + "\n" + sweepbook.folder.text(of: "out/\($0)") }
        }
        let before = try texts()
        #expect(before.count == 4)
        #expect(before.contains { $0.contains(#""status":"failed""#) })
        let result = try sweepbook.run(command + ["--lost_after", "0"])
        #expect(result.complaint.hasPrefix("sweepbook: error: lost_after: found 0, expected seconds, from 0.1 to 86400\n"))
        #expect(result.status == 2)
        #expect(try texts() == before)
    }

    private func expectRefusal(of arguments: [String], _ message: String, _ hint: String? = nil) throws {
        let sweepbook = try Sweepbook()
        let result = try sweepbook.run(arguments)
        let lines = result.complaint.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first.map(String.init) == "sweepbook: error: \(message)")
        // The line and the place in it; where something was given twice, the other place too.
        let (line, marks) = (try #require(lines.dropFirst().first), try #require(lines.dropFirst(2).first))
        #expect(lines.count == 4 || lines.count == 7)
        #expect(line.hasPrefix("  sweepbook ") && line.contains(arguments[0]) || line.contains("…"))
        #expect(marks.wholeMatch(of: #/ +\^~*( \S.*)?/#) != nil)
        if let hint { #expect(marks.hasSuffix("~ \(hint)") || marks.hasSuffix("^ \(hint)")) }
        #expect(result.output == "")
        #expect(result.status == 2)
        #expect(try sweepbook.folder.names() == [])
    }
}
