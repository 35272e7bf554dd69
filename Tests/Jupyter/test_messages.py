"""Every request type: what is answered, in which order, and what is published."""
import pytest
from jupyter_client.session import DELIM

from wire import Wire, execution

REQUESTS = [
    ("shell", "kernel_info_request", {}, "kernel_info_reply"),
    ("shell", "execute_request", execution("6 * 7"), "execute_reply"),
    ("shell", "execute_request", execution("print nothing"), "execute_reply"),
    ("shell", "execute_request", execution(""), "execute_reply"),
    ("shell", "inspect_request", {"code": "sweep", "cursor_pos": 2, "detail_level": 0}, "inspect_reply"),
    ("shell", "inspect_request", {"code": "", "cursor_pos": 0}, "inspect_reply"),
    ("shell", "complete_request", {"code": "swe", "cursor_pos": 3}, "complete_reply"),
    ("shell", "complete_request", {"code": "", "cursor_pos": 0}, "complete_reply"),
    ("shell", "history_request", {"output": False, "raw": True, "hist_access_type": "tail", "n": 3}, "history_reply"),
    ("shell", "is_complete_request", {"code": "if true {"}, "is_complete_reply"),
    ("shell", "comm_info_request", {}, "comm_info_reply"),
    ("shell", "comm_info_request", {"target_name": "jupyter.widget"}, "comm_info_reply"),
    ("control", "kernel_info_request", {}, "kernel_info_reply"),
    ("control", "interrupt_request", {}, "interrupt_reply"),
    ("control", "debug_request", {"type": "request", "seq": 1, "command": "debugInfo"}, "debug_reply"),
]


@pytest.mark.parametrize("channel, kind, content, answer", REQUESTS)
def test_is_answered_between_busy_and_idle(shared, channel, kind, content, answer):
    exchange = shared.ask(kind, content, channel)
    assert exchange.reply["msg_type"] == answer
    assert "status" in exchange.content or answer == "debug_reply"
    assert exchange.kinds().count("status") == 2
    for message in exchange.published:
        assert message["parent_header"]["msg_id"] == exchange.reply["parent_header"]["msg_id"]
        assert message["parent_header"]["session"] == shared.session.session


def test_kernel_info_names_the_language_and_its_lexer(shared):
    content = shared.ask("kernel_info_request").content
    language = content["language_info"]
    assert content["protocol_version"].startswith("5.")
    assert content["implementation"] == "sweepbook" and content["implementation_version"].count(".") == 2
    assert (language["name"], language["file_extension"], language["mimetype"]) == ("sweepbook", ".sweep", "text/x-sweepbook")
    assert language["version"] == content["implementation_version"]
    assert language["pygments_lexer"] and language["codemirror_mode"]
    assert "Sweepbook" in content["banner"]
    assert content["supported_features"] == []


def test_outputs_come_before_the_reply_is_followed_by_idle(shared):
    exchange = shared.execute("print 1\n2 + 3\nprint 4")
    assert exchange.kinds()[:2] == ["status", "execute_input"]
    texts = [m["content"]["text"] if m["msg_type"] == "stream" else m["content"]["data"]["text/plain"] for m in exchange.outputs]
    assert "".join(texts).replace("\n", "") == "154"
    assert [m["msg_type"] for m in exchange.outputs][1] == "execute_result"
    assert exchange.outputs[1]["content"]["execution_count"] == exchange.content["execution_count"]


def test_silent_publishes_nothing_and_counts_nothing(shared):
    before = shared.execute("1").content["execution_count"]
    silent = shared.execute("let quiet = 11\nprint quiet\nquiet", silent=True)
    assert silent.content["status"] == "ok"
    assert silent.kinds() == ["status", "status"]
    assert shared.execute("quiet").content["execution_count"] == before + 1
    failed = shared.execute("print nothing_of_the_kind", silent=True)
    assert failed.content["status"] == "error" and "nothing_of_the_kind" in failed.content["evalue"]


def test_an_unstored_run_does_not_count_up(shared):
    before = shared.execute("1").content["execution_count"]
    unstored = shared.execute("print 22 * 2", store_history=False)
    assert unstored.text() == "44\n"
    assert shared.execute("1").content["execution_count"] == before + 1
    tail = shared.ask("history_request", {"output": False, "raw": True, "hist_access_type": "tail", "n": 10}).content["history"]
    assert "print 22 * 2" not in [entry[2] for entry in tail]


