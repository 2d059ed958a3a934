"""From the drop to the results, through the real server; and what it costs when nothing happens."""
import statistics
import time

from . import build, files, inputs
from .measure import run
from .report import full, seconds
from .server import NOTHING, Server


def folder(setup, name):
    path = setup.folder / name
    path.mkdir()
    return path


def drop_to_results(setup, report):
    rows = setup.size(100_000)
    place = folder(setup, "drop")
    table = inputs.make_csv(place / "hundred.csv", rows)
    floor = (run(build.floor("csv_floor"), table) + files.floor(setup, rows)
             + run(build.floor("xlsxwriter_floor"), place / "floor.xlsx", rows, place))
    server = Server(place, {"nothing": NOTHING})
    try:
        ours = server.run_drop(table, "nothing")
    finally:
        server.stop()
    ratio, wall = ours.cpu / floor.cpu, ours.wall / floor.wall
    report.row(
        f"{rows:,} rows, drop to results", seconds(floor), peers(setup, rows // 10),
        f"{full(ours)}, {ratio:.2f} × ({wall:.2f} × wall)", "≤ 1.5 ×", ratio <= 1.5)


def peers(setup, rows):
    dirq = run("/usr/bin/python3", build.peer("dirq_rows.py"), setup.folder / "dirq-2", rows)
    xargs = run("sh", "-c", f"seq {rows} | xargs -P2 -n1 true")
    return [f"dirq {files.rate(rows, dirq.wall)}", f"xargs -P2 true {files.rate(rows, xargs.wall)}"]


def small_drop(setup, report):
    place = folder(setup, "small")
    server = Server(place, {"nothing": NOTHING})
    times = []
    try:
        for number in range(20):
            # Each drop is another one: the same again would be refused.
            table = inputs.make_csv(place / f"small{number}.csv", 10)
            table.write_text(table.read_text() + f"{number},last,,,,,,\n")
            times.append(server.run_drop(table, "nothing", limit=30, pause=0.001).wall * 1000)
            time.sleep(0.2)
    finally:
        server.stop()
    median = statistics.median(times)
    report.row(
        "10-row CSV renamed in, to results", "", [], f"{median:.0f} ms (from {min(times):.0f} to {max(times):.0f})",
        "median ≤ 250 ms", median <= 250)


def watch(server, length):
    start = server.cpu()
    time.sleep(length)
    return (server.cpu() - start) / length * 100


def idle(setup, report):
    rows, length = setup.size(1_000_000), 10 if setup.quick else 60
    place = folder(setup, "idle")
    server = Server(place, {"nothing": NOTHING})
    try:
        server.command("pause", "all")
        server.drop(inputs.make_csv(place / "idle.csv", rows), "nothing")
        server.wait_for("pending/*-idle-*", 3600, 0.2)
        time.sleep(10)
        share, memory = watch(server, length), server.memory("VmRSS")
    finally:
        server.stop()
    report.row(
        f"idle, {rows:,} rows in a paused job", "", [], f"{share:.2f} % CPU over {length} s, {memory:.0f} MB",
        "≤ 0.1 %, ≤ 80 MB", share <= 0.1 and memory <= 80)


def waiting(setup, report):
    """Workbooks that are not whole yet: looked at every five seconds, as on a mount without events."""
    count, length = setup.size(1000), 10 if setup.quick else 60
    place = folder(setup, "waiting")
    server = Server(place, {"nothing": NOTHING}, "rescan: 5s\n")
    try:
        for number in range(count):
            (server.spool / "incoming/nothing" / f"part{number}.xlsx").write_bytes(b"PK\x03\x04 not all of it yet")
        time.sleep(10)
        share, memory = watch(server, length), server.memory("VmRSS")
    finally:
        server.stop()
    report.row(
        f"idle, {count:,} waiting files", "", [], f"{share:.2f} % CPU over {length} s, {memory:.0f} MB",
        "≤ 1 %", share <= 1)
