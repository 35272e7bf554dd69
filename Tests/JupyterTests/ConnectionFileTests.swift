import Glibc
import Jupyter
import TestSupport
import Testing

struct ConnectionFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let fields = [
        "transport": #""tcp""#, "ip": #""127.0.0.1""#, "key": #""secret""#, "signature_scheme": #""hmac-sha256""#,
        "shell_port": "1001", "control_port": "1002", "stdin_port": "1003", "iopub_port": "1004", "hb_port": "1005",
    ]

    /// The file with some fields changed, or left out for nil.
    private func file(_ changes: [String: String?] = [:]) throws -> ConnectionFile {
        var fields = Self.fields
        for (key, value) in changes { fields[key] = value }
        try folder.write("{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}", to: "k.json")
        return try ConnectionFile(reading: folder.file("k.json"))
    }

    /// What the file is refused with, behind its name.
    private func problem(_ changes: [String: String?]) -> String? {
        do {
            _ = try file(changes)
            return nil
        } catch {
            let sentence = "\(error)", opening = "\"\(folder.file("k.json"))\" is not a connection file: "
            return sentence.hasPrefix(opening) ? String(sentence.dropFirst(opening.count)) : sentence
        }
    }

    @Test func reading() throws {
        let file = try file()
        #expect(file.key == Array("secret".utf8))
        #expect(file.secretKey == nil)
        #expect(file.endpoint(.shell) == "tcp://127.0.0.1:1001")
        #expect(file.endpoint(.heartbeat) == "tcp://127.0.0.1:1005")
        #expect(try self.file(["transport": #""ipc""#, "ip": #""/run/k-ipc""#]).endpoint(.iopub) == "ipc:///run/k-ipc-1004")
        #expect(try self.file(["key": #""""#, "signature_scheme": #""none""#]).key == [])
        #expect(try self.file(["signature_scheme": nil, "transport": nil]).endpoint(.control) == "tcp://127.0.0.1:1002")
    }

    @Test func problems() throws {
        #expect(problem(["shell_port": nil]) == #"it has no "shell_port""#)
        #expect(problem(["key": nil]) == #"it has no "key""#)
        #expect(problem(["ip": "7"]) == #""ip" is a number, expected a string"#)
        #expect(problem(["hb_port": #""x""#]) == #""hb_port" is "x", expected a number from 1 to 65535"#)
        #expect(problem(["hb_port": "0"]) == #""hb_port" is 0, expected a number from 1 to 65535"#)
        #expect(problem(["hb_port": "70000"]) == #""hb_port" is 70000, expected a number from 1 to 65535"#)
        #expect(problem(["hb_port": "1001"]) == #""shell_port" and "hb_port" are both 1001"#)
        #expect(problem(["transport": #""udp""#]) == #""transport" is "udp", expected tcp or ipc"#)
        #expect(problem(["signature_scheme": #""hmac-md5""#]) == #""signature_scheme" is "hmac-md5", expected hmac-sha256"#)
        #expect(problem(["curve_secretkey": #""short""#]) == #""curve_secretkey" is 5 characters, expected 40"#)
        #expect(problem(["ip": #""a\u0000b""#]) == #""ip" is a NUL character, expected a text without"#)
    }

    @Test(arguments: [
        ("not JSON", #"found "n", expected a value"#), ("", "found the end of the file, expected a value"),
        ("[1]", "found a list, expected a JSON object"), ("{} x", #"found "x", expected nothing more"#),
    ])
    func `no JSON object`(text: String, problem: String) throws {
        try folder.write(text, to: "k.json")
        let path = folder.file("k.json")
        let error = #expect(throws: ConnectionFailure.self) { try ConnectionFile(reading: path) }
        #expect(error?.description == "\"\(path)\" is not a connection file: \(problem)")
    }

    @Test func `no file`() {
        let error = #expect(throws: ConnectionFailure.self) { try ConnectionFile(reading: "/nowhere/k.json") }
        #expect(error?.description == #"the connection file: cannot read "/nowhere/k.json": No such file or directory"#)
    }

    @Test func `a file that others can read is warned about`() throws {
        let file = try file()
        chmod(file.path, 0o600)
        #expect(file.warning == nil)
        chmod(file.path, 0o640)
        #expect(file.warning == "\(file.path) can be read by others, who could then run commands here; chmod 600 keeps them out")
    }
}
