import Glibc
import TestSupport
import Testing

/// A session typed at a terminal and the same as a script are the same notebook.
@Suite("recording at a terminal")
struct RecordingTests {
    private static let session = """
        #: # A study
        # with a comment
        let a = 6
        for i in 1..2 { print i * a }
        a * 7
        set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=2
        train out="typed"
        """

    @Test("typed or run, the cells are the same bytes")
    func sameCells() throws {
        let home = try TemporaryFolder()
        let binary = Probe.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/sweepbook"
        let shell = """
            cd "$0" && "$1" --record typed.ipynb --no-times && rm -r typed && "$1" run session.sweep --record run.ipynb \
            --no-times > console && cmp typed.ipynb run.ipynb && echo the same
            """
        try home.write(Self.session, to: "session.sweep")
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", shell, home.path, binary], environment: Probe.environment(home: home, [:]), rows: 40, columns: 100)
        try terminal.wait(forLastLines: "In [1]:")
        terminal.send(Self.session.replacing("\n", with: "\r") + "\rquit\r")
        try terminal.wait(for: "the end") { $0.lines.contains("the same") }
        #expect(try terminal.waitForEnd() == 0)
    }
}
