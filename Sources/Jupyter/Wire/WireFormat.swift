import Characters
import Formats
import Glibc

/// Messages as frames: identities, a delimiter, a signature, then header, parent header, metadata and content as JSON, and
/// buffers, of which nothing here has any use.
///
/// Nothing is believed of what comes: a message that isn't wholly as it should be is a `Fault`.
package struct WireFormat {
    /// Nil where the connection file has no key: then nothing is signed.
    private let signer: Signer?
    /// The session's name in headers.
    private let session = Hexadecimal.random(32)
    private var sentCount = 0
    private var known = KnownSignatures()
    private let user: JSONValue

    /// What is wrong with a message.
    package enum Fault: Error, Equatable {
        case noDelimiter
        case tooFewFrames(Int)
        case wrongSignature
        /// A signature that has come before.
        case repeated
        /// No JSON object, or none with what it needs: the frame's name, and what was found.
        case unreadable(String, String)
    }

    package static let delimiter = Array("<IDS|MSG>".utf8)
    static let version = "5.5"

    package init(key: [UInt8]) {
        signer = key.isEmpty ? nil : Signer(key: key)
        user = .string(getenv("USER").map { ForeignText.line(String(cString: $0)) } ?? "sweepbook")
    }

    // MARK: - In
    package mutating func request(from frames: [[UInt8]], on channel: Channel) throws(Fault) -> Request {
        guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .noDelimiter }
        let rest = frames[(delimiter + 1)...]
        guard rest.count >= 5, let signature = rest.first else { throw .tooFewFrames(rest.count) }
        // Headers, metadata and content; what follows are buffers.
        let signed = rest.dropFirst().prefix(4)
        try check(signature, of: signed)
        let header = signed[signed.startIndex]
        let fields = try Self.object(header, "header")
        guard let type = fields["msg_type"]?.string, fields["msg_id"]?.string != nil else {
            throw .unreadable("header", "no msg_id or msg_type")
        }
        for (name, frame) in zip(["parent header", "metadata"], signed.dropFirst()) { _ = try Self.object(frame, name) }
        let content = try Self.object(signed[signed.endIndex - 1], "content")
        return Request(type, content, from: .init(on: channel, identities: Array(frames[..<delimiter]), header: header))
    }

    private mutating func check(_ signature: [UInt8], of frames: ArraySlice<[UInt8]>) throws(Fault) {
        guard let signer else { return }
        guard signer.isSignature(signature, of: frames) else { throw .wrongSignature }
        guard known.insert(signature) else { throw .repeated }
    }

    private static func object(_ frame: [UInt8], _ name: String) throws(Fault) -> JSONObject {
        let value: JSONValue
        do throws(JSONError) {
            // Front ends written in JavaScript can have half of a character in a text.
            var reader = try JSONReader(frame, halfCharacter: "\u{FFFD}")
            value = try reader.document()
        } catch {
            throw .unreadable(name, "\(error.kind)")
        }
        guard let object = value.object else { throw .unreadable(name, "found \(value.kind), expected an object") }
        return object
    }

    // MARK: - Out
    package mutating func frames(of message: OutgoingMessage) -> [[UInt8]] {
        sentCount += 1
        let header: JSONObject = [
            "msg_id": .string("\(session)_\(sentCount)"), "session": .string(session), "username": user,
            "date": .string(Self.date()), "msg_type": .string(message.type), "version": .string(Self.version),
        ]
        let signed = [Self.bytes(header), message.parent, Self.bytes(message.metadata), Self.bytes(message.content)]
        return message.identities + [Self.delimiter, signer?.signature(of: signed) ?? []] + signed
    }

    private static func bytes(_ object: JSONObject) -> [UInt8] { JSONWriter.bytes(of: .object(object), .unsortedLine) }

    /// `2026-11-30T11:46:00.123456Z`
    package static func date() -> String {
        var now = timespec(), parts = tm()
        clock_gettime(CLOCK_REALTIME, &now)
        gmtime_r(&now.tv_sec, &parts)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let day = [(Int(parts.tm_year) + 1900, 4), (Int(parts.tm_mon) + 1, 2), (Int(parts.tm_mday), 2)]
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
        return day.map(padded).joined(separator: "-") + "T" + time.joined(separator: ":") + "." + padded(now.tv_nsec / 1000, 6) + "Z"
    }
}

extension WireFormat.Fault: CustomStringConvertible {
    /// What standard error tells of it.
    package var description: String {
        switch self {
        case .noDelimiter: "it has no delimiter <IDS|MSG>"
        case .tooFewFrames(let count): "\(count) frames follow the delimiter, expected at least 5"
        case .wrongSignature: "its signature is wrong"
        case .repeated: "its signature has come before"
        case .unreadable(let frame, let problem): "its \(frame) can't be read: \(problem)"
        }
    }
}

/// The signatures that came last, so that nobody can send a message again that he has overheard.
private struct KnownSignatures {
    private static let most = 1 << 16
    private var all: Set<[UInt8]> = []
    /// The oldest first.
    private var order: [[UInt8]] = []
    private var oldest = 0

    /// False where it is known.
    mutating func insert(_ signature: [UInt8]) -> Bool {
        guard all.insert(signature).inserted else { return false }
        if order.count < Self.most {
            order.append(signature)
        } else {
            all.remove(order[oldest])
            order[oldest] = signature
            oldest = (oldest + 1) % Self.most
        }
        return true
    }
}
