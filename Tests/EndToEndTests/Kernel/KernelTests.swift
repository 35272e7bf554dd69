import Formats
import Jupyter
import TestSupport
import Testing

/// The kernel as front ends use it.
struct KernelTests {
    @Test(arguments: ["ipc", "tcp"])
    func `a cell's outputs come between busy and idle, in their order`(transport: String) throws {
        let frontEnd = try FrontEnd(transport)
        let answer = try frontEnd.run("print \"a\"\nprint \"b\"\n1 + 2\nprint \"c\"")
        #expect(answer.status == "ok")
        #expect(answer.outputs.map(\.type) == ["execute_input", "stream", "execute_result", "stream"])
        #expect(answer.outputs[0].content == ["code": "print \"a\"\nprint \"b\"\n1 + 2\nprint \"c\"", "execution_count": 1])
        #expect(answer.outputs[1].content == ["name": "stdout", "text": "a\nb\n"])
        #expect(answer.outputs[2].content == ["data": ["text/plain": "3"], "metadata": [:], "execution_count": 1])
        #expect(answer.outputs[3].content == ["name": "stdout", "text": "c\n"])
        #expect(answer.reply.content["execution_count"] == 1)
        try frontEnd.shutDown()
    }

    @Test func `an error is one output and the reply, placed in its cell`() throws {
        let frontEnd = try FrontEnd()
        _ = try frontEnd.run("1")
        for (code, name, traceback) in [
            ("n_hed = 2", "Error", "[2]:1:1: error: "), ("print )", "SyntaxError", "[3]:1:7: error: "),
        ] {
            let answer = try frontEnd.run(code)
            #expect(answer.outputs.map(\.type) == ["execute_input", "error"])
            #expect(answer.outputs[1].text("ename") == name)
            #expect(answer.outputs[1].content["traceback"]?.array?.first?.string?.hasPrefix(traceback) == true)
            #expect(answer.status == "error")
            for key in ["ename", "evalue", "traceback"] { #expect(answer.reply.content[key] == answer.outputs[1].content[key]) }
        }
        try frontEnd.shutDown()
    }

    @Test func `after an error the cells that wait are aborted, and those that are sent later run`() throws {
        let frontEnd = try FrontEnd()
        let ids = (0..<100).map { frontEnd.execute($0 == 50 ? "nonsense" : "let x\($0) = \($0)") }
        let replies = try ids.map { try frontEnd.answer(to: $0).status }
        #expect(replies == Array(repeating: "ok", count: 50) + ["error"] + Array(repeating: "aborted", count: 49))
        #expect(try frontEnd.run("x49").status == "ok")
        #expect(try frontEnd.run("x51").status == "error")
        let others = ["nonsense", "print 1"].map { frontEnd.execute($0, ["stop_on_error": false]) }
        #expect(try others.map { try frontEnd.answer(to: $0).status } == ["error", "ok"])
        try frontEnd.shutDown()
    }

    @Test func `a script that quits ends its cell, and the next ones run whole`() throws {
        let frontEnd = try FrontEnd()
        try frontEnd.sweepbook.folder.write("print 1\nquit\nprint 2\n", to: "q.sweep")
        let ending = try frontEnd.run("run \"q.sweep\"\nprint 3")
        #expect(ending.text() == "1\n")
        #expect(ending.reply.content["payload"] == [["source": "ask_exit", "keepkernel": false]])
        let next = try frontEnd.run("print \"a\"\nfor i in 1..2 { print i }\nassert 1 == 2")
        #expect(next.text() == "a\n1\n2\n")
        #expect(next.status == "error")
        try frontEnd.shutDown()
    }

    @Test func `of pages of help the last is shown`() throws {
        let frontEnd = try FrontEnd()
        let payload = try frontEnd.run("for i in 1..100 { ?sweep }\n?dropout").reply.content["payload"]?.array ?? []
        #expect(payload.count == 1)
        #expect(payload.first?.object?["data"]?.object?["text/plain"]?.string?.hasPrefix("dropout\n") == true)
        try frontEnd.shutDown()
    }

    @Test func `other requests behind an error are answered`() throws {
        let frontEnd = try FrontEnd()
        // It ends once the others are on their way.
        let failing = frontEnd.execute("for i in 1..1000000000 { let x = i }")
        _ = try frontEnd.hear(failing) { $0.type == "execute_input" }
        let ids = [failing, frontEnd.ask("kernel_info_request"), frontEnd.execute("1")]
        #expect(try frontEnd.answer(to: frontEnd.ask("interrupt_request", on: .control), on: .control).reply.content == ["status": "ok"])
        #expect(try ids.map { try frontEnd.answer(to: $0).status } == ["error", "ok", "aborted"])
        try frontEnd.shutDown()
    }

    @Test func `silent, blank and unkept cells don't count`() throws {
        let frontEnd = try FrontEnd()
        #expect(try frontEnd.run("1").reply.content["execution_count"] == 1)
        let silent = try frontEnd.run("print 1\n2", ["silent": true])
        #expect(silent.outputs.isEmpty)
        #expect(silent.reply.content["execution_count"] == 1)
        let failed = try frontEnd.run("nonsense", ["silent": true])
        #expect(failed.outputs.isEmpty)
        #expect(failed.status == "error")
        #expect(try frontEnd.run("2", ["store_history": false]).outputs.map(\.type) == ["execute_input", "execute_result"])
        #expect(try frontEnd.run(" \n").reply.content["execution_count"] == 1)
        #expect(try frontEnd.run("3").reply.content["execution_count"] == 2)
        try frontEnd.shutDown()
    }

    @Test func `expressions beside a cell`() throws {
        let frontEnd = try FrontEnd()
        let values = try frontEnd.run("let x = 20", ["user_expressions": ["a": "x + 1", "b": "nothing", "c": "print 1", "d": "1\n2"]])
            .reply.content["user_expressions"]?.object
        #expect(values?["a"] == ["status": "ok", "data": ["text/plain": "21"], "metadata": [:]])
        #expect(values?["b"]?.object?["evalue"] == #"unknown name "nothing""#)
        for name in ["b", "c", "d"] { #expect(values?[name]?.object?["status"] == "error") }
        #expect(try frontEnd.run("nonsense", ["user_expressions": ["a": "1"]]).reply.content["user_expressions"] == [:])
        try frontEnd.shutDown()
    }

    @Test func `quit asks the front end, record is refused, a page is a payload`() throws {
        let frontEnd = try FrontEnd()
        #expect(try frontEnd.run("quit").reply.content["payload"] == [["source": "ask_exit", "keepkernel": false]])
        #expect(try frontEnd.run("record x.ipynb").reply.text("evalue")
            == "this notebook is the record of what you run; save it to keep it")
        let page = try frontEnd.run("?sweep")
        #expect(page.outputs.map(\.type) == ["execute_input"])
        let payload = page.reply.content["payload"]?.array?.first?.object
        #expect(payload?["source"] == "page")
        #expect(payload?["data"]?.object?["text/plain"]?.string?.contains("sweep") == true)
        try frontEnd.shutDown()
    }

    @Test func `what is asked about a text counts code points`() throws {
        let frontEnd = try FrontEnd()
        let completion = try frontEnd.answer(to: frontEnd.ask("complete_request", ["code": "# 🙂é\nsweep drop", "cursor_pos": 15])).reply
        #expect(completion.content["matches"] == ["dropout="])
        #expect(completion.content["cursor_start"] == 11)
        #expect(completion.content["cursor_end"] == 15)
        let inspection = try frontEnd.answer(to: frontEnd.ask("inspect_request", ["code": "# 🙂é\nsweep", "cursor_pos": 7, "detail_level": 0])).reply
        #expect(inspection.content["found"] == true)
        #expect(inspection.content["data"]?.object?["text/html"] != nil)
        let nothing = try frontEnd.answer(to: frontEnd.ask("inspect_request", ["code": "", "cursor_pos": 0, "detail_level": 0])).reply
        #expect(nothing.content == ["status": "ok", "found": false, "data": [:], "metadata": [:]])
        try frontEnd.shutDown()
    }

    @Test func `whether a text is complete`() throws {
        let frontEnd = try FrontEnd()
        for (code, expected) in [
            ("print 1", ["status": "complete"]), ("for x in 1..3 {", ["status": "incomplete", "indent": "  "]), ("print )", ["status": "invalid"]),
        ] as [(String, JSONObject)] {
            #expect(try frontEnd.answer(to: frontEnd.ask("is_complete_request", ["code": .string(code)])).reply.content == expected)
        }
        try frontEnd.shutDown()
    }

    @Test func `history`() throws {
        let frontEnd = try FrontEnd()
        _ = try frontEnd.run("1 + 1")
        let request: JSONObject = ["hist_access_type": "tail", "n": 10, "output": true, "raw": true]
        #expect(try frontEnd.answer(to: frontEnd.ask("history_request", request)).reply.content == ["status": "ok", "history": [[2, 1, ["1 + 1", "2"]]]])
        #expect(try frontEnd.run("history").text() == "1  1 + 1\n")
        #expect(try frontEnd.answer(to: frontEnd.ask("history_request", ["hist_access_type": "guess"])).status == "error")
        try frontEnd.shutDown()
    }

    @Test func `what there is not is refused or ignored`() throws {
        let frontEnd = try FrontEnd()
        #expect(try frontEnd.answer(to: frontEnd.ask("comm_info_request")).reply.content == ["status": "ok", "comms": [:]])
        let comm = frontEnd.ask("comm_open", ["comm_id": "7", "target_name": "widget", "data": [:]])
        #expect(try frontEnd.hear(comm) { $0.text("execution_state") == "idle" }.map(\.type) == ["status", "comm_close", "status"])
        for (type, channel) in [("no_such_request", Channel.shell), ("no_such_request", .control), ("comm_msg", .shell)] {
            let id = frontEnd.ask(type, on: channel)
            #expect(try frontEnd.hear(id) { $0.text("execution_state") == "idle" }.count == 2)
        }
        frontEnd.ask("input_reply", ["value": "x"], on: .stdin)
        let debug = try frontEnd.answer(to: frontEnd.ask("debug_request", ["seq": 3, "command": "initialize"], on: .control), on: .control).reply
        #expect(debug.content["success"] == false)
        #expect(debug.content["request_seq"] == 3)
        let complaint = try frontEnd.shutDown().complaint
        #expect(complaint.contains("sweepbook kernel: a message of the type no_such_request was ignored\n"))
    }

    @Test func `what the kernel says of itself, on both channels`() throws {
        let frontEnd = try FrontEnd()
        for channel in [Channel.shell, .control] {
            let content = try frontEnd.answer(to: frontEnd.ask("kernel_info_request", on: channel), on: channel).reply.content
            #expect(content["protocol_version"] == "5.5")
            #expect(content["language_info"]?.object?["file_extension"] == ".sweep")
            #expect(content["debugger"] == false)
            #expect(content["supported_features"] == [])
        }
        let ports = try frontEnd.answer(to: frontEnd.ask("connect_request")).reply.content
        #expect(ports == ["shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4, "hb_port": 5])
        try frontEnd.shutDown()
    }

    @Test func `wrong messages are dropped, with a word on standard error`() throws {
        let frontEnd = try FrontEnd()
        var (_, frames) = frontEnd.request("execute_request", ["code": "let x = 1"])
        frames[1] = Array(repeating: UInt8(ascii: "0"), count: 64)
        frontEnd.send(frames, on: .shell)
        frontEnd.send([[1], [2], [3]], on: .control)
        let (id, good) = frontEnd.request("execute_request", ["code": "x"])
        frontEnd.send(good, on: .shell)
        frontEnd.send(good, on: .shell)
        #expect(try frontEnd.answer(to: id).reply.text("evalue") == #"unknown name "x""#)
        #expect(try frontEnd.run("1").status == "ok")
        let lines = try frontEnd.shutDown().complaint.split(separator: "\n")
        #expect(Set(lines) == [
            "sweepbook kernel: a message on shell was dropped: its signature is wrong",
            "sweepbook kernel: a message on control was dropped: it has no delimiter <IDS|MSG>",
            "sweepbook kernel: a message on shell was dropped: its signature has come before",
        ])
    }

    @Test func `the heart beats while a cell runs`() throws {
        let frontEnd = try FrontEnd()
        let id = frontEnd.execute("for i in 1..1000000000 { let x = i }")
        _ = try frontEnd.hear(id) { $0.type == "execute_input" }
        frontEnd.send([Array("ping".utf8)], on: .heartbeat)
        #expect(frontEnd.frames(on: .heartbeat) == [Array("ping".utf8)])
        #expect(try frontEnd.answer(to: frontEnd.ask("kernel_info_request", on: .control), on: .control).status == "ok")
        try frontEnd.shutDown()
    }

    @Test func `a flood of lines is few messages`() throws {
        let frontEnd = try FrontEnd()
        let answer = try frontEnd.run("for i in 1..20000 { print i }")
        #expect(answer.text() == (1...20_000).map { "\($0)\n" }.joined())
        #expect(answer.outputs.count < 500)
        try frontEnd.shutDown()
    }
}
