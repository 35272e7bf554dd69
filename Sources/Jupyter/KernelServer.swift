import Formats
import Glibc
package import Session
import System

/// Lets a notebook's front end speak to a session, by the Jupyter protocol.
///
///     let server = try KernelServer(connectionFile: path, environment)
///     let status = await server.run()
///
/// It listens where the connection file says, and runs until it is shut down, gets a signal that ends it, or loses its
/// parent, which is the front end's server. However it ends, the runs that had finished are kept.
package final class KernelServer: Sendable {
    private let sockets: KernelSockets
    private let requests = RequestQueue()
    private let stop = StopButton()
    private let kernel: Kernel
    private let environment: SessionEnvironment
    private let parent = ParentProcess()
    /// The exit status, once the kernel is to end.
    private let ending = Locked<Ending?>(nil)

    private struct Ending {
        let status: Int32
        let start = ContinuousClock.now
    }

    /// How long the kernel waits at its end for what it is at.
    private static let patience = Duration.seconds(30)

    /// - Throws: `ConnectionFailure`
    package init(connectionFile path: String, _ environment: SessionEnvironment) throws {
        let file = try ConnectionFile(reading: path)
        if let warning = file.warning { Log.note(warning) }
        sockets = try KernelSockets(file)
        self.environment = environment
        kernel = Kernel(sockets, requests, stop, environment)
    }

    /// Answers requests until the end.
    ///
    /// - Returns: the process's exit status.
    /// - Throws: `DedicatedThread.NoThread`
    package func run() async throws -> Int32 {
        try sockets.start(self)
        if isatty(STDIN_FILENO) == 1 { Log.note("listening for a front end; Ctrl-C stops only a cell, kill \(getpid()) ends the kernel") }
        sockets.send(.status("starting"))
        await answerAll()
        // What had been sent before the end gets its answer, too.
        await sockets.settle()
        await answerAll()
        await sockets.close()
        return ending.withLock { $0?.status } ?? 0
    }

    /// Takes a signal: SIGINT stops the cell that runs, any other ends the kernel.
    package func take(signal number: Int32) {
        if number == SIGINT { return stop.press() }
        environment.prepare(for: number)
        end(128 + number)
    }

    /// Ends the kernel: what runs is stopped, cells that wait are answered "aborted".
    private func end(_ status: Int32) {
        ending.withLock { if $0 == nil { $0 = Ending(status: status) } }
        requests.finish()
        stop.pressForGood()
    }

    private func answerAll() async {
        while let entry = await requests.next() { await answer(entry) }
    }

    private func answer(_ entry: RequestQueue.Entry) async {
        let request = entry.request
        let outcome: StatementEnd = await sockets.busy(with: request) {
            guard entry.isAborted else { return await kernel.answer(request) }
            sockets.send(.reply(to: request, ["status": "aborted"]))
            return .done
        }
        if outcome == .quit { end(0) }
    }
}

// MARK: - On the sockets' thread
extension KernelServer: KernelSockets.Receiver {
    func take(_ request: Request) {
        switch request.sender.channel {
        case .shell: requests.add(request)
        case .control: control(request)
        case .stdin, .iopub, .heartbeat: break
        }
    }

    /// Answers at once, whatever runs.
    private func control(_ request: Request) {
        sockets.send(.status("busy", parent: request.sender.header))
        switch request.type {
        case "interrupt_request":
            stop.press()
            sockets.send(.reply(to: request, ["status": "ok"]))
        case "shutdown_request":
            sockets.send(.reply(to: request, ["status": "ok", "restart": .boolean(request.flag("restart", default: false))]))
            end(0)
        case "kernel_info_request": sockets.send(.reply(to: request, KernelInfo.content))
        case "debug_request": sockets.send(.reply(to: request, Self.debugRefusal(request)))
        default: Log.note("a message of the type \(request.type) on control was ignored")
        }
        sockets.send(.status("idle", parent: request.sender.header))
    }

    /// As the Debug Adapter Protocol says no.
    private static func debugRefusal(_ request: Request) -> JSONObject {
        [
            "type": "response", "seq": 0, "request_seq": request.content["seq"] ?? 0, "success": false,
            "command": .string(request.text("command")), "message": "there is no debugger for this language",
        ]
    }

    func look() {
        if !parent.isThere { end(0) }
        // Something does not come to its end; nobody waits for it any more.
        if let ending = ending.withLock({ $0 }), .now - ending.start > Self.patience { _exit(ending.status) }
    }
}
