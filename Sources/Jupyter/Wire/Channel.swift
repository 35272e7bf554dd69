import CZeroMQ

/// The sockets of a kernel, by what front ends send and read there.
package enum Channel: String, CaseIterable, Sendable {
    /// Requests, answered one after the other.
    case shell
    /// Requests that are answered at once, also while a cell runs.
    case control
    /// Where a kernel would ask for input.
    case stdin
    /// What everybody sees: outputs, and whether the kernel is busy.
    case iopub
    /// Sends back what comes.
    case heartbeat = "hb"

    /// What a connection file has its port under.
    package var portKey: String { rawValue + "_port" }

    /// ØMQ's number of the kind of socket.
    var socketKind: Int32 {
        switch self {
        case .shell, .control, .stdin: ZMQ_ROUTER
        case .iopub: ZMQ_XPUB
        case .heartbeat: ZMQ_REP
        }
    }
}
