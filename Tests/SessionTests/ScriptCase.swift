import Foundation
import Testing

/// A script with the output it must have: `# expect:` lines, whole, and `# exit:` with the exit status.
///
/// What changes from run to run stands there as `<time>`, `<folder>` and `<jobs>`.
struct ScriptCase: CustomTestStringConvertible, Sendable {
    /// `values/integer.sweep`
    let path: String
    let script: String
    let expected: [String]
    let status: Int32

    var testDescription: String { path }

    init(path: String, text: String) {
        self.path = path
        let lines = text.components(separatedBy: "\n")
        script = lines.filter { !$0.hasPrefix("# expect:") && !$0.hasPrefix("# exit:") }.joined(separator: "\n")
        expected = lines.filter { $0.hasPrefix("# expect:") }.map { String($0.dropFirst(10)) }
        status = lines.first { $0.hasPrefix("# exit: ") }.flatMap { Int32($0.dropFirst(8)) } ?? 0
    }

    /// Every case; scripts whose names start with `_` are only there to be run by others.
    static let all = files.filter { !$0.path.contains("/_") }

    /// A folder with all scripts in it, and the results folders that some compare, which is made the working directory: results go there too.
    static let folder: String = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sweepbook-\(UUID().uuidString)").path
        try? FileManager.default.copyItem(atPath: root, toPath: folder)
        for file in files {
            let path = "\(folder)/\(file.path)"
            _ = FileManager.default.createFile(atPath: path, contents: Data(file.script.utf8))
        }
        _ = FileManager.default.changeCurrentDirectoryPath(folder)
        return folder
    }()

    private static let root = Bundle.module.resourceURL?.appendingPathComponent("Scripts").path ?? ""

    private static let files: [ScriptCase] = {
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".sweep") }.sorted().map { name in
            let bytes = FileManager.default.contents(atPath: "\(root)/\(name)") ?? Data()
            return ScriptCase(path: name, text: String(decoding: bytes, as: UTF8.self))
        }
    }()

    /// Lines as cases have them.
    static func withoutTimes(_ lines: [String]) -> [String] {
        lines.map { line in
            var line = line.replacing(#/Time taken: [\d.]+/#, with: "Time taken: <time>")
            line = line.replacing(#/Wall time: [\d.]+/#, with: "Wall time: <time>")
            line = line.replacing(#/sweep_results_\d{8}_\d{6}(_\d+)?/#, with: "<folder>")
            line = line.replacing(#/(less than|about) [\d.]+ (s|min|h)/#, with: "<time>")
            line = line.replacing(#/\d+ at a time/#, with: "<jobs> at a time")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}
