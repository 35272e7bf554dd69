package import Formats

/// A message from a front end.
package struct Request: Sendable {
    /// Whom an answer goes to, and what it answers.
    package let sender: Sender
    package let type: String
    package let content: JSONObject

    package init(_ type: String, _ content: JSONObject, from sender: Sender) {
        (self.type, self.content, self.sender) = (type, content, sender)
    }

    package struct Sender: Sendable {
        package let channel: Channel
        /// The frames that ØMQ finds the front end by.
        package let identities: [[UInt8]]
        /// The request's header as it came: the parent of all that is sent because of it.
        package let header: [UInt8]

        package init(on channel: Channel, identities: [[UInt8]] = [], header: [UInt8] = OutgoingMessage.noParent) {
            (self.channel, self.identities, self.header) = (channel, identities, header)
        }
    }

    /// What the answer's type is: `kernel_info_reply` to `kernel_info_request`.
    package var replyType: String { String(type.dropLast("request".count)) + "reply" }

    /// A string of the content; empty where there is none.
    func text(_ key: String) -> String { content[key]?.string ?? "" }

    func flag(_ key: String, default standard: Bool) -> Bool { content[key]?.boolean ?? standard }
}
