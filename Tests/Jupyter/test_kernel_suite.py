"""jupyter_kernel_test with every attribute set: an unset one would skip its test."""
import jupyter_kernel_test
import pytest

import conftest


class TestKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "sweepbook"
    language_name = "sweepbook"
    file_extension = ".sweep"
    code_hello_world = 'print "hello, world"'
    code_stderr = f"{conftest.training(2, 'again')}; {conftest.training(2, 'again')}"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2.5]", "result": "[1, 2.5]"},
        {"code": '"text"', "result": '"text"'},
        {"code": "len([6, 7, 8])", "result": "3"},
    ]
    code_display_data = [
        {"code": "train n_layer=1 n_head=1 n_embd_factor=4 epochs=2 seeds=2; plot loss", "mime": mime}
        for mime in ["text/plain", "image/svg+xml", "text/html"]
    ]
    code_generate_error = "sweep dorpout=[0.1, 0.2]"
    code_page_something = "?sweep"
    code_clear_output = ""
    code_inspect_sample = "dropout"
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    completion_samples = [
        {"text": "swe", "matches": {"sweep"}},
        {"text": "sweep n_embd_f", "matches": {"n_embd_factor="}},
    ]
    complete_code_samples = ["print 1", "set n_head=4", "", "# a comment", "for i in [1, 2] { print i }"]
    incomplete_code_samples = ["for i in [1, 2] {", "print [1,", 'print "a" \\', "if true {\n  print 1"]
    invalid_code_samples = ["sweep n_head=]", "let = 3", "print 1)"]

    @pytest.fixture(autouse=True)
    def sized(self, runs_a_second):
        """Training that takes long enough for a live display."""
        self.code_clear_output = conftest.training(int(runs_a_second * 4), "live")


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "sweepbook"
    support_iopub_welcome = True


def test_every_attribute_is_set():
    kinds = jupyter_kernel_test.KernelTests
    names = [name for name, value in vars(kinds).items() if not name.startswith("_") and value in ("", [], ())]
    assert names and all(getattr(TestKernel, name) for name in names if name != "code_clear_output")
