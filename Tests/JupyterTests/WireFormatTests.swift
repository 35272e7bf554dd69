import Formats
import Jupyter
import TestSupport
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

    @Test(arguments: [
        (["{}"], "4 frames"), ([], "no delimiter"),
    ] as [([String], String)])
    func incomplete(_ signed: [String], _ what: String) {
        var format = WireFormat(key: Self.key)
        let frames = signed.isEmpty ? [[1], [2]] : self.frames(signed + ["{}", "{}"])
        let fault = signed.isEmpty ? WireFormat.Fault.noDelimiter : .tooFewFrames(4)
        #expect(throws: fault) { try format.request(from: frames, on: .shell) }
    }

    @Test func `a wrong, a missing and a repeated signature are no messages`() throws {
        var format = WireFormat(key: Self.key)
        let signed = [Self.header, "{}", "{}", "{}"]
        #expect(throws: WireFormat.Fault.wrongSignature) { try format.request(from: frames(signed, signature: []), on: .shell) }
        let others = Signer(key: Array("another".utf8)).signature(of: signed.map { Array($0.utf8) })
        #expect(throws: WireFormat.Fault.wrongSignature) { try format.request(from: frames(signed, signature: others), on: .shell) }
        _ = try format.request(from: frames(signed), on: .shell)
        #expect(throws: WireFormat.Fault.repeated) { try format.request(from: frames(signed), on: .control) }
    }

    @Test(arguments: [#"{"code":"a\ud800b"}"#, #"{"code":"a\udc00b"}"#])
    func `half of a character is read as one that can't be shown`(content: String) throws {
        var format = WireFormat(key: Self.key)
        let request = try format.request(from: frames([Self.header, "{}", "{}", content]), on: .shell)
        #expect(request.content == ["code": "a\u{FFFD}b"])
    }

    @Test func `without a key nothing is signed or checked`() throws {
        var format = WireFormat(key: [])
        for _ in 0..<2 { _ = try format.request(from: frames([Self.header, "{}", "{}", "{}"], signature: []), on: .shell) }
        #expect(format.frames(of: .broadcast("status", [:]))[2] == [])
    }

    @Test(arguments: [
        ("[]", "{}", "its header can't be read: found a list, expected an object"),
        ("{", "{}", #"its header can't be read: found the end of the file, expected a name in quotation marks or "}""#),
        (#"{"msg_id":"1"}"#, "{}", "its header can't be read: no msg_id or msg_type"),
        (#"{"msg_id":1,"msg_type":"x"}"#, "{}", "its header can't be read: no msg_id or msg_type"),
        (header, "7", "its content can't be read: found a number, expected an object"),
    ])
    func unreadable(_ header: String, _ content: String, _ sentence: String) {
        var format = WireFormat(key: Self.key)
        do {
            _ = try format.request(from: frames([header, "{}", "{}", content]), on: .shell)
            Issue.record("it was read")
        } catch {
            #expect(error.description == sentence)
        }
    }

    @Test func `what is sent can be read, and each message has an id of its own`() throws {
        var (sender, receiver) = (WireFormat(key: Self.key), WireFormat(key: Self.key))
        let frames = (0..<2).map { _ in sender.frames(of: .broadcast("stream", topic: "stream.stdout", ["text": "ä\n"])) }
        for frames in frames {
            let message = try receiver.request(from: frames, on: .iopub)
            #expect(message.type == "stream")
            #expect(message.content == ["text": "ä\n"])
            #expect(message.sender.identities == [Array("stream.stdout".utf8)])
        }
        #expect(WireFormat.date().wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z/) != nil)
    }

    /// Whatever is done to the frames of a message: it is dropped, unless nothing that is signed has changed.
    @Test(arguments: 0..<2000) func `changed frames are never read as something else`(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let intact = frames([Self.header, "{}", #"{"a":[1,2,3]}"#, #"{"code":"print 1"}"#], identities: ["a", "b"])
        var frames = intact
        for _ in 0...random.below(3) { Self.change(&frames, &random) }
        var format = WireFormat(key: Self.key)
        guard let request = try? format.request(from: frames, on: .shell) else { return }
        #expect(request.content == ["code": "print 1"])
        #expect(request.sender.header == Array(Self.header.utf8))
    }

    private static func change(_ frames: inout [[UInt8]], _ random: inout SplitMix64) {
        guard !frames.isEmpty else { return }
        let index = random.below(frames.count)
        switch random.below(6) {
        case 0: frames.remove(at: index)
        case 1: frames.insert(frames[random.below(frames.count)], at: index)
        case 2: frames.swapAt(index, random.below(frames.count))
        case 3: frames[index] = Array(frames[index].prefix(random.below(frames[index].count + 1)))
        case 4: frames[index] += [UInt8(random.below(256))]
        default: if !frames[index].isEmpty { frames[index][random.below(frames[index].count)] ^= UInt8(1 << random.below(8)) }
        }
    }
}
