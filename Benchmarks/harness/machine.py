"""What the figures were measured on."""
import datetime
import os
import pathlib
import platform
import subprocess


def description(folder):
    commit = subprocess.run(
        ["git", "-C", pathlib.Path(__file__).parent, "describe", "--always", "--dirty"], capture_output=True, text=True)
    load = os.getloadavg()[0]
    return (
        f"{datetime.datetime.now():%Y-%m-%d %H:%M}, {processor()}, {os.cpu_count()} cores, {memory()} GB, "
        f"Linux {platform.release()}, {disk(folder)}, load {load:.1f} at the start, commit {commit.stdout.strip()}")


def processor():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory():
    first = pathlib.Path("/proc/meminfo").read_text().splitlines()[0]
    return round(int(first.split()[1]) / 1e6)


def disk(folder):
    shown = subprocess.run(
        ["df", "--output=fstype,source", folder], capture_output=True, text=True, check=True)
    return " on ".join(shown.stdout.splitlines()[1].split())
