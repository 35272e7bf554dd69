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
            #expect(man.contains("\n.B sweepbook\\-\(command.name)(1)\n"))
            #expect(markdown.contains("\n## \(command.name)\n"))
            #expect(text.contains("\(command.name)\n---"))
        }
    }

    @Test func `help of one topic comes as Markdown and as a manual page`() throws {
        let man = try sweepbook.run("help", "sweep", "--as", "man").output
        #expect(man.hasPrefix(".TH SWEEPBOOK-SWEEP 1 "))
        for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "HYPER\\-PARAMETERS", "EXAMPLES", "EXIT STATUS", "FILES", "SEE ALSO"] {
            #expect(man.contains("\n.SH \"\(title)\"\n") || man.contains("\n.SH \(title)\n"), "\(title)")
        }
        #expect(try sweepbook.run("help", "keys", "--as", "man").output.hasPrefix(".TH SWEEPBOOK-KEYS 7 "))
        #expect(try sweepbook.run("help", "sweep", "--markdown").output.hasPrefix("# sweep\n\n```\nsweep "))
        #expect(try sweepbook.run("help", "keys").output.contains("\n  Up, Ctrl-P "))
    }

    @Test func `completes a shell's line`() throws {
        let result = try sweepbook.run("completion", "bash", "sweepbook compare --as=c", "=:")
        #expect(result.output == "\ncsv\n" && result.complaint == "" && result.status == 0)
    }
}
