"""Measures the page and the API as issue 5 names it, and prints a line for each figure.

Arguments: the program `rowspool`, then names of parts (browsers, orders, jobs, thousand_streams, streams_and_uploads; all
unless some are given). Needs Chromium and its driver. Everything lies in a folder of its own, which goes away.
"""

import base64
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

PROGRAM = sys.argv[1]
WORKFLOW = "columns:\n  - {name: key, required: true}\n  - {name: n, type: integer}\nresults:\n  - {name: again, from: key}\n"

# Rows that are never done, one at a time.
ENDLESS = """columns: [{name: key, required: true}]
limits: {concurrency: 1}
steps: [{name: wait, command: {run: [sleep, "3600"], output: text, outputs: {said: {}}}}]
"""


class Server:
    """A spool, its page, and a workflow that passes its rows through."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name, text in {"pass": WORKFLOW, "endless": ENDLESS}.items():
            (self.folder / "templates" / name).mkdir(parents=True)
            (self.folder / "templates" / name / "workflow.yaml").write_text(text)
        spool = str(self.folder / "spool")
        subprocess.run([PROGRAM, "init", "--spool", spool], check=True, stdout=subprocess.DEVNULL)
        self.environment = {**os.environ, "ROWSPOOL_TEMPLATES": str(self.folder / "templates"), "ROWSPOOL_WEB": "127.0.0.1:0"}
        self.log = self.folder / "log"
        self.start()

    def start(self):
        with self.log.open("w") as log:
            arguments = [PROGRAM, "serve", "--spool", str(self.folder / "spool")]
            self.process = subprocess.Popen(arguments, env=self.environment, stderr=log)
        self.address = waited(lambda: re.search(r"the page is at http://(\S+)/", self.log.read_text()), "the page")[1]
        self.token = self.call("GET", "/session")[1]["token"]

    def restart(self):
        self.stop()
        self.start()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.address, timeout=120)
        fields = {"X-Rowspool-Token": getattr(self, "token", ""), **(headers or {})}
        connection.request(method, "/api/v1" + path, body, fields)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None

    def submit(self, name, body, start="now", workflow="pass"):
        query = urllib.parse.urlencode({"name": name, "workflow": workflow, "start": start})
        status, answer = self.call("POST", f"/jobs?{query}", body, {"Content-Type": "text/csv"})
        if status != 202:
            raise SystemExit(f"{name} was not taken: {status} {answer}")
        return urllib.parse.quote(answer["job"])

    def peak(self):
        """The most memory of its own that the server has had, in MB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024


def waited(look, what, limit=120):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.02)
    raise SystemExit(f"waited in vain for {what}")


class Browser:
    """A Chromium by its driver."""

    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        port = next(found[1] for line in self.driver.stdout if (found := re.search(r"on port (\d+)\.", line)))
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu"]}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
        self.base += "/" + self.send("", wanted)["sessionId"]

    def send(self, path, body):
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, address):
        self.send("/url", {"url": address})

    def run(self, script, *values):
        return self.send("/execute/sync", {"script": script, "args": values})

    def close(self):
        self.driver.send_signal(signal.SIGTERM)


HAND_IN = """
const begin = performance.now(), transfer = new DataTransfer();
transfer.items.add(new File([atob(arguments[1])], arguments[0]));
const count = document.querySelectorAll("#submitted > *").length;
document.querySelector("#drop").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
const until = async (holds) => { while (!holds()) await new Promise((done) => setTimeout(done, 5)); };
return (async () => {
  await until(() => document.querySelector("#chosen-files").childElementCount > 0);
  const pressed = performance.now();
  document.querySelector("#submission button[value=files]").click();
  await until(() => document.querySelector("#chosen-files").childElementCount === 0);
  const cleared = performance.now();
  await until(() => document.querySelectorAll("#submitted > *").length > count);
  await until(() => document.querySelector("#submitted > * a, #submitted > * .bad"));
  return { form: cleared - pressed, taken: performance.now() - begin,
    bad: document.querySelectorAll("#submitted .bad").length };
})();
"""


def in_browsers(server, count, each):
    """Hands in `each` lists from each of `count` browsers at once."""
    def one(number):
        browser = Browser()
        try:
            browser.open(f"http://{server.address}/?workflow=pass")
            # Each with contents of its own: the same drop twice is told, not run.
            lists = [(f"list-{number}-{i}.csv", f"key,n\n{count} {number} {i},1\n") for i in range(each)]
            return [browser.run(HAND_IN, name, base64.b64encode(text.encode()).decode()) for name, text in lists]
        finally:
            browser.close()
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        results = [result for results in pool.map(one, range(count)) for result in results]
    say(f"{count} browser(s), {each} submissions each: form back to its defaults, worst", max(r["form"] for r in results), 500, "ms")
    say(f"{count} browser(s), {each} submissions each: taken, ready for the next, worst", max(r["taken"] for r in results), 2000, "ms")
    say(f"{count} browser(s), {each} submissions each: errors", sum(r["bad"] for r in results), 0, "")


