"""Row files: the spool's calls against the same calls in C."""
import itertools
import os

from . import build
from .measure import alternate, run
from .report import seconds

# Rows made durable together.
GROUP = 512
PHASES = ["create", "claim", "finish", "read"]
counter = itertools.count()


def phases(cost):
    return {name: float(time) for name, time in (line.split() for line in cost.output.splitlines())}


def floor(setup, rows, group=GROUP):
    os.sync()
    return run(build.floor("rows_floor"), setup.folder / f"rows-floor-{next(counter)}", rows, group)


def ours(setup, rows, group=GROUP):
    os.sync()
    return run(build.DRIVE, "rows", setup.folder / f"rows-ours-{next(counter)}", rows, group)


def row_files(setup, report):
    rows = setup.size(100_000)
    floors, own = alternate(lambda: floor(setup, rows), lambda: ours(setup, rows))
    peer_rows = rows // 10
    dirq = run("/usr/bin/python3", build.peer("dirq_rows.py"), setup.folder / "dirq", peer_rows)
    share = floors.cpu / own.cpu
    report.row(
        f"row files, {rows:,}", seconds(floors), [f"dirq {rate(peer_rows, dirq.wall)}"],
        f"{seconds(own)}, {share:.0%}", "≥ 60 % of the floor", share >= 0.6)
    for name in PHASES:
        one, two = phases(floors)[name], phases(own)[name]
        report.row(f"  {name}", rate(rows, one), [], f"{rate(rows, two)}, {one / two:.0%} wall", "≥ 60 %", one / two >= 0.6)


def rate(rows, wall):
    return f"{rows / wall:,.0f}/s"
