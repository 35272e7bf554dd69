import Engine
import Experiments
import Foundation
import Session
import Testing
import TestSupport

struct HelpTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
    }

    @Test(arguments: [["--help"], ["-h"]])
    func `help lists every command and every option of the process`(arguments: [String]) throws {
        let result = try sweepbook.run(arguments)
        for command in CommandTable.standard.all { #expect(result.output.contains("\n  \(command.name) ")) }
        for option in ProcessOption.all { #expect(result.output.contains("\n  \(option.usage) ")) }
        #expect(result.complaint == "")
        #expect(result.status == 0)
    }

    @Test(arguments: CommandTable.standard.all.map(\.name))
    func `help of a command is the same wherever it is asked for`(command: String) throws {
        let page = try sweepbook.run(command, "--help")
        #expect(page.output.hasPrefix("sweepbook \(command)"))
        for option in CommandTable.standard[command]?.optionNames ?? [] { #expect(["", "no-"].contains { page.output.contains("\n  --\($0)\(option)") }) }
        #expect(try sweepbook.run(command, "-h").output == page.output)
        #expect(try sweepbook.run("help", command).output == page.output)
        #expect(page.complaint == "" && page.status == 0)
    }

    @Test func `tells its version`() throws {
        let result = try sweepbook.run("--version", environment: ["SWEEPBOOK_KERNELS": "baseline"])
        #expect(result.output == "sweepbook 0.1.0\nengine revision 3\nkernels baseline\nlinking dynamic\n")
        #expect(result.status == 0)
    }

    @Test func `train and sweep have these options, besides hyper-parameters`() {
        let cluster = ["on", "workers", "cpus", "memory", "time", "partition", "account", "sbatch", "detach"]
        let shared = ["seeds", "jobs", "max_failures", "fail_fast", "lost_after", "quiet", "out", "checkpoints", "embeddings", "dry"] + cluster
        #expect(CommandTable.standard["train"]?.optionNames == shared)
        #expect(CommandTable.standard["sweep"]?.optionNames == shared + ["random", "random_seed", "race"])
    }

    @Test func `train has an option for every hyper-parameter, with the table's help and default`() throws {
        let page = try sweepbook.run("train", "--help").output
        for parameter in Hyperparameter.all {
            #expect(page.contains("--\(parameter.name) VALUE "))
            #expect(page.contains("  \(parameter.help) (default: \(Self.defaultText(parameter)))\n"))
        }
    }

    /// `2, 4 for text`
    private static func defaultText(_ parameter: Hyperparameter) -> String {
        if parameter == .task { return "by its content" }
        let values = parameter.kinds.map(parameter.defaultValue(for:))
        return values.count == 2 && values[0] != values[1] ? "\(values[0]), \(values[1]) for text" : "\(values[0])"
    }

    @Test func `extend tells no defaults of what it adds`() throws {
        let lines = try sweepbook.run("extend", "--help").output.split(separator: "\n").map { $0.drop { $0 == " " } }
        for parameter in Hyperparameter.all {
            #expect(lines.contains { $0.hasPrefix("--\(parameter.name) VALUE …") && $0.hasSuffix("  \(parameter.help)") })
        }
        #expect(lines.contains { $0.hasPrefix("--seeds ") && !$0.contains("default") })
    }

    @Test func `sweep has the standard sweep's values`() throws {
        let page = try sweepbook.run("sweep", "--help").output
        for parameter in Hyperparameter.all {
            let grid = SweepPlan.standardGrid[parameter]?.map(\.description).joined(separator: " ")
            let text = "  \(parameter.help) (default: \(grid ?? Self.defaultText(parameter)))"
            #expect(page.split(separator: "\n").contains { $0.hasPrefix("  --\(parameter.name) ") && $0.hasSuffix(text) }, "\(text)")
        }
    }

    @Test func `the manual comes as text, Markdown and a manual page`() throws {
        let man = try sweepbook.run("help", "--as", "man").output
        #expect(man.hasPrefix(".TH SWEEPBOOK 1 "))
        let markdown = try sweepbook.run("help", "--markdown").output
        let text = try sweepbook.run("help", "--all").output
        for command in CommandTable.standard.all {
            #expect(man.contains("\n.SS \(command.name)\n"))
            #expect(markdown.contains("\n## \(command.name)\n"))
            #expect(text.contains("\(command.name)\n---"))
        }
    }

    @Test func `man reads the manual page without a warning`() throws {
        let result = try sweepbook.shell(
            "command -v groff >/dev/null || exit 77; \"$SWEEPBOOK\" help --as man | groff -man -Tutf8 -ww -z 2>&1")
        #expect(result.status == 77 || (result.status == 0 && result.output == ""), "\(result.output)")
    }
}

/// What shells complete, by the scripts that the binary prints.
struct ShellCompletionTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
    }

    /// What bash offers for the last word of a line.
    private func bash(_ words: String...) throws -> [String] {
        let line = (["sweepbook"] + words).map { "'\($0)'" }.joined(separator: " ")
        let result = try sweepbook.shell("""
            "$SWEEPBOOK" completion bash > c.bash; bash -c 'source ./c.bash; COMP_WORDS=(\(line.replacing("'", with: ""))\(words.last == "" ? " \"\"" : "")); COMP_CWORD=\(words.count); _sweepbook; printf "%s\\n" "${COMPREPLY[@]}"'
            """)
        #expect(result.complaint == "")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test func `bash completes commands, options, values and folders`() throws {
        try FileManager.default.createDirectory(atPath: sweepbook.folder.path + "/results_1", withIntermediateDirectories: false)
        #expect(try bash("swe") == ["sweep"])
        #expect(try bash("sweep", "--drop") == ["--dropout"])
        #expect(try bash("sweep", "--precision", "b") == ["bf16"])
        #expect(try bash("compare", "--as", "m") == ["markdown"])
        #expect(try bash("resume", "resul") == ["results_1"])
        #expect(try bash("export", "results_1", "js") == ["jsonl"])
        #expect(try bash("help", "linsp") == ["linspace"])
        #expect(try bash("train", "--color", "al") == ["always"])
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `a script names every command and every option`(shell: String) throws {
        let script = try sweepbook.run("completion", shell).output
        for command in CommandTable.standard.all {
            #expect(script.contains(command.name))
            for option in command.optionNames { #expect(["", "no-"].contains { script.contains((shell == "fish" ? "-l " : "--") + $0 + option) }) }
        }
        let check = try sweepbook.shell("command -v \(shell) >/dev/null || exit 77; \"$SWEEPBOOK\" completion \(shell) > s; \(shell) -n s")
        #expect(check.status == 77 || check.status == 0, "\(check.complaint)")
    }
}
