import Formats
@testable import Jupyter
import Testing

@Suite struct WireFormatTests {
    private static let key = Array("key".utf8)
    private static let header = #"{"msg_id":"1","msg_type":"kernel_info_request"}"#

    private func frames(_ signed: [String], identities: [String] = ["who"], signature: [UInt8]? = nil) -> [[UInt8]] {
        let signed = signed.map { Array($0.utf8) }
        return identities.map { Array($0.utf8) } + [WireFormat.delimiter, signature ?? Signer(key: Self.key).signature(of: signed)] + signed
    }

    /// RFC 4231, test case 2, in two pieces.
    @Test func knownSignature() {
        let signature = Signer(key: Array("Jefe".utf8)).signature(of: [Array("what do ya want ".utf8), Array("for nothing?".utf8)])
        #expect(String(decoding: signature, as: UTF8.self) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    /// RFC 4231, test case 6: a key longer than a block.
    @Test func longKey() {
        let signature = Signer(key: Array(repeating: 0xAA, count: 131))
            .signature(of: [Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)])
        #expect(String(decoding: signature, as: UTF8.self) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func readsRequest() throws {
        var format = WireFormat(key: Self.key)
        let request = try format.request(from: frames([Self.header, "{}", "{}", #"{"a":1}"#]) + [[1, 2]], on: .shell)
        #expect(request.type == "kernel_info_request")
        #expect(request.replyType == "kernel_info_reply")
        #expect(request.content == ["a": 1])
        #expect(request.sender.identities == [Array("who".utf8)])
        #expect(request.sender.header == Array(Self.header.utf8))
    }
}
