import CZeroMQ
import Glibc
import System

/// Sends back what comes, on a thread of its own: whatever the kernel is at, it shows that it lives.
final class Heartbeat: Sendable {
    private let context: KernelSockets.Context
    private let socket: Socket

    init(_ file: ConnectionFile) throws(ConnectionFailure) {
        do throws(SystemError) {
            context = try KernelSockets.Context()
        } catch {
            throw ConnectionFailure(path: file.path, problem: .thread(error))
        }
        socket = try Socket.bound(context, .heartbeat, to: file)
    }

    func start() throws(DedicatedThread.NoThread) {
        try DedicatedThread.start { [context, socket] in
            // Whatever is asked has to be answered, before the next can be.
            while let frames = socket.receive(waiting: true) { socket.send(frames.isEmpty ? [[]] : frames) }
            socket.close()
            zmq_ctx_term(context.handle)
        }
    }

    /// Has the thread end.
    func stop() { zmq_ctx_shutdown(context.handle) }
}
