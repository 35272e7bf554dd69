"""Tab in real shells, at a pseudo-terminal: what the line becomes, read back as the arguments that the shell makes of it.

    SWEEPBOOK=/path/to/sweepbook python3 Tests/Shells/test_completion.py
"""
import fcntl, os, pathlib, pty, select, shutil, statistics, struct, subprocess, sys, tempfile, termios, time, unittest

BINARY = pathlib.Path(os.environ["SWEEPBOOK"]).resolve()
PATIENCE = 60  # seconds for an answer that must come
FOLDERS = ["real", "two words", "it's here", 'a "quoted" one', "cost $5", "100%", "back\\slash", "é漢"]

# What is typed after "sweepbook " before Tab, and the last argument that comes of it.
WORDS = [
    ("swe", "sweep"), ("comple", "completion"), ("one", "one.sweep"), ("stu", "study.ipynb"), ("--vers", "--version"),
    ("sweep --drop", "--dropout"), ("sweep --ra", None), ("sweep --precision b", "bf16"), ("sweep --precision=b", "--precision=bf16"),
    ("sweep --precision fp32 b", "bf16"), ("sweep --precision fp32,b", "fp32,bf16"), ("train --no-sh", "--no-sh"),
    ("compare --as m", "markdown"), ("compare --as=c", "--as=csv"), ("compare --cs", "--csv"), ("compare --by n_h", "n_head"),
    ("compare real --sort", "--sort"), ("export real/ js", "jsonl"), ("train --color al", "always"), ("train --color=al", "--color=always"),
    ("kernel ins", "install"), ("notebook ver", "verify"), ("notebook run st", "study.ipynb"), ("run on", "one.sweep"),
    ("help strin", "strings"), ("help lins", "linspace"), ("help --as ma", None), ("completion z", "zsh"), ("show n_emb", None),
    ("sweep --zip n_h", "n_head="), ("sweep --zip precision=b", "precision=bf16"), ("-p n_h", "n_head="), ("-p precision=b", "precision=bf16"),
    ("sweep --where dropo", "dropout"), ("one.sweep --keep", "--keep-going"), ("train --data inp", "input.txt"),
    ("train --data=inp", "--data=input.txt"), ("resume -- re", "real/"), ("resume real --qu", "--quiet"), ("quit --nothing", "--nothing"),
]
# Folders, with and without quotes.
PATHS = [
    ("resume re", "real/"), ("resume ./re", "./real/"), ("resume two", "two words/"), ("resume two\\ w", "two words/"),
    ("resume 'two w", "two words/"), ('resume "two w', "two words/"), ("resume it", "it's here/"), ('resume "it', "it's here/"),
    ("resume a", 'a "quoted" one/'), ("resume 'a", 'a "quoted" one/'), ("resume co", "cost $5/"), ('resume "co', "cost $5/"),
    ("resume 'co", "cost $5/"), ("resume cost\\ \\$", "cost $5/"), ("resume 100", "100%/"), ("resume back", "back\\slash/"), ("resume é", "é漢/"),
    ("train --out=two", "--out=two words/"), ("train --out two", "two words/"), ("train --out=co", "--out=cost $5/"),
]


