import Foundation
import Notebook
import TestSupport
import Testing
import TestSupport

/// Python's nbformat finds every written notebook valid, and rewrites it to the same bytes.
///
/// Runs where the environment has `SWEEPBOOK_NBFORMAT`, the path of a Python that has nbformat.
@Suite(.enabled(if: Nbformat.python != nil))
struct NbformatTests {
    private static let check = """
        import nbformat, pathlib, sys
        count = 0
        for path in sorted(pathlib.Path(sys.argv[1]).glob("*.ipynb")):
            text = path.read_bytes().decode()
            notebook = nbformat.reads(text, nbformat.NO_CONVERT)
            nbformat.validate(notebook)
            if nbformat.writes(notebook) + "\\n" != text: sys.exit(f"{path} is rewritten")
            count += 1
        print(count)
        """

    @Test func `written notebooks are valid and stay as they are`() throws {
        let folder = try TemporaryFolder()
        var generator = Generator(seed: 9)
        for number in 0..<2_000 {
            let file = URL(fileURLWithPath: "\(folder.path)/\(number).ipynb")
            try Data(generator.notebook().bytes).write(to: file)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Nbformat.python))
        process.arguments = ["-W", "error", "-c", Self.check, folder.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(String(decoding: printed, as: UTF8.self) == "2000\n")
        #expect(process.terminationStatus == 0)
    }
}

private enum Nbformat {
    static let python = ProcessInfo.processInfo.environment["SWEEPBOOK_NBFORMAT"]
}
