"""A real server on a spool of its own."""
import os
import pathlib
import signal
import subprocess
import time

from . import build
from .measure import Cost

NOTHING = """\
titles: {en: Nothing}
columns: [{name: a, type: integer}, {name: b, type: text}]
steps: []
"""
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, folder, workflows, configuration=""):
        self.spool = folder / "spool"
        for name, text in workflows.items():
            (folder / "templates" / name).mkdir(parents=True)
            (folder / "templates" / name / "workflow.yaml").write_text(text)
        self.command("init")
        (self.spool / "rowspool.yaml").write_text(f"templates: [{folder / 'templates'}]\n{configuration}")
        self.log = open(folder / "serve.log", "w+")
        self.process = subprocess.Popen([build.ROWSPOOL, "serve", "--spool", self.spool], stderr=self.log)
        for name in workflows:
            self.wait_for(f"incoming/{name}", 30)

    def command(self, *words):
        subprocess.run([build.ROWSPOOL, *words, "--spool", self.spool], check=True, stdout=subprocess.DEVNULL)

    def wait_for(self, pattern, limit, pause=0.001):
        """The first path in the spool that matches."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            found = next(self.spool.glob(pattern), None)
            if found:
                return found
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended: {pathlib.Path(self.log.name).read_text()[-2000:]}")
            for reason in (self.spool / "rejected").glob("*.txt"):
                raise SystemExit(f"a drop was rejected: {reason.read_text()}")
            time.sleep(pause)
        raise SystemExit(f"{pattern} did not come within {limit} s in {self.spool}")

    def drop(self, path, workflow):
        """Renames it in, so that it is whole at once."""
        os.rename(path, self.spool / "incoming" / workflow / path.name)

    def run_drop(self, path, workflow, limit=3600, pause=0.02):
        """From the rename to the finished job."""
        before, start = self.cpu(), time.monotonic()
        self.drop(path, workflow)
        self.wait_for(f"jobs/*-{path.stem}-*/finished.json", limit, pause)
        wall = time.monotonic() - start
        return Cost(wall, self.cpu() - before, self.memory("VmHWM"))

    def cpu(self):
        """Seconds of the server and of the children it has reaped."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15])) / TICKS

    def memory(self, name):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
        raise SystemExit(f"the server has no {name}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            print("the server did not stop within 30 s; it is killed", flush=True)
            self.process.kill()
            self.process.wait()
