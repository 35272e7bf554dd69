import Experiments
import Formats
import Language

extension Command {
    static let results = Command(
        "results", Signature(positionals: [.path("a folder", as: "FOLDER", .optional, .path(.results))]),
        help: "list the results folders there are",
        details: "With date, runs, best mean test accuracy and state, where some are of text with data and the metric, and where models are kept with their size. Without a folder: those in the working directory.",
        examples: ["results"]
    ) { session, invocation in
        let path = invocation.paths.first
        if path?.text == StandardStream.name {
            throw invocation.fail(StandardStream.holdsNoFolder, path?.span)
        }
        let folder = path.map { session.environment.readingPath($0.text) } ?? "."
        let page: TextPage
        do {
            page = try await session.apart { try FolderTexts.listing(of: folder) }
        } catch {
            throw invocation.fail(.failed("\(error)"), path?.span)
        }
        try await invocation.context.show(page)
        return .none
    }
}
