import Formats
import Foundation
import Jupyter
import TestSupport
import Testing

/// How a kernel is stopped and ends, and what it keeps.
struct KernelLifeTests {
    /// Trains for hours.
    private static let long = "sweep n_layer=1 n_head=1 n_embd_factor=16 dropout=[0, 0.1] epochs=20 seeds=5000 out=\"long\""

    /// Starts a training and returns when a run of it has ended; the cell's id.
    private func train(_ frontEnd: FrontEnd) throws -> String {
        let id = frontEnd.execute(Self.long)
        _ = try frontEnd.hear(id) { $0.text("text").contains("Random seed 00") }
        return id
    }

    /// The line of `results` for the training, which tells how many runs are kept.
    private func kept(_ frontEnd: FrontEnd) throws -> Int {
        let lines = try frontEnd.sweepbook.run("export", "long", "csv").output.split(separator: "\n")
        return lines.count - 1
    }

    // MARK: - Interrupting
    @Test func `an interrupt ends the cell, and the session goes on`() throws {
        let frontEnd = try FrontEnd()
        _ = try frontEnd.run("let x = 7")
        let id = try train(frontEnd)
        let waiting = frontEnd.execute("print 1")
        #expect(try frontEnd.answer(to: frontEnd.ask("interrupt_request", on: .control), on: .control).reply.content == ["status": "ok"])
        let answer = try frontEnd.answer(to: id)
        #expect(answer.reply.text("ename") == "Interrupted")
        #expect(answer.reply.text("evalue").hasSuffix("resume with: resume long"))
        #expect(answer.outputs.last?.type == "error")
        #expect(try frontEnd.answer(to: waiting).status == "aborted")
        #expect(try frontEnd.run("x").outputs.last?.content["data"] == ["text/plain": "7"])
        #expect(try kept(frontEnd) > 0)
        try frontEnd.shutDown()
    }

    @Test func `a loop that does nothing is interrupted, too`() throws {
        let frontEnd = try FrontEnd()
        let id = frontEnd.execute("for i in 1..1000000000 { let x = i }")
        _ = try frontEnd.hear(id) { $0.type == "execute_input" }
        frontEnd.ask("interrupt_request", on: .control)
        #expect(try frontEnd.next(on: .shell).text("ename") == "Interrupted")
        try frontEnd.shutDownQuietly()
    }

    @Test func `a flood of values comes no faster than servers hand it on, so that little waits behind an interrupt`() throws {
        let frontEnd = try FrontEnd()
        let id = frontEnd.execute("for i in 1..1000000000 { i }")
        _ = try frontEnd.hear(id) { $0.content["data"] == ["text/plain": "1000"] }
        frontEnd.ask("interrupt_request", on: .control)
        #expect(try frontEnd.next(on: .control).type == "interrupt_reply")
        let answer = try frontEnd.answer(to: id)
        #expect(answer.reply.text("ename") == "Interrupted")
        // A second's worth, and what a slow machine lets through before it hears of the interrupt.
        #expect(answer.outputs.count < 10_000)
        #expect(try frontEnd.run("1 + 1").outputs.last?.content["data"] == ["text/plain": "2"])
        try frontEnd.shutDown()
    }

