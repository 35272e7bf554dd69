#!/usr/bin/env python3
"""A Slurm cluster on this machine: munged, slurmctld and two nodes of one CPU each, on loopback, without systemd or cgroups.

    Tests/Slurm/cluster.py start FOLDER [PORT]     # then: export SLURM_CONF=FOLDER/slurm.conf
    Tests/Slurm/cluster.py kill FOLDER n2          # the node with all that runs on it; or slurmctld, munged
    Tests/Slurm/cluster.py start FOLDER            # starts again what has died, and leaves the rest and its jobs alone
    Tests/Slurm/cluster.py stop FOLDER             # ends the jobs and the daemons, and removes the folder
    Tests/Slurm/cluster.py lacks                   # what this machine lacks for one; exit code 1 if anything

Nothing outside FOLDER is written, and nothing listens off 127.0.0.1. PORT is slurmctld's, with the nodes' after it.
"""
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

NODES = ("n1", "n2")
TOOLS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"

CONFIGURATION = """\
ClusterName=sweepbook
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny,DisableIPv6
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# A credential's life is also how long a requeued job waits before it starts again.
AuthInfo=socket={folder}/munge.sock,cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool/%n
SlurmctldPidFile={folder}/run/slurmctld.pid
SlurmdPidFile={folder}/run/%n.pid
SlurmctldLogFile={folder}/log/slurmctld.log
SlurmdLogFile={folder}/log/%n.log
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,bf_interval=2,sched_min_interval=0,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=256
AccountingStorageType=accounting_storage/none
# A job that has ended is soon forgotten, as on a busy site.
MinJobAge=20
SlurmctldTimeout=10
SlurmdTimeout=2
ReturnToService=2
JobRequeue=1
KillWait=5
InactiveLimit=0
BatchStartTimeout=5
MessageTimeout=4
SlurmdParameters=config_overrides
{nodes}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
PartitionName=short Nodes=ALL MaxTime=5 State=UP
"""


def lacks():
    """What this machine lacks for a cluster, in words; empty if nothing."""
    if os.geteuid() != 0:
        return "only root can start a Slurm cluster"
    missing = [tool for tool in TOOLS if not shutil.which(tool, path=PATH)]
    return f"Slurm is not installed ({', '.join(missing)} missing)" if missing else ""


