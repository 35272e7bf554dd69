import CZeroMQ
import Formats
import Glibc
import System

/// The sockets of a kernel and the one thread that uses them, as ØMQ asks for.
///
/// The thread takes requests in and hands them over, and sends what others have put into its queue. It never waits for a
/// cell, so that a kernel that is busy still hears what it is told.
final class KernelSockets: Sendable {
    let queue: SendQueue
    private let context: Context
    private let sockets: [Channel: Socket]
    private let wake: SignalPipe
    let file: ConnectionFile
    private let heartbeat: Heartbeat
    private let isClosing = Locked(false)
    private let end = Gate()

    /// Who takes what comes in, on the sockets' thread.
    protocol Receiver: Sendable {
        func take(_ request: Request)
        /// Called some times a second.
        func look()
    }

    /// ØMQ's own threads and memory.
    struct Context: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer

        init() throws(SystemError) {
            guard let handle = zmq_ctx_new() else { throw .last }
            self.handle = handle
        }
    }

    /// Listens where the file says, and only there.
    init(_ file: ConnectionFile) throws(ConnectionFailure) {
        do throws(SystemError) {
            let (context, wake) = (try Context(), try SignalPipe())
            (self.context, self.wake) = (context, wake)
        } catch {
            throw ConnectionFailure(path: file.path, problem: .thread(error))
        }
        self.file = file
        queue = SendQueue { [wake] in wake.post(0) }
        var sockets: [Channel: Socket] = [:]
        // What lies in the file system, as ipc does, is for this user alone.
        let mask = umask(0o077)
        defer { umask(mask) }
        for channel in Channel.allCases where channel != .heartbeat {
            sockets[channel] = try Socket.bound(context, channel, to: file)
        }
        heartbeat = try Heartbeat(file)
        self.sockets = sockets
    }

    /// Starts to take requests.
    ///
    /// - Throws: `DedicatedThread.NoThread`
    func start(_ receiver: any Receiver) throws(DedicatedThread.NoThread) {
        try heartbeat.start()
        try DedicatedThread.start { self.run(receiver) }
    }

    func send(_ message: OutgoingMessage) { queue.add(message) }

    /// Returns when all that has come so far has been handed over.
    func settle() async {
        await withCheckedContinuation { continuation in
            queue.add(.barrier { continuation.resume() })
        }
    }

    /// Sends what is left, and closes the sockets.
    func close() async {
        isClosing.withLock { $0 = true }
        wake.post(0)
        await end.pass()
    }
}

// MARK: - The thread
extension KernelSockets {
    /// How long nothing is looked at, in milliseconds.
    private static let pause = 250

    private func run(_ receiver: any Receiver) {
        var format = WireFormat(key: file.key)
        var due: ContinuousClock.Instant?
        while !isClosing.withLock({ $0 }) {
            wait(until: due)
            _ = wake.take()
            // Whoever waits behind a barrier wants what had come when he asked.
            let sent = queue.take()
            receive(&format, receiver)
            send(sent.entries, &format)
            due = sent.due
            receiver.look()
        }
        send(queue.takeAll(), &format)
        for socket in sockets.values { socket.close() }
        // Returns when all is sent, or after the time that sockets linger.
        while zmq_ctx_term(context.handle) != 0, zmq_errno() == EINTR {}
        heartbeat.stop()
        file.removeSockets()
        end.open()
    }

    private func wait(until due: ContinuousClock.Instant?) {
        var items = sockets.values.map { zmq_pollitem_t(socket: $0.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }
        items.append(zmq_pollitem_t(socket: nil, fd: wake.readEnd, events: Int16(ZMQ_POLLIN), revents: 0))
        let left = due.map { max(0, Int(($0 - .now) / .milliseconds(1)) + 1) } ?? Self.pause
        zmq_poll(&items, Int32(items.count), min(left, Self.pause))
    }

    private func receive(_ format: inout WireFormat, _ receiver: any Receiver) {
        for channel in [Channel.control, .shell, .stdin] {
            while let frames = sockets[channel]?.receive() {
                do throws(WireFormat.Fault) {
                    receiver.take(try format.request(from: frames, on: channel))
                } catch {
                    Log.note("a message on \(channel.rawValue) was dropped: \(error)")
                }
            }
        }
        while let frames = sockets[.iopub]?.receive() { welcome(frames, &format) }
    }

    /// Greets whoever subscribes to IOPub, who then knows that from here on he misses nothing. All others see the greeting
    /// too, so its topic must not be what ends the topic in a message.
    private func welcome(_ frames: [[UInt8]], _ format: inout WireFormat) {
        guard frames.count == 1, let kind = frames[0].first, kind <= 1 else { return }
        let topic = Array(frames[0].dropFirst())
        sockets[.iopub]?.setSubscribed(kind == 1, to: topic)
        guard kind == 1, topic != WireFormat.delimiter else { return }
        var message = OutgoingMessage.broadcast("iopub_welcome", ["subscription": .string(String(decoding: topic, as: UTF8.self))])
        message.identities = [topic]
        sockets[.iopub]?.send(format.frames(of: message))
    }

    private func send(_ entries: [SendQueue.Entry], _ format: inout WireFormat) {
        for entry in entries {
            switch entry {
            case .message(let message): send(message, &format)
            case .stream(let text): send(text.message, &format)
            case .barrier(let pass): pass()
            }
        }
    }

    private func send(_ message: OutgoingMessage, _ format: inout WireFormat) {
        sockets[message.channel]?.send(format.frames(of: message))
    }
}

extension Socket {
    /// A socket that listens.
    static func bound(
        _ context: KernelSockets.Context, _ channel: Channel, to file: ConnectionFile
    ) throws(ConnectionFailure) -> Socket {
        let endpoint = file.endpoint(channel)
        do throws(SystemError) {
            let socket = try Socket(context.handle, kind: channel.socketKind)
            if let key = file.secretKey { try socket.encrypt(with: key) }
            try socket.bind(endpoint)
            return socket
        } catch {
            throw ConnectionFailure(path: file.path, problem: .socket(channel, endpoint, error))
        }
    }
}