    @Test func `many signals in a row stop one cell, and none ends the kernel`() throws {
        let frontEnd = try FrontEnd()
        let id = try train(frontEnd)
        for _ in 0..<20 { frontEnd.kernel.send(SIGINT) }
        #expect(try frontEnd.answer(to: id).reply.text("ename") == "Interrupted")
        // A signal that is noticed late may stop one more cell.
        #expect(try (0...20).contains { _ in try frontEnd.run("1").status == "ok" })
        for _ in 0..<5 { frontEnd.ask("interrupt_request", on: .control) }
        for _ in 0..<5 { #expect(try frontEnd.next(on: .control).type == "interrupt_reply") }
        #expect(try frontEnd.run("1").status == "ok")
        for _ in 0..<5 { frontEnd.kernel.send(SIGINT) }
        #expect(try (0...5).contains { _ in try frontEnd.run("1").status == "ok" })
        try frontEnd.shutDownQuietly()
    }

    // MARK: - Ending
    @Test func `a shutdown ends a training, answers what waits, and keeps the runs`() throws {
        let frontEnd = try FrontEnd()
        let id = try train(frontEnd)
        let waiting = (0..<3).map { _ in frontEnd.execute("print 1") }
        frontEnd.ask("shutdown_request", ["restart": true], on: .control)
        #expect(try frontEnd.next(on: .control).content == ["status": "ok", "restart": true])
        #expect(try frontEnd.answer(to: id).reply.text("ename") == "Interrupted")
        for id in waiting { #expect(try frontEnd.answer(to: id).status == "aborted") }
        #expect(try frontEnd.kernel.end().status == 0)
        #expect(try kept(frontEnd) > 0)
    }

    @Test func `a shutdown on shell has its turn`() throws {
        let frontEnd = try FrontEnd()
        let ids = [frontEnd.execute("print 1"), frontEnd.ask("shutdown_request")]
        for id in ids { #expect(try frontEnd.answer(to: id).status == "ok") }
        #expect(try frontEnd.kernel.end().status == 0)
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `a signal ends the kernel cleanly`(signal: Int32) throws {
        let frontEnd = try FrontEnd()
        let id = try train(frontEnd)
        frontEnd.kernel.send(signal)
        #expect(try frontEnd.answer(to: id).reply.text("ename") == "Interrupted")
        #expect(try frontEnd.kernel.end().status == 128 + signal)
        #expect(try kept(frontEnd) > 0)
    }

    /// The shell is the kernel's parent, and has no time to say goodbye.
    @Test func `a kernel ends with its parent, in the middle of a training`() throws {
        let sweepbook = try Sweepbook(), connection = try Connection(in: sweepbook.folder)
        let script = "XDG_STATE_HOME=$PWD \"$SWEEPBOOK\" kernel start '\(connection.path)' < /dev/null & echo $! > pid; wait"
        let shell = try RunningCommand(
            executable: "/bin/sh", ["-c", script], in: sweepbook.folder.path, environment: ["SWEEPBOOK": try Sweepbook.binary])
        let frontEnd = try FrontEnd(sweepbook, connection, shell)
        let id = try train(frontEnd)
        shell.send(SIGKILL)
        #expect(try frontEnd.answer(to: id).reply.text("ename") == "Interrupted")
        // The pipe of its output closes when the last process that has it ends.
        #expect(try shell.end().status == 128 + SIGKILL)
        #expect(try kept(frontEnd) > 0)
    }

    @Test func `a kernel ends with whoever the environment says stands behind it`() throws {
        let parent = try RunningCommand(executable: "/bin/sleep", ["1000"], in: "/", environment: [:])
        let frontEnd = try FrontEnd(environment: ["JPY_PARENT_PID": "\(parent.processIdentifier)"])
        #expect(try frontEnd.run("1").status == "ok")
        parent.send(SIGKILL)
        _ = try parent.end()
        #expect(try frontEnd.kernel.end().status == 0)
    }

    @Test func `a log that nobody reads ends nothing, and cells find an empty input`() throws {
        let sweepbook = try Sweepbook(), connection = try Connection(in: sweepbook.folder)
        let script = "XDG_STATE_HOME=$PWD \"$SWEEPBOOK\" kernel start '\(connection.path)' 2>&1 >/dev/null | true"
        let shell = try RunningCommand(
            executable: "/bin/sh", ["-c", script], in: sweepbook.folder.path, environment: ["SWEEPBOOK": try Sweepbook.binary])
        let frontEnd = try FrontEnd(sweepbook, connection, shell)
        frontEnd.send([[1], [2], [3]], on: .shell)
        #expect(try frontEnd.run("notebook export \"-\" to=script").reply.text("evalue").contains("stdin"))
        try frontEnd.shutDown()
    }

    // MARK: - Where it listens
    @Test func `a port in use, and a file that is none, get one sentence`() throws {
        let first = try FrontEnd("tcp")
        let second = try first.sweepbook.run("kernel", "start", first.connection.path)
        #expect(second.status == 1)
        #expect(second.complaint.wholeMatch(
            of: /sweepbook: ".*kernel.json": shell_port: tcp:\/\/127.0.0.1:[0-9]+ is in use by another program\n/) != nil)
        #expect(try first.sweepbook.run("kernel", "start", "/nowhere").complaint
            == "sweepbook: the connection file: cannot read \"/nowhere\": No such file or directory\n")
        try first.shutDown()
    }

    @Test func `sockets in the file system are for the user alone, and go with the kernel`() throws {
        let frontEnd = try FrontEnd("ipc")
        let sockets = try frontEnd.sweepbook.folder.names().filter { $0.hasPrefix("ipc-") }
        #expect(sockets.count == 5)
        for socket in sockets { #expect(try frontEnd.sweepbook.folder.mode(of: socket) & 0o077 == 0) }
        try frontEnd.shutDown()
        #expect(try frontEnd.sweepbook.folder.names().filter { $0.hasPrefix("ipc-") } == [])
    }

    // MARK: - A training live
    @Test func `a long training is shown in place, and then as it is recorded`() throws {
        let frontEnd = try FrontEnd()
        let cell = "sweep n_layer=1 n_head=1 n_embd_factor=[8, 16] dropout=[0, 0.1] epochs=300 seeds=20 out=\"a\""
        let answer = try frontEnd.run(cell, ["allow_stdin": true])
        let types = answer.outputs.map(\.type)
        let live = try #require(answer.outputs.first { $0.type == "display_data" })
        let id = try #require(live.content["transient"]?.object?["display_id"]?.string)
        #expect(live.content["data"]?.object?["text/html"] != nil)
        for update in answer.outputs where update.type == "update_display_data" {
            #expect(update.content["transient"] == ["display_id": .string(id)])
        }
        let clearing = try #require(types.firstIndex(of: "clear_output"))
        #expect(answer.outputs[clearing].content == ["wait": true])
        // What was sent before is the beginning of what is sent again, which is all that the sweep says.
        let (before, after) = (answer.outputs[..<clearing], answer.outputs[clearing...])
        #expect(text(after).hasPrefix(text(before)))
        #expect(text(after).hasPrefix("Starting parameter sweep...\n"))
        #expect(text(after).ranges(of: "Random seed 19").count == 4)
        #expect(text(after).hasSuffix("All output files saved to: a\n"))
        #expect(after.filter { $0.type == "stream" }.count == after.count - 1)
        try frontEnd.shutDown()
    }

    @Test func `a program that nobody watches gets lines as they come`() throws {
        let frontEnd = try FrontEnd()
        let answer = try frontEnd.run("train n_layer=1 n_head=1 n_embd_factor=16 dropout=0 epochs=20 seeds=40 out=\"a\"")
        #expect(Set(answer.outputs.map(\.type)) == ["execute_input", "stream"])
        try frontEnd.shutDown()
    }

    private func text(_ messages: some Sequence<FrontEnd.Message>) -> String {
        messages.filter { $0.type == "stream" }.map { $0.text("text") }.joined()
    }
}

extension FrontEnd {
    /// Ends a kernel that has more to say than was asked for.
    fileprivate func shutDownQuietly() throws {
        ask("shutdown_request", on: .control)
        #expect(try kernel.end().status == 0)
    }
}