def start_tick(pid):
    """When a process began, in ticks; with its number it names the process for good. None once it has ended."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else fields[18]


def processes(**environment):
    """The numbers of processes that were started with these variables."""
    wanted = {f"{name}={value}".encode() for name, value in environment.items()}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted <= set((folder / "environ").read_bytes().split(b"\0")):
                yield int(folder.name)
        except OSError:
            pass


def kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def wait_until(what, seconds, is_so):
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


def free_ports(count):
    """The first of some ports in a row that nobody listens on, below those that the system lends."""
    for first in range(21000 + os.getpid() % 400 * 20, 32000, count):
        try:
            for port in range(first, first + count):
                with socket.socket() as listener:
                    listener.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise OSError("no free ports")


class Cluster:
    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.configuration = self.folder / "slurm.conf"
        self.environment = {**os.environ, "PATH": PATH, "SLURM_CONF": str(self.configuration)}
        self.socket = self.folder / "munge.sock"
        self.children = {}

    # The daemons, in the order in which they start.
    @property
    def commands(self):
        munge = [
            "munged", "--foreground", "--force", f"--socket={self.socket}", f"--key-file={self.folder}/munge/key",
            f"--pid-file={self.folder}/run/munged.pid", f"--seed-file={self.folder}/munge/seed",
            f"--log-file={self.folder}/log/munged.log"]
        controller = self.as_localhost + ["slurmctld", "-D", "-f", str(self.configuration)]
        nodes = {name: self.as_localhost + ["slurmd", "-D", "-N", name, "-f", str(self.configuration)] for name in NODES}
        return {"munged": munge, "slurmctld": controller, **nodes}

    @property
    def host(self):
        """slurmctld listens on what its host's name means: where that isn't loopback, it runs on a host called localhost."""
        try:
            name = socket.gethostname().partition(".")[0]
            return name if socket.gethostbyname(socket.gethostname()).startswith("127.") else "localhost"
        except OSError:
            return "localhost"

    @property
    def as_localhost(self):
        return ["unshare", "--uts", "sh", "-c", 'hostname localhost && exec "$@"', "sh"] if self.host == "localhost" else []

    # MARK: Start
    def start(self, port=None):
        """Starts what does not run, and waits until both nodes take jobs."""
        if not self.configuration.exists():
            self.configure(port or free_ports(1 + len(NODES)))
        for name, command in self.commands.items():
            if not self.is_alive(name):
                self.launch(name, command)
                self.wait_for(name)
        wait_until("nodes that take jobs", 30, self.has_nodes)

    def has_nodes(self):
        """Whether both take jobs. One is drained where a controller that died early gives a job the number of one that still runs."""
        for name in self.nodes_in("drain"):
            self.ask("scontrol", "update", f"NodeName={name}", "State=RESUME")
        return self.nodes_in("idle,mixed,allocated") == set(NODES)

    def configure(self, port):
        # Other users submit too: they must reach the socket, and their jobs the scripts in spool.
        for name in ("", "run", "log", "state", "spool", "munge"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
            (self.folder / name).chmod(0o755)
        (self.folder / "munge").chmod(0o700)
        key = os.open(self.folder / "munge/key", os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(key, os.urandom(1024))
        os.close(key)
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 * 9 // 10 // len(NODES)
        nodes = "\n".join(
            f"NodeName={name} NodeHostname={self.host} NodeAddr=127.0.0.1 Port={port + 1 + number} CPUs=1 RealMemory={memory}"
            for number, name in enumerate(NODES))
        self.configuration.write_text(
            CONFIGURATION.format(host=self.host, port=port, folder=self.folder, nodes=nodes))
        (self.folder / "cgroup.conf").touch()

    def launch(self, name, command):
        if name == "munged":
            self.socket.unlink(missing_ok=True)
            Path(f"{self.socket}.lock").unlink(missing_ok=True)
        with open(self.folder / f"log/{name}.out", "ab") as log:
            process = self.children[name] = subprocess.Popen(
                command, env={**self.environment, "SWEEPBOOK_LAB_DAEMON": name}, stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)
        self.mark(name).write_text(f"{process.pid} {start_tick(process.pid)}")

    def wait_for(self, name):
        if name == "munged":
            wait_until("munged", 10, lambda: self.ask("munge", "-n", "-S", str(self.socket)) is not None)
        if name == "slurmctld":
            wait_until("slurmctld", 20, lambda: " UP" in (self.ask("scontrol", "ping") or ""))

    # MARK: Stop
    def stop(self):
        """Ends the jobs, then the daemons, and removes the folder."""
        if self.is_alive("slurmctld") and self.ask("squeue", "-h", "-o", "%A"):
            for user in set((self.ask("squeue", "-h", "-o", "%u") or "").split()):
                self.ask("scancel", "--user", user)
            try:
                wait_until("jobs that end", 15, lambda: not self.ask("squeue", "-h", "-t", "R,CG", "-o", "%A"))
            except TimeoutError:
                pass
        for name in reversed(list(self.commands)):
            self.kill(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self, name):
        """Kills a daemon at once; of a node all that runs on it too, as when its power fails."""
        if self.is_alive(name):
            kill([self.pid(name)])
        self.mark(name).unlink(missing_ok=True)
        if name in self.children:
            self.children.pop(name).wait()
        kill(processes(SWEEPBOOK_LAB_DAEMON=name, SLURM_CONF=self.configuration))
        kill(processes(SLURMD_NODENAME=name, SLURM_CONF=self.configuration))

    # MARK: Look
    def mark(self, name):
        return self.folder / f"run/{name}.id"

    def pid(self, name):
        return int(self.mark(name).read_text().split()[0])

    def is_alive(self, name):
        try:
            pid, tick = self.mark(name).read_text().split()
        except (OSError, ValueError):
            return False
        return start_tick(pid) == tick

    def nodes_in(self, states):
        return set((self.ask("sinfo", "-h", "-N", "-t", states, "-o", "%N") or "").split())

    def ask(self, *command):
        """What a command prints; None if it fails."""
        try:
            asked = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=20)
        except subprocess.TimeoutExpired:
            return None
        return asked.stdout if asked.returncode == 0 else None


def main(arguments):
    match arguments:
        case ["lacks"]:
            print(lacks())
            return 1 if lacks() else 0
        case ["start", folder, *port]:
            if lacks():
                sys.exit(f"cluster: {lacks()}")
            Cluster(folder).start(*map(int, port))
        case ["stop", folder]:
            Cluster(folder).stop()
        case ["kill", folder, name]:
            Cluster(folder).kill(name)
        case _:
            sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
