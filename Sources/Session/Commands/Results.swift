import Experiments
import Language

extension Command {
    static let results = Command(
        "results", Signature(positionals: [.path("a folder", as: "FOLDER", .optional)]),
        help: "list the results folders there are",
        details: "With date, runs, best mean test accuracy and state. Without a folder: those in the working directory.",
        examples: ["results"]
    ) { session, invocation in
        let path = invocation.paths.first
        let lines: [String]
        do {
            lines = try FolderTexts.listing(of: path.map { session.environment.readingPath($0.text) } ?? ".")
        } catch {
            throw invocation.fail(.failed("\(error)"), path?.span)
        }
        try await invocation.context.show(lines)
        return .none
    }
}
