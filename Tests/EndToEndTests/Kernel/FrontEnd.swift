import CZeroMQ
import Foundation
import Formats
import Jupyter
import TestSupport
import Testing

/// A notebook's front end: it has started a kernel, as a process, and speaks to it.
final class FrontEnd {
    /// A message from the kernel.
    struct Message {
        let type: String
        /// The id of the request that it is sent because of; empty for none.
        let parent: String
        let content: JSONObject

        func text(_ key: String) -> String { content[key]?.string ?? "" }
    }

    /// What comes of a request.
    struct Answer {
        let reply: Message
        /// What everybody got between busy and idle.
        let outputs: [Message]

        var status: String { reply.text("status") }
        /// The texts for a stream.
        func text(of stream: String = "stdout") -> String {
            outputs.filter { $0.type == "stream" && $0.text("name") == stream }.map { $0.text("text") }.joined()
        }
    }

    let sweepbook: Sweepbook
    let kernel: RunningCommand
    let connection: Connection
    private let context: UnsafeMutableRawPointer
    private var sockets: [Channel: UnsafeMutableRawPointer] = [:]
    private var sentCount = 0
    /// What came on IOPub while something else was waited for.
    private var heard: [Message] = []

    /// A kernel that this process has started.
    convenience init(_ transport: String = "ipc", environment: [String: String] = [:]) throws {
        let sweepbook = try Sweepbook()
        let connection = try Connection(transport, in: sweepbook.folder)
        let home = ["XDG_STATE_HOME": sweepbook.folder.file("state")].merging(environment) { $1 }
        try self.init(sweepbook, connection, try sweepbook.start(["kernel", "start", connection.path], environment: home))
    }

    init(_ sweepbook: Sweepbook, _ connection: Connection, _ kernel: RunningCommand) throws {
        (self.sweepbook, self.connection, self.kernel) = (sweepbook, connection, kernel)
        context = try #require(zmq_ctx_new())
        for channel in Channel.allCases { sockets[channel] = try open(channel) }
        // From here on nothing is missed.
        #expect(try next(on: .iopub).type == "iopub_welcome")
    }

    deinit {
        for socket in sockets.values { zmq_close(socket) }
        zmq_ctx_term(context)
    }

