import Characters
import Formats
import Glibc
package import System

/// Where a kernel is to listen, and the key that messages are signed with: a JSON file that whoever starts it has written.
package struct ConnectionFile: Sendable {
    package let path: String
    /// The key as bytes; empty where nothing is to be signed.
    package let key: [UInt8]
    /// CurveZMQ's secret key, where what is sent is to be encrypted.
    package let secretKey: String?
    private let transport: Transport
    /// An address, or for ipc the start of a path.
    private let address: String
    private let ports: [Channel: Int]

    package enum Transport: String { case tcp, ipc }

    /// What is wrong with it.
    package enum Problem: Error, Equatable {
        case unreadable(FileError)
        /// No JSON; how it goes on.
        case notJSON(String)
        case notAnObject(String)
        case missing(String)
        /// A field, what it is, and what was expected.
        case wrong(String, found: String, expected: String)
        case samePort(Int, String, String)
    }

    /// The most bytes that are read.
    private static let sizeLimit = 1 << 20
    private static let signatureScheme = "hmac-sha256"

    package init(reading path: String) throws(ConnectionFailure) {
        do throws(Problem) {
            try self.init(path, try Fields(Self.object(path)))
        } catch {
            throw ConnectionFailure(path: path, problem: .file(error))
        }
    }

    private init(_ path: String, _ fields: Fields) throws(Problem) {
        self.path = path
        let transport = try fields.text("transport", default: Transport.tcp.rawValue)
        guard let known = Transport(rawValue: transport) else {
            throw .wrong("transport", found: quoted(transport), expected: "tcp or ipc")
        }
        self.transport = known
        address = try fields.text("ip")
        key = Array(try fields.text("key").utf8)
        let scheme = try fields.text("signature_scheme", default: Self.signatureScheme)
        guard scheme == Self.signatureScheme || key.isEmpty else {
            throw .wrong("signature_scheme", found: quoted(scheme), expected: Self.signatureScheme)
        }
        secretKey = try fields.secretKey
        ports = try fields.ports
    }

    /// `tcp://127.0.0.1:5555`, or `ipc:///run/kernel-1-ipc-1`
    package func endpoint(_ channel: Channel) -> String {
        let port = ports[channel].map(String.init) ?? ""
        return switch transport {
        case .tcp: "tcp://\(address):\(port)"
        case .ipc: "ipc://\(address)-\(port)"
        }
    }

    /// The ports as the file has them.
    var portFields: JSONObject { JSONObject(ports.map { ($0.portKey, JSONValue($1)) }) }

    /// Removes what ipc leaves in the file system.
    func removeSockets() {
        if transport == .ipc { for port in ports.values { unlink("\(address)-\(port)") } }
    }

    /// A sentence where others can read the key; else nil.
    package var warning: String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o044 != 0 else { return nil }
        return "\(ForeignText.line(path)) can be read by others, who could then run commands here; chmod 600 keeps them out"
    }

    private static func object(_ path: String) throws(Problem) -> JSONObject {
        let value: JSONValue
        do {
            var reader = try JSONReader(try WholeFile.read(path, limit: sizeLimit))
            value = try reader.document()
        } catch let error as FileError {
            throw .unreadable(error)
        } catch let error as JSONError {
            throw .notJSON("\(error.kind)")
        } catch {
            throw .notJSON("\(error)")
        }
        guard let object = value.object else { throw .notAnObject(value.kind) }
        return object
    }
}

/// The fields of a connection file, checked.
private struct Fields {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    func text(_ key: String, default standard: String? = nil) throws(ConnectionFile.Problem) -> String {
        guard let value = object[key] else {
            guard let standard else { throw .missing(key) }
            return standard
        }
        guard let text = value.string else { throw .wrong(key, found: value.kind, expected: "a string") }
        guard !text.contains("\0") else { throw .wrong(key, found: "a NUL character", expected: "a text without") }
        return text
    }

    /// The port of each channel, no two the same.
    var ports: [Channel: Int] {
        get throws(ConnectionFile.Problem) {
            var ports: [Channel: Int] = [:]
            for channel in Channel.allCases {
                let port = try port(channel.portKey)
                if let other = ports.first(where: { $0.value == port })?.key { throw .samePort(port, other.portKey, channel.portKey) }
                ports[channel] = port
            }
            return ports
        }
    }

    private func port(_ key: String) throws(ConnectionFile.Problem) -> Int {
        guard let value = object[key] else { throw .missing(key) }
        guard let port = value.integer, 1...65_535 ~= port else {
            let found = value.integer.map(String.init) ?? value.string.map(quoted) ?? value.kind
            throw .wrong(key, found: found, expected: "a number from 1 to 65535")
        }
        return port
    }

    /// CurveZMQ's secret key; nil where none is given.
    var secretKey: String? {
        get throws(ConnectionFile.Problem) {
            guard object["curve_secretkey"] != nil else { return nil }
            let key = try text("curve_secretkey")
            guard key.utf8.count == 40 else { throw .wrong("curve_secretkey", found: "\(key.utf8.count) characters", expected: "40") }
            return key
        }
    }
}

/// Why a kernel can't listen where it is told to.
package struct ConnectionFailure: Error, Equatable, CustomStringConvertible {
    enum Problem: Error, Equatable {
        case file(ConnectionFile.Problem)
        /// What a socket of a channel can't do at an endpoint.
        case socket(Channel, String, SystemError)
        case thread(SystemError)
    }

    let path: String
    let problem: Problem

    /// One sentence.
    package var description: String {
        switch problem {
        case .file(.unreadable(let error)): "the connection file: \(ForeignText.line("\(error)"))"
        case .file(let problem): ForeignText.line("\"\(path)\" is not a connection file: \(problem)")
        case .socket(let channel, let endpoint, let error) where error.code == EADDRINUSE:
            ForeignText.line("\"\(path)\": \(channel.portKey): \(endpoint) is in use by another program")
        case .socket(let channel, let endpoint, let error):
            ForeignText.line("\"\(path)\": \(channel.portKey): can't listen at \(endpoint): \(error)")
        case .thread(let error): "cannot start a thread: \(error)"
        }
    }
}

extension ConnectionFile.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let error): "\(error)"
        case .notJSON(let problem): problem
        case .notAnObject(let found): "found \(found), expected a JSON object"
        case .missing(let key): "it has no \(quoted(key))"
        case .wrong(let key, let found, let expected): "\(quoted(key)) is \(found), expected \(expected)"
        case .samePort(let port, let first, let second): "\(quoted(first)) and \(quoted(second)) are both \(port)"
        }
    }
}
