import Engine
import Experiments
import Language

extension Manual {
    /// The manual page, for `man`: roff of the man macros.
    package var manPage: [String] {
        let opening = [
            ".TH SWEEPBOOK 1 \"\" \"Sweepbook \(Release.version)\" \"User Commands\"", ".SH NAME",
            "sweepbook \\- train small GPTs over grids of hyper-parameters and seeds", ".SH SYNOPSIS",
        ]
        let usages = ProcessOption.usages.flatMap { [".B \(Self.escaped($0))", ".br"] }
        let commands = [".SH COMMANDS"] + self.commands.all.flatMap { command -> [String] in
            let page = CommandPage(command, .shell)
            return [".SS \(command.name)", ".B \(Self.escaped(page.usage))", ".PP", Self.escaped("\(page.sentence) \(command.details)")]
                + Self.items(page.options)
        }
        let parameters = [".SH HYPER-PARAMETERS"] + Self.items(Hyperparameter.all.map {
            ["--\($0.name) VALUE", "\($0.help); \($0.range); default \($0.defaultText)"]
        })
        let options = [".SH OPTIONS OF THE PROCESS"] + Self.items(ProcessOption.all.map { [$0.usage, $0.help] })
        let statuses = [".SH EXIT STATUS"] + Self.items(ProcessOption.exitStatuses)
        return opening + usages + commands + parameters + options + statuses
    }

    private static func items(_ rows: [[String]]) -> [String] {
        rows.flatMap { [".TP", ".B \(escaped($0[0]))", escaped($0[1])] }
    }

    /// Backslashes and hyphens that are to be copied as they are, and a dot or quote at a line's start.
    private static func escaped(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").unicodeScalars
            .map { $0.isASCII ? String($0) : "\\[u\(String($0.value, radix: 16, uppercase: true).leftPadded(to: 4))]" }.joined()
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }
}
