import Foundation
import TestSupport
import Testing

/// Statements that come through a pipe, and a process that is given too little.
struct StandardInputTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
    }

    /// A shell script with a sweepbook behind the pipe `in`, which writes into the pipe `out`.
    private func conversation(_ script: String) throws -> Sweepbook.Result {
        try sweepbook.shell("mkfifo in out; env --default-signal=INT,QUIT \"$SWEEPBOOK\" < in > out & exec 3> in 4< out; \(script)")
    }

    @Test func `each statement is answered when it is complete, and not before`() throws {
        let result = try conversation("""
            echo 'let x = 20' >&3; echo 'print x + 1' >&3; read answer <&4; echo "first $answer"
            echo 'for i in 1..2 {' >&3; echo '  print i * x' >&3; echo '}' >&3; read answer <&4; echo "then $answer"
            read answer <&4; echo "and $answer"
            printf 'print x' >&3; exec 3>&-; read answer <&4; echo "last $answer"; wait $!; echo "exit $?"
            """)
        #expect(result.output == "first 21\nthen 20\nand 40\nlast 20\nexit 0\n")
    }

    @Test(arguments: [("print zz", 1), ("print )", 2)])
    func `an error has its line, ends the script, and what was complete before has run`(
        statement: String, status: Int32
    ) throws {
        let result = try sweepbook.shell("(echo 'print 1'; echo; echo '\(statement)'; echo 'print 2') | \"$SWEEPBOOK\"")
        #expect(result.output == "1\n")
        #expect(result.complaint.hasPrefix("stdin:3:7: error: "))
        #expect(result.status == status)
    }

    @Test func `an indented line belongs to the statement above`() throws {
        let result = try sweepbook.shell("printf 'print [1,\\n  2]\\nprint 3\\n' | \"$SWEEPBOOK\"")
        #expect(result.output == "[1, 2]\n3\n")
    }

    @Test(arguments: [("INT", 130), ("TERM", 143), ("QUIT", 131)])
    func `a signal while a statement is awaited ends it`(signal: String, status: Int) throws {
        let result = try conversation("echo 'print 1' >&3; read answer <&4; kill -\(signal) $!; wait $!; echo \"$answer exit $?\"")
        #expect(result.output == "1 exit \(status)\n")
    }

    // MARK: Too little

    @Test(arguments: [4, 5, 6, 8, 12])
    func `too few files are told`(files: Int) throws {
        let result = try sweepbook.shell("ulimit -n \(files); exec \"$SWEEPBOOK\" -c 'print 1'")
        #expect(result.complaint == "sweepbook: cannot open 16 files: Too many open files\n")
        #expect(result.status == 1)
    }

    @Test func `too little memory is told`() throws {
        let result = try sweepbook.shell("ulimit -v 80000; exec \"$SWEEPBOOK\" -c 'print 1'")
        #expect(result.complaint.contains(#/^sweepbook: cannot (start \d+ threads|get 64 MB of memory): /#))
        #expect(result.status == 1)
    }

    /// Whether this process may become another user, for whom processes can be limited.
    private static let canBecomeNobody = geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

    @Test(.enabled(if: canBecomeNobody, "needs root and setpriv: root's own processes are not limited"))
    func `too few threads are told`() throws {
        // A copy, because a build folder may be closed to others.
        let result = try sweepbook.shell("""
            folder=$(mktemp -d); cp "$SWEEPBOOK" "$folder/sweepbook"; chmod 755 "$folder"
            setpriv --reuid 65534 --regid 65534 --clear-groups bash -c 'ulimit -u 2; cd /; exec "$0" -c "print 1"' "$folder/sweepbook"
            status=$?; rm -r "$folder"; exit $status
            """)
        #expect(result.complaint.contains(#/^sweepbook: cannot start \d+ threads: Resource temporarily unavailable\n$/#))
        #expect(result.status == 1)
    }
}
