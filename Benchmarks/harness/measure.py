"""Runs programs and says what they took."""
import dataclasses
import statistics
import subprocess
import tempfile


@dataclasses.dataclass
class Cost:
    wall: float
    cpu: float
    # The largest process's resident set, in MB.
    memory: float = 0
    output: str = ""

    def times(self, factor):
        return Cost(self.wall * factor, self.cpu * factor, self.memory)

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


def run(*command, cwd=None, stdout=subprocess.PIPE):
    """GNU time starts it: what Python itself has in memory would count as the program's."""
    with tempfile.NamedTemporaryFile("r") as report:
        timed = ["/usr/bin/time", "-o", report.name, "-f", "%e %U %S %M", *map(str, command)]
        done = subprocess.run(timed, cwd=cwd, stdout=stdout, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}")
        wall, user, system, memory = map(float, report.read().split()[-4:])
    return Cost(wall, user + system, memory / 1024, done.stdout or "")


# Short programs are run three times.
SHORT = 10


def alternate(*runs):
    """The medians of several programs' costs, each run in turn: what disturbs one disturbs all."""
    rounds = [[run() for run in runs]]
    while len(rounds) < 3 and all(cost.wall < SHORT for cost in rounds[0]):
        rounds.append([run() for run in runs])
    return [median(costs) for costs in zip(*rounds)]


def median(costs):
    return Cost(
        statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs),
        max(cost.memory for cost in costs), costs[0].output)