def test_user_expressions(shared):
    shared.execute("let fields = [1, 2]")
    content = shared.execute("1", user_expressions={"a": "len(fields) + 1", "b": "nowhere", "c": ")"}).content
    answers = content["user_expressions"]
    assert answers["a"]["status"] == "ok" and answers["a"]["data"]["text/plain"] == "3" and answers["a"]["metadata"] == {}
    for name in "bc":
        assert answers[name]["status"] == "error" and answers[name]["ename"] and answers[name]["evalue"]
        assert isinstance(answers[name]["traceback"], list)


def test_user_expressions_do_not_run_after_an_error(shared):
    content = shared.execute("print nothing", user_expressions={"a": "1"}).content
    assert content["status"] == "error" and not content.get("user_expressions")


def test_an_error_tells_where_and_the_nearest_name(shared):
    exchange = shared.execute("sweep dorpout=[0.1, 0.2]")
    assert exchange.content["status"] == "error"
    assert 'did you mean "dropout"?' in "\n".join(exchange.content["traceback"])
    published = exchange.outputs[-1]["content"]
    assert [m["msg_type"] for m in exchange.outputs] == ["error"]
    assert {key: published[key] for key in ("ename", "evalue", "traceback")} == {
        key: exchange.content[key] for key in ("ename", "evalue", "traceback")}
    assert not any("\x1b" in line for line in published["traceback"]) or "\x1b[0m" in "".join(published["traceback"])


def test_foreign_text_is_escaped(shared):
    exchange = shared.execute(r'print "a\e[31mb"')
    assert "\x1b" not in exchange.text()


def test_cursor_positions_count_code_points(shared):
    code = "print \"𝔘𝔫𝔦é\", drop"
    content = shared.ask("complete_request", {"code": code, "cursor_pos": len(code)}).content
    assert (content["cursor_start"], content["cursor_end"]) == (len(code) - 4, len(code))
    assert "dropout" in content["matches"]
    found = shared.ask("inspect_request", {"code": code + "out", "cursor_pos": len(code), "detail_level": 0}).content
    assert found["found"] and "dropout" in found["data"]["text/plain"]


@pytest.mark.parametrize("cursor", [-1, 0, 1, 2, 4, 5, 10**6])
@pytest.mark.parametrize("code", ["𝔘é", "sweep", "", "a\r\nb", "\N{COMBINING ACUTE ACCENT}x"])
def test_any_cursor_is_answered(shared, code, cursor):
    for kind in ("complete", "inspect"):
        content = shared.ask(f"{kind}_request", {"code": code, "cursor_pos": cursor, "detail_level": 0}).content
        assert content["status"] in ("ok", "error")
        if kind == "complete" and content["status"] == "ok":
            assert 0 <= content["cursor_start"] <= content["cursor_end"] <= len(code)


def test_completion_in_a_string_offers_folders(kernel):
    (kernel.folder / "studies").mkdir()
    code = 'open("stu'
    content = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)}).content
    assert [match.strip('"').rstrip("/") for match in content["matches"]] == ["studies"]


def test_inspect_gives_the_help_page_and_the_present_value(shared):
    shared.execute("set dropout=0.25")
    data = shared.ask("inspect_request", {"code": "dropout", "cursor_pos": 3, "detail_level": 0}).content["data"]
    assert "0.25" in data["text/plain"] and "0.25" in data["text/html"]
    shared.execute("reset dropout")
    missing = shared.ask("inspect_request", {"code": "nosuchname", "cursor_pos": 3, "detail_level": 0}).content
    assert missing["found"] is False and missing["data"] == {} and missing["metadata"] == {}


def test_the_pager_is_asked_for_by_question_marks(shared):
    for code in ("?sweep", "sweep?"):
        exchange = shared.execute(code)
        [payload] = exchange.content["payload"]
        assert payload["source"] == "page" and payload["start"] == 0
        assert "sweep" in payload["data"]["text/plain"] and "text/html" in payload["data"]
        assert exchange.outputs == []


@pytest.mark.parametrize("code, status, indent", [
    ("print 1", "complete", None), ("for i in [1] {", "incomplete", "  "), ("print [1,", "incomplete", None),
    ("let = 3", "invalid", None), ("", "complete", None)])
def test_is_complete(shared, code, status, indent):
    content = shared.ask("is_complete_request", {"code": code}).content
    assert content["status"] == status
    assert ("indent" in content) == (status == "incomplete")
    if indent:
        assert content["indent"].strip() == "" and content["indent"]


