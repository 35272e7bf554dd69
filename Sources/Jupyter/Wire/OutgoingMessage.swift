package import Formats

/// A message to one front end or, on IOPub, to all.
package struct OutgoingMessage: Sendable {
    package let channel: Channel
    package let type: String
    /// Whom it goes to; on IOPub its topic.
    var identities: [[UInt8]]
    /// The header of what it is sent because of; `{}` for nothing.
    let parent: [UInt8]
    var content: JSONObject
    var metadata: JSONObject = [:]

    /// The answer to a request.
    static func reply(to request: Request, _ content: JSONObject, metadata: JSONObject = [:]) -> OutgoingMessage {
        OutgoingMessage(
            channel: request.sender.channel, type: request.replyType, identities: request.sender.identities,
            parent: request.sender.header, content: content, metadata: metadata)
    }

    /// A message to everybody.
    package static func broadcast(_ type: String, parent: [UInt8] = noParent, topic: String? = nil, _ content: JSONObject) -> OutgoingMessage {
        OutgoingMessage(channel: .iopub, type: type, identities: [Array((topic ?? type).utf8)], parent: parent, content: content)
    }

    /// Whether the kernel works on something.
    static func status(_ state: String, parent: [UInt8] = noParent) -> OutgoingMessage {
        broadcast("status", parent: parent, ["execution_state": .string(state)])
    }

    package static let noParent = Array("{}".utf8)
}
