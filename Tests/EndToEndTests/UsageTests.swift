import Testing

/// Wrong usage: one sentence, exit code 2, and nothing made.
struct UsageTests {
    @Test(arguments: [
        (["trian"], #"unknown command "trian"; did you mean "train"?"#),
        (["cook"], #"unknown command "cook"; expected train, sweep, resume, rerun, extend, collect, compare, plot, results, export, run, notebook, benchmark or help"#),
        (["help", "swep"], #"unknown command "swep"; did you mean "sweep"?"#),
        (["--n_layer", "3"], "found --n_layer before a command; expected train, sweep, resume, rerun, extend, collect, compare, plot, results, export, run, notebook, benchmark or help first"),
        (["train", "--dorpout", "0.1"], "unknown option --dorpout; did you mean --dropout?"),
        (["train", "--n-layer=2"], "unknown option --n-layer; did you mean --n_layer?"),
        (["train", "-dropout", "0.1"], "unknown option -dropout; did you mean --dropout?"),
        (["sweep", "--colour"], "unknown option --colour; see sweepbook sweep --help"),
        (["train", "n_layer=3"], #"unexpected "n_layer=3"; did you mean --n_layer=3?"#),
        (["train", "3"], #"unexpected "3"; options start with --"#),
    ])
    func `names the nearest right word`(arguments: [String], sentence: String) throws {
        try expectRefusal(of: arguments, sentence)
    }

    @Test(arguments: [
        (["--dropout", "-0.1"], "dropout: found -0.1, expected a number of at least 0 and below 1"),
        (["--dropout", "1"], "dropout: found 1.0, expected a number of at least 0 and below 1"),
        (["--dropout", "nan"], "dropout: found nan, expected a number of at least 0 and below 1"),
        (["--dropout", "ten"], #"dropout: found "ten", expected a number of at least 0 and below 1"#),
        (["--n_head", "0"], "n_head: found 0, expected a whole number of at least 1"),
        (["--n_head", "2.5"], #"n_head: found "2.5", expected a whole number of at least 1"#),
        (["--n_head", "2,4"], #"n_head: found "2,4", expected a whole number of at least 1"#),
        (
            ["--n_head", "99999999999999999999"],
            "n_head: 99999999999999999999 is too large, expected a whole number of at least 1 that fits 64 bits"
        ),
        (
            ["--n_head", "4000000000", "--n_embd_factor", "4000000000"],
            "n_embd = n_head * n_embd_factor = 4000000000 * 4000000000 is too large; lower n_embd_factor or n_head"
        ),
        (["--train_size", "104"], "train_size: found 104, expected a whole number from 1 to 103"),
        (["--grad_clip", "0"], "grad_clip: found 0.0, expected a number above 0, or inf"),
        (["--seeds", "0"], "seeds: found 0, expected a count of at least 1"),
        (["--seeds", "9..3"], "seeds: found the range 9..3, which ends before it starts; did you mean 3..9?"),
        (
            ["--seeds", "3", "5", "8"],
            #"seeds: found "3 5 8", expected a count such as 10, a list such as 3,5,8 or a range such as 50..99"#
        ),
        (["--jobs", "0"], "jobs: found 0, expected a whole number from 1 to 1024"),
        (["--jobs", "many"], #"jobs: found "many", expected a whole number from 1 to 1024"#),
        (["--n_head"], "n_head: found no value, expected one after --n_head"),
        (["--n_head", "--dropout", "0.1"], "n_head: found no value, expected one after --n_head"),
        (["--n_head", ""], #"n_head: found "", expected a value after --n_head"#),
        (["--seeds="], #"seeds: found "", expected a value after --seeds"#),
        (["--out", ""], #"out: found "", expected a value after --out"#),
        (["--out", "a", "b"], "out: found a b, expected one value"),
        (["--n_head", "1", "--n_head=2"], "n_head: found --n_head twice, expected it once"),
    ])
    func `says what was found and what is expected`(arguments: [String], sentence: String) throws {
        for command in ["train", "sweep"] { try expectRefusal(of: [command] + arguments, sentence) }
    }

    @Test func `train takes no list`() throws {
        try expectRefusal(
            of: ["train", "--n_layer", "1", "2"], "n_layer: found 1 2, expected one value; did you mean sweep?")
    }

    @Test(arguments: [
        (["--n_head", "1", "2", "1"], "n_head: found 1 more than once, expected each value once"),
        (["--dropout", "0.1", "1.5"], "dropout: found 1.5, expected a number of at least 0 and below 1"),
        (
            ["--n_layer"] + (1...1001).map(String.init) + ["--epochs"] + (1...1000).map(String.init),
            "the grid has more than 1000000 combinations; give fewer values"
        ),
    ])
    func `a sweep checks every value before it starts`(arguments: [String], sentence: String) throws {
        try expectRefusal(of: ["sweep"] + arguments, sentence)
    }

    @Test(arguments: [
        (["--zip", "n_layer=1,2"], "zip: expected two hyper-parameters or more, which move together"),
        (["--zip", "n_layer=1,2", "epochs=1"], "zip: found 2 values of n_layer and 1 of epochs, expected as many of each"),
        (["--zip", "n_lyer=1,2", "epochs=1,2"], #"zip: unknown hyper-parameter "n_lyer"; did you mean "n_layer"?"#),
        (["--zip", "n_layer", "1,2"], #"zip: found "n_layer", expected name=value,value"#),
        (["--zip", "n_layer=1,", "epochs=1,2"], #"n_layer: found "", expected a whole number of at least 1"#),
        (["--zip", "n_layer=1,2", "n_head=1,2", "--n_head", "1"], "n_head: found --n_head and --zip, expected one of them"),
        (["--zip", "n_layer=1,2", "n_layer=1,2"], "n_layer: found it twice, expected it once"),
        (["--zip", "n_layer=1,2", "epochs=1,2", "--zip", "n_layer=1,2", "n_head=1,2"], "n_layer: found it twice, expected it once"),
        (["--zip"], "zip: found no value, expected one after --zip"),
        (["--random", "0"], "random: found 0, expected a whole number from 1 to 1000000"),
        (["--random", "3", "--random_seed", "-1"], "random_seed: found -1, expected a whole number from 0 to 4294967295"),
        (["--random_seed", "3"], "random_seed: found 3, expected --random with it"),
        (["--dropout", "uniform(0, 0.5)"], "dropout: found uniform(0.0, 0.5), which only a random sweep draws from"),
        (["--random", "3", "--dropout", "uniform(0)"], #"dropout: found "uniform(0)", expected uniform(low, high) or loguniform(low, high)"#),
        (["--random", "3", "--n_head", "uniform(0, 4)"], "n_head: found 0, expected a whole number of at least 1"),
        (["--random", "73"], "random: found 72 of 73 different combinations, and 11460 draws gave no other; ask for fewer, or allow more"),
        (
            ["--race", "--train_size", "50", "100"],
            "a race compares test accuracies, which are not of the same items where train_size varies"
        ),
        (["--dry=1"], "dry: found 1, expected no value after --dry"),
        (["--dry", "1"], #"unexpected "1"; options start with --"#),
    ])
    func `a sweep's plan is checked before it starts`(arguments: [String], sentence: String) throws {
        try expectRefusal(of: ["sweep"] + arguments, sentence)
    }

    @Test(arguments: [
        (["collect"], "collect: expected a results folder; see sweepbook collect --help"),
        (["collect", ""], "collect: expected a results folder; see sweepbook collect --help"),
        (["export", "out"], "export: expected csv or jsonl; see sweepbook export --help"),
        (["export", "out", "xml"], "export: found \"xml\", expected csv or jsonl"),
        (["compare", ""], "compare: expected a results folder, such as sweep_results_20260101_120000"),
        (["compare", "out", "--to", "n_hed=1"], "to: unknown hyper-parameter \"n_hed\"; did you mean \"n_head\"?"),
        (["help", "--all", "train"], "unexpected \"train\"; options start with --"),
        (["train", "--seeds", "4000000000"], "seeds: found 4000000000, expected a count of at most 1000000"),
    ])
    func `other commands say as much`(arguments: [String], sentence: String) throws {
        try expectRefusal(of: arguments, sentence)
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
        let result = try sweepbook.run(command + ["--lost_after", "soon"])
        #expect(result.complaint == "sweepbook: lost_after: found \"soon\", expected seconds, from 0.1 to 86400\n")
        #expect(result.status == 2)
        #expect(try texts() == before)
    }

    @Test func `train draws nothing`() throws {
        try expectRefusal(of: ["train", "--random", "3"], "unknown option --random; see sweepbook train --help")
    }

    private func expectRefusal(of arguments: [String], _ sentence: String) throws {
        let sweepbook = try Sweepbook()
        let result = try sweepbook.run(arguments)
        #expect(result.complaint == "sweepbook: \(sentence)\n")
        #expect(result.output == "")
        #expect(result.status == 2)
        #expect(try sweepbook.folder.names() == [])
    }
}
