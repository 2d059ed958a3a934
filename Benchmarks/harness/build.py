"""Builds what is measured, in release mode, and the C floors."""
import os
import pathlib
import subprocess

BENCHMARKS = pathlib.Path(__file__).resolve().parent.parent
PRODUCT = BENCHMARKS.parent
BUILD = BENCHMARKS / ".build"
ROWSPOOL = PRODUCT / ".build/release/rowspool"
DRIVE = BUILD / "release/drive"

FLOORS = {
    "csv_floor": ["-lcsv"],
    "http_server": [],
    "rows_floor": [],
    "xlsx_floor": ["$(pkg-config --cflags --libs libarchive libxml-2.0)"],
    "xlsxwriter_floor": ["-lxlsxwriter"],
}


class Setup:
    """Where a benchmark works, and how much of it is done."""

    def __init__(self, folder, quick):
        self.folder = folder
        self.quick = quick

    def size(self, full):
        return full // 10 if self.quick else full


def everything():
    for product in ["rowspool", "rowspool-images"]:
        swift_build(PRODUCT, PRODUCT / ".build", "--product", product)
    swift_build(BENCHMARKS, BUILD)
    for name, flags in FLOORS.items():
        source = BENCHMARKS / "Floors" / f"{name}.c"
        command = f"cc -O2 -o '{floor(name)}' '{source}' {' '.join(flags)}"
        subprocess.run(command, shell=True, check=True)


def swift_build(package, scratch, *options):
    command = ["swift", "build", "-c", "release", "--package-path", package, "--scratch-path", scratch, *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{package} does not build:\n{done.stdout[-4000:]}")


def floor(name):
    os.makedirs(BUILD, exist_ok=True)
    return BUILD / name


def peer(name):
    return BENCHMARKS / "peers" / name
