import Formats
import Language
import Notebook
import Session
import System

/// What a front end speaks to: one session, whose cells are numbered.
///
/// Requests on shell are answered one after the other; what stops them comes by another way (``KernelServer``).
actor Kernel {
    let interpreter: Interpreter
    let sockets: KernelSockets
    /// What waits behind the request that is being answered.
    let requests: RequestQueue
    let stop: StopButton
    let history: KernelHistory
    /// How many cells have been run and kept.
    var count = 0

    init(_ sockets: KernelSockets, _ requests: RequestQueue, _ stop: StopButton, _ environment: SessionEnvironment) {
        let history = KernelHistory(EntryHistory(path: EntryHistory.standardPath()))
        self.history = history
        var environment = environment
        environment.isKeptByFrontEnd = true
        let texts = history.texts
        environment.history = { texts.withLock { $0 } }
        interpreter = Interpreter(environment)
        self.sockets = sockets
        self.requests = requests
        self.stop = stop
    }

    /// Whether the kernel goes on.
    func answer(_ request: Request) async -> StatementEnd {
        switch request.type {
        case "execute_request": await execute(request)
        case "kernel_info_request": reply(request, KernelInfo.content)
        case "connect_request": reply(request, sockets.file.portFields)
        case "complete_request": reply(request, await completions(request))
        case "inspect_request": reply(request, await inspection(request))
        case "is_complete_request": reply(request, Self.completeness(request))
        case "history_request": reply(request, history.reply(to: request) ?? Self.refusal("expected range, tail or search"))
        case "comm_info_request": reply(request, ["status": "ok", "comms": [:]])
        case "comm_open": refuseComm(request)
        case "shutdown_request":
            reply(request, ["status": "ok", "restart": .boolean(request.flag("restart", default: false))])
            return .quit
        // What belongs to comms that were refused, and answers to what nobody has asked.
        case "comm_msg", "comm_close", "input_reply": break
        default: Log.note("a message of the type \(request.type) was ignored")
        }
        return .done
    }

    func reply(_ request: Request, _ content: JSONObject, metadata: JSONObject = [:]) {
        sockets.send(.reply(to: request, content, metadata: metadata))
    }

    /// What a reply has that says no.
    static func refusal(_ sentence: String) -> JSONObject {
        ["status": "error", "ename": "Error", "evalue": .string(sentence), "traceback": []]
    }

    /// Nothing here speaks to widgets.
    private func refuseComm(_ request: Request) {
        sockets.send(.broadcast(
            "comm_close", parent: request.sender.header, ["comm_id": .string(request.text("comm_id")), "data": [:]]))
    }
}

extension KernelSockets {
    /// Says that the kernel is busy with a request until the body returns.
    func busy<Value: Sendable>(with request: Request, _ body: () async -> Value) async -> Value {
        send(.status("busy", parent: request.sender.header))
        let value = await body()
        send(.status("idle", parent: request.sender.header))
        return value
    }
}
