"""Reading tables and writing results, each alone."""
import sys

from . import build, inputs
from .measure import alternate, run
from .report import full, seconds


def read_xlsx(setup, report):
    rows = setup.size(1_000_000)
    path = inputs.make_xlsx(setup.folder / "big.xlsx", rows)
    floor, texts, values, calamine = alternate(
        lambda: run(build.floor("xlsx_floor"), path), lambda: run(build.DRIVE, "texts", path),
        lambda: run(build.DRIVE, "values", path), lambda: run(sys.executable, build.peer("read_calamine.py"), path))
    tenth = inputs.make_xlsx(setup.folder / "tenth.xlsx", rows // 10)
    openpyxl = run(sys.executable, build.peer("read_openpyxl.py"), tenth).times(10)
    peers = [f"calamine {full(calamine)}", f"openpyxl ≈ {openpyxl.wall:.0f} s ({openpyxl.cpu:.0f})"]
    target = "≤ 1.4 ×, < calamine, ≤ 80 MB"

    def row(work, floor_text, peers, ours):
        ratio = ours.cpu / floor.cpu
        met = ratio <= 1.4 and ours.cpu < calamine.cpu and ours.memory <= 80
        report.row(work, floor_text, peers, f"{full(ours)}, {ratio:.2f} ×", target, met)

    row(f"read XLSX, {rows:,} × 8, as texts", full(floor), peers, texts)
    row("  as values, numbers formatted", "", [], values)
    printed = print_rows(path)
    report.row("  `rowspool rows --json`", "", [], full(printed), "≤ 80 MB", printed.memory <= 80)


def read_csv(setup, report):
    rows = setup.size(1_000_000)
    path = inputs.make_csv(setup.folder / "big.csv", rows)
    floor, texts, values, python = alternate(
        lambda: run(build.floor("csv_floor"), path), lambda: run(build.DRIVE, "texts", path),
        lambda: run(build.DRIVE, "values", path), lambda: run(sys.executable, build.peer("read_csv.py"), path))
    target = "≤ 2 ×, ≤ 40 MB"
    for work, floor_text, peers, ours in [
            (f"read CSV, {rows:,} × 8, as texts", full(floor), [f"Python csv {seconds(python)}"], texts),
            ("  as values", "", [], values)]:
        ratio = ours.cpu / floor.cpu
        met = ratio <= 2 and ours.memory <= 40
        report.row(work, floor_text, peers, f"{full(ours)}, {ratio:.2f} ×", target, met)
    printed = print_rows(path)
    report.row("  `rowspool rows --json`", "", [], full(printed), "≤ 40 MB", printed.memory <= 40)


def print_rows(path):
    with open("/dev/null", "w") as nowhere:
        return run(build.ROWSPOOL, "rows", path, "--json", stdout=nowhere)


def write_results(setup, report):
    rows = setup.size(1_000_000)
    path, tmp = setup.folder / "results.xlsx", setup.folder / "results-tmp"
    tmp.mkdir()
    floor, ours = alternate(
        lambda: run(build.floor("xlsxwriter_floor"), path, rows, tmp),
        lambda: run(build.DRIVE, "results", path, rows, tmp))
    peer = run(sys.executable, build.peer("write_xlsxwriter.py"), path, rows // 10).times(10)
    ratio = ours.cpu / floor.cpu
    report.row(
        f"write results, {rows:,} × 8", full(floor), [f"Python xlsxwriter ≈ {peer.wall:.0f} s ({peer.cpu:.0f})"],
        f"{full(ours)}, {ratio:.2f} ×", "≤ 1.15 ×, ≤ 60 MB", ratio <= 1.15 and ours.memory <= 60)