def orders(server):
    body = b"key,n\n" + b"".join(b"row %d,%d\n" % (i, i) for i in range(100_000))
    job = server.submit("many.csv", body, "ask")
    waited(lambda: server.call("GET", f"/jobs/{job}")[1].get("state") == "onHold", "100,000 rows")
    begin = time.monotonic()
    server.call("GET", f"/jobs/{job}/rows?limit=200")
    say("a page of 200 of 100,000 rows", 1000 * (time.monotonic() - begin), 200, "ms")
    for verb in ["start", "pause", "cancel"]:
        say(f"{verb}, 100,000 rows queued", timed(server, job, verb), 2000, "ms")
    waited(lambda: server.call("GET", f"/jobs/{job}")[1].get("finishedAt"), "the cancelled job's end", 600)
    finished_rows(server, job)
    say("retry of 100,000 rows", timed(server, job, "retry"), 2000, "ms")
    server.call("POST", f"/jobs/{job}/cancel")
    waited(lambda: server.call("GET", f"/jobs/{job}")[1].get("finishedAt"), "the cancelled job's end", 600)
    say("clear of 100,000 rows", timed(server, job, "clear"), 2000, "ms")


def finished_rows(server, job):
    """Pages and searches in a finished job of 100,000 rows: as they come first, and when its rows have been read."""
    say("first page of 100,000 finished rows", searched(server, job, "")[1], 200, "ms")
    begin = time.monotonic()
    with urllib.request.urlopen(f"http://{server.address}/jobs/{job}") as answer:
        answer.read()
    say("the page of a job with 100,000 finished rows", 1000 * (time.monotonic() - begin), 200, "ms")
    queries = {
        "failed": "state=failed", "the last row's text": "search=row+99999", "a text that is nowhere": "search=nowhere",
        "a text of every row": "search=row", "good marks": "mark=good", "pictures": "media=true"}
    for name, query in queries.items():
        pages, worst, whole = searched(server, job, query)
        say(f"first search for {name}, {pages} answers in {whole:.0f} ms: worst", worst, 200, "ms")
    waited(lambda: searched(server, job, "search=nowhere")[0] == 1, "the rows to be known")
    for name, query in queries.items():
        pages, worst, _ = searched(server, job, query)
        say(f"later search for {name}, {pages} answers: worst", worst, 200, "ms")


def searched(server, job, query):
    """Reads on until there are 50 rows or no more: the answers, the milliseconds of the slowest, and of all."""
    after, found, times = "0", 0, []
    while after and found < 50:
        begin = time.monotonic()
        answer = server.call("GET", f"/jobs/{job}/rows?limit=50&after={after}&{query}")[1]
        times.append(1000 * (time.monotonic() - begin))
        after, found = answer.get("next"), found + len(answer["items"])
    return len(times), max(times), sum(times)


def restarted(server, count):
    """The list right after the server has come back, with many jobs."""
    last = [server.submit(f"job-{number}.csv", b"key,n\n%d,1\n" % number) for number in range(count)]
    waited(lambda: server.call("GET", "/jobs?state=unfinished&limit=1")[1]["total"] == 0, "the end of all jobs", 900)
    server.restart()
    begin = time.monotonic()
    answer = server.call("GET", "/jobs?limit=50")[1]
    say(f"the list of {answer['total']} jobs, first after a restart", 1000 * (time.monotonic() - begin), 200, "ms")
    say("jobs missing there", len(last) > answer["total"], 0, "")
    begin = time.monotonic()
    server.call("GET", "/jobs?limit=50&search=job-7&sort=name")
    say("the list searched and sorted", 1000 * (time.monotonic() - begin), 200, "ms")


def thousand_streams(server):
    before, streams = server.peak(), []
    for _ in range(1010):
        connection = http.client.HTTPConnection(server.address, timeout=120)
        connection.request("GET", "/api/v1/events")
        streams.append((connection, connection.getresponse()))
    refused = [answer for _, answer in streams if answer.status == 503]
    say("1,010 event streams: refused", len(refused), 10, "")
    say("streams refused without a word", sum(b"Too many pages" not in answer.read() for answer in refused), 0, "")
    say("1,000 event streams: memory beyond what was used before", server.peak() - before, 100, "MB")
    begin = time.monotonic()
    server.call("GET", "/jobs?limit=50")
    say("the list meanwhile", 1000 * (time.monotonic() - begin), 200, "ms")


