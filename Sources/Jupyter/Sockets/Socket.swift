import CZeroMQ
import Glibc
import System

/// A ØMQ socket. One thread uses it at a time: it may be handed to a thread when that starts.
final class Socket: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer

    /// The most bytes of a frame; who sends a larger one is disconnected.
    private static let mostBytes: Int64 = 64 << 20
    /// The most frames of a message; one that has more is read and dropped.
    private static let mostFrames = 256
    /// How long a closed socket tries to send what is left, in milliseconds.
    private static let linger: Int32 = 1000

    /// - Parameter context: from `zmq_ctx_new`.
    init(_ context: UnsafeMutableRawPointer, kind: Int32) throws(SystemError) {
        guard let handle = zmq_socket(context, kind) else { throw .last }
        self.handle = handle
        var most = Self.mostBytes
        zmq_setsockopt(handle, ZMQ_MAXMSGSIZE, &most, MemoryLayout.size(ofValue: most))
        set(ZMQ_LINGER, Self.linger)
        // What a front end is slow to read is kept, rather than dropped.
        set(ZMQ_SNDHWM, 0)
        if kind == ZMQ_ROUTER { set(ZMQ_ROUTER_HANDOVER, 1) }
        // A subscription counts once it has been read, so that nothing comes before the greeting.
        if kind == ZMQ_XPUB { set(ZMQ_XPUB_MANUAL, 1) }
    }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        zmq_setsockopt(handle, option, &value, MemoryLayout.size(ofValue: value))
    }

    /// Has only those connect who know the public key that belongs to this secret one (CurveZMQ), and encrypts what is sent.
    ///
    /// - Parameter secretKey: 40 characters, as Z85 writes it.
    func encrypt(with secretKey: String) throws(SystemError) {
        set(ZMQ_CURVE_SERVER, 1)
        guard zmq_setsockopt(handle, ZMQ_CURVE_SECRETKEY, secretKey, secretKey.utf8.count) == 0 else { throw .last }
    }

    /// - Parameter endpoint: `tcp://127.0.0.1:5555` or `ipc:///path-1`.
    func bind(_ endpoint: String) throws(SystemError) {
        let isVersion6 = endpoint.hasPrefix("tcp:") && endpoint.count { $0 == ":" } > 2
        if isVersion6 { set(ZMQ_IPV6, 1) }
        guard zmq_bind(handle, endpoint) == 0 else { throw .last }
    }

    /// Has whoever sent the message that was received last get what begins with a topic, or no longer.
    func setSubscribed(_ isSubscribed: Bool, to topic: [UInt8]) {
        zmq_setsockopt(handle, isSubscribed ? ZMQ_SUBSCRIBE : ZMQ_UNSUBSCRIBE, topic, topic.count)
    }

    func close() { zmq_close(handle) }

    // MARK: - Messages
    /// The frames of a message that waits; nil where none does, or where the socket's context has ended.
    ///
    /// - Parameter waiting: whether to wait for one.
    func receive(waiting: Bool = false) -> [[UInt8]]? {
        var frames: [[UInt8]] = []
        var count = 0
        repeat {
            guard let frame = receiveFrame(waiting ? 0 : ZMQ_DONTWAIT) else { return nil }
            count += 1
            if count <= Self.mostFrames { frames.append(frame) }
        } while hasMore
        return count <= Self.mostFrames ? frames : []
    }

    private func receiveFrame(_ flags: Int32) -> [UInt8]? {
        var message = zmq_msg_t()
        zmq_msg_init(&message)
        defer { zmq_msg_close(&message) }
        while zmq_msg_recv(&message, handle, flags) < 0 {
            if zmq_errno() != EINTR { return nil }
        }
        return Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message)))
    }

    private var hasMore: Bool {
        var more: Int32 = 0, size = MemoryLayout<Int32>.size
        return zmq_getsockopt(handle, ZMQ_RCVMORE, &more, &size) == 0 && more != 0
    }

    /// Sends a message; to a front end that has gone it is not sent.
    func send(_ frames: [[UInt8]]) {
        for (index, frame) in frames.enumerated() {
            let flags = index + 1 < frames.count ? ZMQ_SNDMORE : 0
            while zmq_send(handle, frame, frame.count, flags) < 0 {
                if zmq_errno() != EINTR { return }
            }
        }
    }
}
