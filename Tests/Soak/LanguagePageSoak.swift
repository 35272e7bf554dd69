import Foundation
import Testing

/// The lines of the language's page of examples at full length, through the real binary: all epochs, all 50 seeds
/// but for the two sweeps of 72 combinations, which have two.
@Suite(.serialized, .enabled(if: Soak.isOn, "set SWEEPBOOK_SOAK=1 to run it"))
struct LanguagePageSoak {
    private static let page = """
        # a comment; blank lines are nothing; ; separates statements
        set n_head 4                         # set one hyper-parameter …
        set n_head=4 dropout=0.1             # … or several
        n_head = 4                           # … the same
        show                                 # the configuration, n_embd, parameters, memory and the time a run will take
        show dropout                         # one: value, default, range, what it does
        reset                                # defaults again

        train                                # the current configuration, all its seeds
        train n_layer=3 n_head=4 n_embd_factor=16 dropout=0.1 seeds=10       # for this command only
        seeds = 2
        sweep n_layer=[1,2] n_head=[1,2,4,8] n_embd_factor=[16,32,64] dropout=[0.1,0.2,0.3] out="results/standard"
        sweep n_layer=1..3 learning_rate=logspace(1e-3, 1e-1, 5) seeds=[3,5,8] out="results/rates" where n_embd <= 256 and n_layer > 1
        compare                              # the last sweep, ranked, with the uncertainty over seeds
        run notebooks/standard.sweep         # another script
        reset seeds

        let widths = [16, 32]
        sweep n_embd_factor=widths
        let wide = train n_head=8            # a command's result is a value
        let s = sweep dropout=[0.1, 0.2]
        print s.best.dropout, wide.test_accuracy, "and", len(s)
        for r in s { print r.dropout, r.test_accuracy }
        for f in [16, 32] {
            train n_embd_factor=f n_head=64/f
        }
        if wide.test_accuracy < 0.5 { print "try more layers" } else { print "good" }
        assert wide.test_accuracy >= 0.25, "wider should do better than chance"
        1 + 2 * 3                            # a bare expression shows its value: 7
        help sweep
        quit
        print "unreached"

        """

    /// The binary lies beside the tests' own.
    private static func binary() throws -> URL {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "sweepbook")
    }

    private func run(_ page: String, in folder: URL) throws -> (lines: [String], status: Int32) {
        let standard = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "notebooks/standard.sweep")
        try FileManager.default.createDirectory(at: folder.appending(path: "notebooks"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: standard, to: folder.appending(path: "notebooks/standard.sweep"))
        try Data(page.utf8).write(to: folder.appending(path: "page.sweep"))
        let process = Process(), output = Pipe()
        process.executableURL = try Self.binary()
        process.arguments = ["run", "page.sweep"]
        process.currentDirectoryURL = folder
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (text.components(separatedBy: "\n"), process.terminationStatus)
    }

    @Test func `every line of the page does at full length what it says`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sweepbook-page-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (lines, status) = try run(Self.page, in: folder)
        #expect(status == 0, "\(lines.suffix(4))")
        #expect(lines.filter { $0.hasPrefix("Total combinations: ") }.map { $0.dropFirst(20) } == ["72", "10", "72", "2", "2"])
        #expect(lines.filter { $0.hasPrefix("Successful runs: ") }.map { $0.dropFirst(17) } == ["72", "10", "72", "2", "2"])
        // train: 50 and 10; the sweeps: 144, 30, 144 and 100; wide: 50; s: 100; the loop: 100.
        #expect(lines.count { $0.hasPrefix("Random seed ") } == 728)
        #expect(lines.count { $0.hasPrefix("rank ") } == 2)
        #expect(lines.contains("good") != lines.contains("try more layers"))
        #expect(lines.contains("7"))
        #expect(!lines.contains("unreached"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        // Two trains, the script's sweep, widths, wide, s, and two in the loop.
        #expect(names.count { $0.hasPrefix("sweep_results_") } == 8)
        let texts = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "results/standard").path)
        #expect(texts.count { $0.hasPrefix("n_layer_") && $0.hasSuffix(".txt") } == 72)
        #expect(texts.contains("sweep_summary.txt"))
    }
}