def timed(server, job, verb):
    begin = time.monotonic()
    status, answer = server.call("POST", f"/jobs/{job}/{verb}")
    if status != 200:
        raise SystemExit(f"{verb}: {status} {answer}")
    return 1000 * (time.monotonic() - begin)


def changes_on_the_screen(server):
    """From an order that somebody else gives to what the list shows, and to what the page of the share says."""
    job = server.submit("shown.csv", b"key\na\nb\n", workflow="endless")
    name = urllib.parse.unquote(job)
    waited(lambda: server.call("GET", f"/jobs/{job}")[1].get("rows", {}).get("running"), "the job")
    page = server.folder / "spool/outgoing" / name / "STATUS.html"
    browser, worst, worst_page = Browser(), 0, 0
    try:
        browser.open(f"http://{server.address}/jobs")
        find = "return [...document.querySelectorAll('#jobs .job')].find((job) => job.innerText.includes('shown.csv'))?.innerText"
        shown = waited(lambda: browser.run(find), "the job in the list")
        for verb in ["pause", "resume"] * 5:
            text, begin = page.read_text(), time.monotonic()
            timed(server, job, verb)
            shown = waited(lambda: (now := browser.run(find)) != shown and now, f"{verb} in the list")
            worst = max(worst, time.monotonic() - begin)
            waited(lambda: page.read_text() != text, f"{verb} in STATUS.html")
            worst_page = max(worst_page, time.monotonic() - begin)
    finally:
        browser.close()
    say("an order of somebody else in the list, worst of 10", 1000 * worst, 1000, "ms")
    say("an order in STATUS.html on the share, worst of 10", 1000 * worst_page, 2000, "ms")


def rates(server):
    """Rows a second alone, and with 50 event streams whose clients read everything."""
    def run(name):
        body = b"key,n\n" + b"".join(b"%s %d,%d\n" % (name.encode(), i, i) for i in range(20_000))
        begin = time.monotonic()
        job = server.submit(f"{name}.csv", body)
        waited(lambda: server.call("GET", f"/jobs/{job}")[1].get("finishedAt"), "20,000 rows", 300)
        return 20_000 / (time.monotonic() - begin)

    alone = run("alone")
    ends = [open_stream(server) for _ in range(50)]
    for connection, answer in ends:
        threading.Thread(target=read_all, args=[answer], daemon=True).start()
    watched = run("watched")
    for connection, answer in ends:
        connection.sock.shutdown(socket.SHUT_RDWR)
    say(f"rows a second, drop to results: {alone:.0f} alone, {watched:.0f} with 50 watching; slower by",
        100 * (1 - watched / alone), 20, "%")


def read_all(answer):
    try:
        while answer.read1(65_536):
            pass
    except (OSError, http.client.HTTPException):
        pass


def open_stream(server):
    connection = http.client.HTTPConnection(server.address, timeout=120)
    connection.request("GET", "/api/v1/events")
    return connection, connection.getresponse()


def streams_and_uploads(server):
    streams = [open_stream(server) for _ in range(50)]
    line = b"x" * 99 + b"\n"

    def upload(number):
        def chunks():
            yield b"key\n"
            for _ in range(1600):
                yield line * 655
        query = urllib.parse.urlencode({"name": f"large-{number}.csv", "workflow": "pass", "start": "ask"})
        connection = http.client.HTTPConnection(server.address, timeout=600)
        connection.request("POST", f"/api/v1/jobs?{query}", chunks(), {"X-Rowspool-Token": server.token}, encode_chunked=True)
        return connection.getresponse().status

    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(upload, range(20)))
    say("50 event streams and 20 uploads of 100 MB: not taken", sum(status != 202 for status in statuses), 0, "")
    say("50 event streams and 20 uploads of 100 MB: peak memory", server.peak(), 300, "MB")


def say(what, value, limit, unit):
    print(f"{'ok  ' if value <= limit else 'MISS'}  {what}: {value:.0f} {unit} (at most {limit})", flush=True)


def browsers(server):
    in_browsers(server, 1, 10)
    in_browsers(server, 5, 2)


def jobs(server):
    restarted(server, 1000)


PARTS = [browsers, changes_on_the_screen, orders, rates, jobs, thousand_streams, streams_and_uploads]

with tempfile.TemporaryDirectory() as folder:
    server = Server(folder)
    try:
        for part in PARTS:
            if part.__name__ in (sys.argv[2:] or [part.__name__ for part in PARTS]):
                part(server)
    finally:
        server.stop()