def test_history(kernel):
    codes = ["let zoo = 1", "zoo + 1", "print zoo", "zoo + 1", "zoo + 2"]
    for code in codes:
        kernel.execute(code)

    def history(**content):
        return kernel.ask("history_request", {"output": False, "raw": True} | content).content["history"]

    assert [code for _, _, code in history(hist_access_type="tail", n=3)] == codes[2:]
    assert [line for _, line, _ in history(hist_access_type="range", session=0, start=2, stop=4)] == [2, 3]
    assert [code for *_, code in history(hist_access_type="range", session=0, start=1)] == codes
    assert [code for *_, code in history(hist_access_type="search", pattern="zoo + *")] == ["zoo + 1", "zoo + 1", "zoo + 2"]
    assert [code for *_, code in history(hist_access_type="search", pattern="zoo + *", unique=True)] == ["zoo + 1", "zoo + 2"]
    assert [code for *_, code in history(hist_access_type="search", pattern="zoo + *", n=1)] == ["zoo + 2"]
    assert [code for *_, code in history(hist_access_type="search", pattern="zoo + ?", unique=True, n=5)] == ["zoo + 1", "zoo + 2"]
    assert history(hist_access_type="search", pattern="[") == []
    [entry] = history(hist_access_type="tail", n=1, output=True)
    assert entry[2][0] == "zoo + 2" and entry[2][1] == "3"


def test_comms_are_refused(shared):
    request = shared.send("comm_open", {"comm_id": "c1", "target_name": "jupyter.widget", "data": {}})
    messages = shared.published(request)
    [closed] = [m for m in messages if m["msg_type"] == "comm_close"]
    assert closed["content"]["comm_id"] == "c1"
    shared.published(shared.send("comm_msg", {"comm_id": "c1", "data": {}}))
    shared.published(shared.send("comm_close", {"comm_id": "c1", "data": {}}))
    assert shared.ask("comm_info_request").content["comms"] == {}


def test_the_debugger_is_refused(shared):
    content = shared.ask("debug_request", {"type": "request", "seq": 7, "command": "attach"}, "control").content
    assert content.get("success") is False or content.get("status") == "error"
    assert shared.ask("kernel_info_request").content.get("debugger") in (False, None)


def test_what_no_one_knows_is_passed_over(shared):
    for channel in ("shell", "control"):
        shared.send("frobnicate_request", {"a": 1}, channel)
        shared.send("create_subshell_request", {}, channel)
    assert shared.execute("6 * 7").content["status"] == "ok"


def test_the_heart_beats(shared):
    beat = shared.sockets["hb"]
    for payload in [b"ping", b"", b"\x00\xff" * 100]:
        beat.send(payload)
        assert beat.poll(1000) and beat.recv() == payload


def test_the_stdin_socket_is_there(shared):
    shared.send("input_reply", {"value": "unasked", "status": "ok"}, "stdin")
    assert shared.quiet("stdin")
    assert shared.execute("6 * 7").content["status"] == "ok"


def test_a_topic_that_would_break_messages_is_not_greeted(kernel):
    kernel.sockets["iopub"].subscribe = DELIM
    kernel.sockets["iopub"].subscribe = b"stream"
    message = kernel.receive("iopub")
    while message["msg_type"] == "status":
        message = kernel.receive("iopub")
    assert message["content"] == {"subscription": "stream"}


def test_each_front_end_gets_its_own_reply(shared):
    other = Wire(shared.file).until_welcome()
    mine, theirs = shared.send("execute_request", execution("1")), other.send("execute_request", execution("2"))
    assert shared.receive("shell")["parent_header"]["msg_id"] == mine
    assert other.receive("shell")["parent_header"]["msg_id"] == theirs
    for wire in (shared, other):
        wire.published(theirs)
    other.close()


def test_shutdown_and_restart(start_kernel):
    for restart, channel in [(False, "control"), (True, "control"), (False, "shell")]:
        kernel = start_kernel()
        exchange = kernel.ask("shutdown_request", {"restart": restart}, channel)
        assert exchange.content == {"status": "ok", "restart": restart}
        assert kernel.process.wait(5) == 0


def test_the_pager_helps_with_every_command(shared):
    matches = shared.ask("complete_request", {"code": "?", "cursor_pos": 1}).content["matches"]
    assert len(matches) > 20
    for name in matches:
        assert shared.execute(f"?{name.lstrip('?').strip()}").content["status"] == "ok"