class Shell:
    """A shell at a terminal of its own. Keys are typed ahead: each waits until the one before has done its work."""

    def __init__(self, arguments, home, folder, start, leaves_quotes):
        self.seen, self.leaves_quotes = b"", leaves_quotes
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            environment = {
                "PATH": f"{BINARY.parent}:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm",
                "INPUTRC": f"{home}/.inputrc", "ZDOTDIR": home, "SHELL": "/bin/sh",
            }
            os.execvpe(arguments[0], arguments, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        for line in start:
            self.type(line + "\r")
        self.type("echo rea''dy\r")
        self.until("ready")

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def until(self, text):
        """What is shown up to a text."""
        end = time.monotonic() + PATIENCE
        start = len(self.seen)
        while text.encode() not in self.seen[start:]:
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {text!r} after: {self.seen[start:].decode(errors='replace')!r}")
            self.seen += os.read(self.terminal, 65536)
        return self.seen[start:].decode(errors="replace")

    def arguments(self, keys):
        """The arguments of the line that Tab leaves, as the shell reads them."""
        self.type("sweepbook " + keys + "\t")
        quotes = [character for character in keys if character in "'\""]
        self.type((quotes[0] if quotes and self.leaves_quotes else "") + "\x01show \r")
        text = self.until("<end>")
        return text[text.rindex("<start>") + 7 : text.rindex("<end>")].split("\x1f")[1:-1]

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


class Case:
    """The tests that every shell passes."""

    # Whether a quote stays open behind a folder, for what is in it.
    leaves_quotes = True

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.home, self.folder = f"{scratch.name}/home", f"{scratch.name}/work"
        for name in ["home", "home/away", *(f"work/{name}" for name in FOLDERS), "work/zeta", "work/plain"]:
            pathlib.Path(scratch.name, name).mkdir(parents=True)
        for name in FOLDERS + ["zeta"]:
            pathlib.Path(self.folder, name, "sweep.json").touch()
        for name in ["one.sweep", "study.ipynb", "input.txt", "picture.svg"]:
            pathlib.Path(self.folder, name).touch()

    def start(self, installed):
        if installed:
            path = pathlib.Path(self.home, self.standard_place)
            path.parent.mkdir(parents=True)
            path.write_bytes(subprocess.run([BINARY, "completion", self.name], check=True, capture_output=True).stdout)
        shell = Shell(self.command, self.home, self.folder, self.setup(installed), self.leaves_quotes)
        self.addCleanup(shell.close)
        return shell

    def check(self, shell, cases):
        for keys, expected in cases:
            if expected is None:
                continue
            with self.subTest(keys=keys):
                self.assertEqual(shell.arguments(keys)[-1:], [expected])
        for complaint in ["unbound", "not set", "not found", "syntax error", "bad ", "rror:"]:
            self.assertNotIn(complaint, shell.seen.decode(errors="replace"))

    def test_words(self):
        self.check(self.start(False), WORDS)

    def test_paths(self):
        shell = self.start(False)
        self.check(shell, PATHS)
        self.assertEqual(shell.arguments("resume ~/aw")[-1], f"{self.home}/away/")

    def test_installed(self):
        self.check(self.start(True), WORDS[:6] + PATHS[:4])


class Bash(Case, unittest.TestCase):
    name, command, standard_place = "bash", ["bash", "--norc", "--noprofile", "-i"], ".local/share/bash-completion/completions/sweepbook"
    leaves_quotes = False

    def setup(self, installed):
        load = "source /usr/share/bash-completion/bash_completion" if installed else 'eval "$(sweepbook completion bash)"'
        show = "show() { printf '<sta''rt>'; printf '\\x1f%s' \"$@\"; printf '\\x1f<e''nd>'; }"
        return ["PS1='> '", "bind 'set bell-style none'", "bind 'set enable-bracketed-paste off'", show, load, "" if installed else "set -u"]

    def test_variables_are_the_shell_s(self):
        self.assertEqual(self.start(False).arguments("resume $HOME/aw")[-1], f"{self.home}/away/")

    def test_candidates_are_listed_results_first(self):
        shell = self.start(False)
        shell.type("sweepbook resume \t\t\x15")
        shell.type("echo do''ne\r")
        listed = shell.until("done")
        self.assertLess(listed.index("zeta/"), listed.index("plain/"))


class Zsh(Case, unittest.TestCase):
    name, command, standard_place = "zsh", ["zsh", "-f", "-i"], ".zfunctions/_sweepbook"

    def setup(self, installed):
        show = "show() { printf '<sta''rt>'; printf '\\x1f%s' \"$@\"; printf '\\x1f<e''nd>' }"
        load = ["fpath=(~/.zfunctions $fpath)", "autoload -Uz compinit; compinit -u"] if installed else [
            "autoload -Uz compinit; compinit -u", "source <(sweepbook completion zsh)", "setopt nounset"]
        return ["PS1='> '", "unsetopt beep prompt_sp prompt_cr", "bindkey -e", "LISTMAX=1000", show, *load]


class Fish(Case, unittest.TestCase):
    name, command, standard_place = "fish", ["fish", "--no-config", "-i"], ".config/fish/completions/sweepbook.fish"

    def setup(self, installed):
        show = "function show; printf '<sta''rt>'; printf '\\x1f%s' $argv; printf '\\x1f<e''nd>'; end"
        load = f"set fish_complete_path {self.home}/.config/fish/completions" if installed else "sweepbook completion fish | source"
        return ["function fish_prompt; echo '> '; end", "set -g fish_autosuggestion_enabled 0", show, load]


for case in (Bash, Zsh, Fish):
    if shutil.which(case.name) is None:
        print(f"check-shells: {case.name} is not installed; .ci/setup installs it", file=sys.stderr)
        if os.environ.get("CI") == "true":
            sys.exit(1)
        case.__unittest_skip__, case.__unittest_skip_why__ = True, f"{case.name} is not installed"


class Speed(unittest.TestCase):
    def test_tells_how_long_a_tab_takes(self):
        def seconds():
            start = time.perf_counter()
            subprocess.run([BINARY, "completion", "bash", "sweepbook sweep --", "="], check=True, capture_output=True)
            return time.perf_counter() - start

        print(f"a Tab asks sweepbook for {statistics.median(seconds() for _ in range(20)) * 1000:.0f} ms", file=sys.stderr)


unittest.main()