    private func open(_ channel: Channel) throws -> UnsafeMutableRawPointer {
        let kind = switch channel {
        case .shell, .control, .stdin: ZMQ_DEALER
        case .iopub: ZMQ_SUB
        case .heartbeat: ZMQ_REQ
        }
        let socket = try #require(zmq_socket(context, kind))
        for (option, value) in [(ZMQ_LINGER, Int32(0)), (ZMQ_RECONNECT_IVL, 10), (ZMQ_RCVHWM, 0), (ZMQ_SNDHWM, 0)] {
            var value = value
            zmq_setsockopt(socket, option, &value, MemoryLayout.size(ofValue: value))
        }
        if channel == .iopub { zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0) }
        try #require(zmq_connect(socket, connection.endpoint(channel)) == 0)
        return socket
    }

    // MARK: - Frames
    func send(_ frames: [[UInt8]], on channel: Channel) {
        for (index, frame) in frames.enumerated() {
            zmq_send(sockets[channel], frame, frame.count, index + 1 < frames.count ? ZMQ_SNDMORE : 0)
        }
    }

    /// The frames of the next message; nil when none comes in time.
    func frames(on channel: Channel, within seconds: Double = 60) -> [[UInt8]]? {
        var item = zmq_pollitem_t(socket: sockets[channel], fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
        guard zmq_poll(&item, 1, Int(seconds * 1000)) == 1 else { return nil }
        var frames: [[UInt8]] = []
        var more: Int32 = 1, size = MemoryLayout<Int32>.size
        while more != 0 {
            var message = zmq_msg_t()
            zmq_msg_init(&message)
            zmq_msg_recv(&message, sockets[channel], 0)
            frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
            zmq_msg_close(&message)
            zmq_getsockopt(sockets[channel], ZMQ_RCVMORE, &more, &size)
        }
        return frames
    }

    /// The frames of a request, with a new id.
    func request(_ type: String, _ content: JSONObject = [:]) -> (id: String, frames: [[UInt8]]) {
        sentCount += 1
        let id = "request \(sentCount)"
        let header: JSONObject = ["msg_id": .string(id), "msg_type": .string(type), "session": "test", "username": "test", "version": "5.4"]
        let signed = [header, [:], [:], content].map { JSONWriter.bytes(of: .object($0), .line) }
        return (id, [WireFormat.delimiter, Signer(key: connection.key).signature(of: signed)] + signed)
    }

    // MARK: - Messages
    /// Sends a request; its id.
    @discardableResult
    func ask(_ type: String, _ content: JSONObject = [:], on channel: Channel = .shell) -> String {
        let (id, frames) = request(type, content)
        send(frames, on: channel)
        return id
    }

    /// Has a cell run; the request's id.
    @discardableResult
    func execute(_ code: String, _ options: JSONObject = [:]) -> String {
        var content: JSONObject = ["code": .string(code), "allow_stdin": false]
        for (key, value) in options.members { content[key] = value }
        return ask("execute_request", content)
    }

    func next(on channel: Channel) throws -> Message {
        let frames = try #require(self.frames(on: channel), "nothing came on \(channel)")
        let delimiter = try #require(frames.firstIndex(of: WireFormat.delimiter)), signed = frames[(delimiter + 2)...]
        #expect(frames[delimiter + 1] == Signer(key: connection.key).signature(of: signed))
        let parts = try signed.map { frame in
            var reader = try JSONReader(frame)
            return try #require(try reader.document().object)
        }
        try #require(parts.count == 4)
        return Message(type: parts[0]["msg_type"]?.string ?? "", parent: parts[1]["msg_id"]?.string ?? "", content: parts[3])
    }

    /// What everybody gets because of a request, up to one that is wanted.
    func hear(_ id: String, until isWanted: (Message) -> Bool) throws -> [Message] {
        var found: [Message] = []
        while true {
            let message = try heard.firstIndex { $0.parent == id }.map { heard.remove(at: $0) } ?? next(on: .iopub)
            guard message.parent == id else {
                heard.append(message)
                continue
            }
            found.append(message)
            if isWanted(message) { return found }
        }
    }

    /// The answer to the request that is to be answered next.
    func answer(to id: String, on channel: Channel = .shell) throws -> Answer {
        let all = try hear(id) { $0.type == "status" && $0.text("execution_state") == "idle" }
        let reply = try next(on: channel)
        #expect(reply.parent == id)
        return Answer(reply: reply, outputs: all.filter { $0.type != "status" })
    }

    func run(_ code: String, _ options: JSONObject = [:]) throws -> Answer {
        let id = execute(code, options)
        #expect(try hear(id) { _ in true }.first?.text("execution_state") == "busy")
        return try answer(to: id)
    }

    /// Ends the kernel; what it leaves.
    @discardableResult
    func shutDown() throws -> Sweepbook.Result {
        let answer = try answer(to: ask("shutdown_request", ["restart": false], on: .control), on: .control)
        #expect(answer.reply.content == ["status": "ok", "restart": false])
        let result = try kernel.end()
        #expect(result.output == "")
        #expect(result.status == 0)
        return result
    }
}

/// A connection file.
struct Connection {
    let path: String
    let key = Array("a secret".utf8)
    private let transport: String
    private let address: String
    private let ports: [Channel: Int]

    init(_ transport: String = "ipc", in folder: TemporaryFolder) throws {
        self.transport = transport
        (path, address) = (folder.file("kernel.json"), transport == "ipc" ? folder.file("ipc") : "127.0.0.1")
        let numbers = transport == "ipc" ? Array(1...5) : try Self.freePorts()
        ports = Dictionary(uniqueKeysWithValues: zip(Channel.allCases, numbers))
        var fields: JSONObject = [
            "transport": .string(transport), "ip": .string(address), "key": "a secret", "signature_scheme": "hmac-sha256",
        ]
        for (channel, port) in ports { fields[channel.portKey] = JSONValue(port) }
        try folder.write(JSONWriter.bytes(of: .object(fields)), to: "kernel.json")
        chmod(path, 0o600)
    }

    func endpoint(_ channel: Channel) -> String {
        let port = ports[channel] ?? 0
        return transport == "ipc" ? "ipc://\(address)-\(port)" : "tcp://\(address):\(port)"
    }

    /// Ports that nobody listens at now.
    private static func freePorts() throws -> [Int] {
        let context = try #require(zmq_ctx_new())
        defer { zmq_ctx_term(context) }
        var sockets: [UnsafeMutableRawPointer?] = []
        defer { sockets.forEach { zmq_close($0) } }
        return try Channel.allCases.map { _ in
            sockets.append(zmq_socket(context, ZMQ_ROUTER))
            try #require(zmq_bind(sockets[sockets.count - 1], "tcp://127.0.0.1:*") == 0)
            var endpoint = [CChar](repeating: 0, count: 64), size = 64
            zmq_getsockopt(sockets[sockets.count - 1], ZMQ_LAST_ENDPOINT, &endpoint, &size)
            let text = String(decoding: endpoint.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return try #require(text.split(separator: ":").last.flatMap { Int($0) })
        }
    }
}
