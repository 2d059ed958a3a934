"""Requests of rows against a server in C that takes no time of its own, and curl doing the same."""
import contextlib
import subprocess

from . import build
from .measure import alternate, run
from .report import full, seconds

# Every answer comes so late.
DELAY = 0.2
LARGE = 100 << 20
BODY = '{"prompt":"a cup on a table"}'
HEADERS = ["Content-Type: application/json", "Authorization: Bearer key"]


@contextlib.contextmanager
def server():
    """Its URL."""
    process = subprocess.Popen([build.floor("http_server"), str(int(DELAY * 1000))], stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.wait()


def ours(url, count, in_flight):
    return run(build.DRIVE, "requests", f"{url}/wait", count, in_flight)


def curl(url, count, in_flight):
    headers = [word for header in HEADERS for word in ("-H", header)]
    return run(
        "curl", "-s", "-f", "-Z", "--parallel-max", in_flight, "--no-progress-meter", "--noproxy", "*", *headers,
        "-d", BODY, "-o", "/dev/null", f"{url}/wait?[1-{count}]")


def rate(count, in_flight, cost):
    """The share of the ideal rate, which counts the cold start and the last round too."""
    return count / in_flight * DELAY / float(cost.output.split()[-1])


def http(setup, report):
    with server() as url:
        in_flight(setup, report, url)
        many(setup, report, url)
        large(setup, report, url)


def in_flight(setup, report, url):
    count = setup.size(10_000)
    floor, own = alternate(lambda: curl(url, count, 200), lambda: ours(url, count, 200))
    share, ratio = rate(count, 200, own), own.cpu / floor.cpu
    report.row(
        f"{count:,} requests, 200 in flight", "", [f"curl --parallel {seconds(floor)}"],
        f"{seconds(own)}, {share:.1%} of the ideal, {ratio:.2f} × curl", "≥ 95 %, ≤ 1.5 × curl's CPU",
        share >= 0.95 and ratio <= 1.5)


def many(setup, report, url):
    count = setup.size(20_000)
    own = ours(url, count, 2000)
    report.row(
        f"{count:,} requests, 2,000 in flight", "", [], f"{full(own)}, {rate(count, 2000, own):.0%} of the ideal",
        "≤ 200 MB", own.memory <= 200)


def large(setup, report, url):
    """Files, each in one request. Flat: as much memory as for a hundredth of it."""
    file, small, target = setup.folder / "large", setup.folder / "small", setup.folder / "got"
    for path, size in [(file, LARGE), (small, LARGE // 100)]:
        with open(path, "wb") as made:
            made.truncate(size)
    curl_up, up, little = alternate(
        lambda: run("curl", "-s", "-f", "--noproxy", "*", "-H", "Expect:", "-T", file, "-o", "/dev/null", f"{url}/wait"),
        lambda: run(build.DRIVE, "upload", f"{url}/wait", file),
        lambda: run(build.DRIVE, "upload", f"{url}/wait", small))
    row(report, "100 MB up", curl_up, up, little)
    curl_down, down, little = alternate(
        lambda: run("curl", "-s", "-f", "--noproxy", "*", "-o", target, f"{url}/bytes/{LARGE}"),
        lambda: run(build.DRIVE, "download", f"{url}/bytes/{LARGE}", target),
        lambda: run(build.DRIVE, "download", f"{url}/bytes/{LARGE // 100}", target))
    row(report, "100 MB down", curl_down, down, little)


def row(report, work, floor, own, little):
    report.row(
        work, "", [f"curl {full(floor)}"], f"{full(own)}; 1 MB takes {little.memory:.0f} MB", "flat memory",
        own.memory <= little.memory + 4)
