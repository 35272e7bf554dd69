import Foundation
import TestSupport
import Testing

/// `-p name=value` against what the script itself gives the name.
struct ParameterTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
    }

    private func run(_ script: String, _ parameters: String...) throws -> Sweepbook.Result {
        try script.write(toFile: sweepbook.folder.path + "/s.sweep", atomically: true, encoding: .utf8)
        return try sweepbook.run(["run", "s.sweep"] + parameters.flatMap { ["-p", $0] })
    }

    @Test(arguments: ["set epochs=3", "set epochs 3", "epochs = 3", "set n_head=1 epochs=3", "reset epochs", "reset"])
    func `a hyper-parameter that the script sets itself`(statement: String) throws {
        let result = try run("\(statement)\nprint epochs\n\(statement)\n", "epochs=7")
        #expect(result.output == "7\n")
        #expect(result.complaint == "sweepbook: -p sets epochs = 7; the script's own value is ignored\n")
        #expect(result.status == 0)
    }

    @Test func `seeds, and what else the same statement sets`() throws {
        let result = try run("set seeds=3 n_head=4\nprint seeds, n_head\n", "seeds=[5]")
        #expect(result.output == "[5] 4\n")
        #expect(result.complaint == "sweepbook: -p sets seeds = [5]; the script's own value is ignored\n")
    }

    @Test func `a variable that the script gives twice`() throws {
        let result = try run("let a = 1\nprint a\na = 2\nprint a\nfor i in 1..2 { a = i }\nprint a\n", "a=7")
        #expect(result.output == "7\n7\n2\n")
        #expect(result.complaint == "sweepbook: -p sets a = 7; the script's own value is ignored\n")
    }

    @Test func `what nothing reads is said`() throws {
        #expect(try run("print 1\n", "epochs=7").complaint == "sweepbook: -p epochs=7 was not used\n")
        #expect(try run("train epochs=1 n_layer=1 n_head=1 n_embd_factor=4 seeds=1 quiet=true\n", "epochs=7").complaint
            == "sweepbook: -p epochs=7 was not used\n")
        #expect(try run("train epochs=1 n_layer=1 n_embd_factor=4 seeds=1 quiet=true\n", "n_head=1").complaint == "")
        let unknown = try run("print 1\n", "ecpohs=7")
        #expect(unknown.complaint.contains("did you mean \"epochs\"?"))
        #expect(unknown.status == 2)
    }

    @Test(arguments: [
        ("tag=hello", "hello"), ("tag=train", "train"), ("tag=input.txt", "input.txt"), ("tag=data/a-b.tsv", "data/a-b.tsv"),
        ("tag=~/x", "~/x"), ("tag=\"two words\"", "two words"), ("tag=1e-3", "0.001"), ("tag=[1, 2]", "[1, 2]"), ("tag=true", "true"),
        ("tag=n_head", "2"), ("tag=1 + 2", "3"), ("tag=.5", "0.5"), ("tag=exit", "exit"), ("tag=Größe", "Größe"),
    ])
    func `a bare word is a string`(parameter: String, printed: String) throws {
        let result = try run("let tag = \"none\"\nprint tag\n", parameter)
        #expect(result.output == printed + "\n")
        #expect(result.complaint == "")
    }

    @Test func `the same for a notebook`() throws {
        let notebook = """
            {"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {"tags": ["parameters"]}, "outputs": [],
            "source": "let tag = \\"none\\"; set epochs=3"}, {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {},
            "outputs": [], "source": "print tag, epochs"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """
        try notebook.write(toFile: sweepbook.folder.path + "/n.ipynb", atomically: true, encoding: .utf8)
        #expect(try sweepbook.run("notebook", "run", "n.ipynb", "-p", "tag=hello", "-p", "epochs=7").output == "hello 7\n")
        let unknown = try sweepbook.run("notebook", "run", "n.ipynb", "-p", "tga=1")
        #expect(unknown.complaint.contains("did you mean \"tag\"?"))
        #expect(unknown.status == 2)
    }
}
