import Engine
import Experiments
import Foundation
import Testing

struct HelpTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
    }

    @Test(arguments: [["--help"], ["-h"], ["help"], ["train", "--help"], ["help", "sweep"], ["sweep", "-h"]])
    func `help is an answer, not an error`(arguments: [String]) throws {
        let result = try sweepbook.run(arguments)
        #expect(result.output.hasPrefix("OVERVIEW: "))
        #expect(result.complaint == "")
        #expect(result.status == 0)
    }

    @Test func `tells its version`() throws {
        let result = try sweepbook.run("--version")
        #expect(result.output == "sweepbook 0.1.0\n")
        #expect(result.status == 0)
    }

    @Test func `train has an option for every hyper-parameter, with the table's help and default`() throws {
        let options = try options(of: "train")
        for parameter in Hyperparameter.all {
            #expect(options[parameter.name] == "\(parameter.help) (default: \(parameter.defaultValue))")
        }
        #expect(options[Seeds.name] == "\(Seeds.help) (default: \(Seeds.standard.count))")
        #expect(Set(options.keys).subtracting(Hyperparameter.all.map(\.name))
            == ["seeds", "jobs", "out", "dry", "embeddings", "max_failures", "lost_after", "fail_fast", "help", "version"])
    }

    @Test func `sweep has these and more options, with the standard sweep's values`() throws {
        let options = try options(of: "sweep")
        for parameter in Hyperparameter.all {
            let values = SweepPlan.standardGrid[parameter] ?? [parameter.defaultValue]
            let defaults = values.map(\.description).joined(separator: " ")
            #expect(options[parameter.name] == "\(parameter.help) (default: \(defaults))")
        }
        #expect(Set(options.keys).subtracting(try self.options(of: "train").keys) == ["zip", "random", "random_seed", "race"])
    }

    /// Each option's help, by its long name.
    private func options(of command: String) throws -> [String: String] {
        struct Dump: Decodable {
            struct Command: Decodable {
                struct Name: Decodable {
                    let kind: String
                    let name: String
                }
                struct Argument: Decodable {
                    let names: [Name]?
                    let abstract: String?
                }
                let commandName: String
                let arguments: [Argument]?
                let subcommands: [Command]?
            }
            let command: Command
        }
        let json = try sweepbook.run("--experimental-dump-help").output
        let dump = try JSONDecoder().decode(Dump.self, from: Data(json.utf8))
        let found = try #require(dump.command.subcommands?.first { $0.commandName == command })
        let named = (found.arguments ?? []).compactMap { argument in
            argument.names?.first { $0.kind == "long" }.map { ($0.name, argument.abstract ?? "") }
        }
        return Dictionary(uniqueKeysWithValues: named)
    }
}
