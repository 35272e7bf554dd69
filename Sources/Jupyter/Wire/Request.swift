import Formats

/// A message from a front end.
struct Request: Sendable {
    /// Whom an answer goes to, and what it answers.
    let sender: Sender
    let type: String
    let content: JSONObject

    struct Sender: Sendable {
        let channel: Channel
        /// The frames that ØMQ finds the front end by.
        let identities: [[UInt8]]
        /// The request's header as it came: the parent of all that is sent because of it.
        let header: [UInt8]
    }

    /// What the answer's type is: `kernel_info_reply` to `kernel_info_request`.
    var replyType: String { String(type.dropLast("request".count)) + "reply" }

    /// A string of the content; empty where there is none.
    func text(_ key: String) -> String { content[key]?.string ?? "" }

    func flag(_ key: String, default standard: Bool) -> Bool { content[key]?.boolean ?? standard }
}
