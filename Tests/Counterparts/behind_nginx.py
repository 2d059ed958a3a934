"""Plays people and programs behind nginx, set up as docs/web.md says, over TLS.

Arguments: the page's address, its spool, docs/web.md, an access token, and the size of an upload in MiB. The page's name
is spool.example.com. Prints, for each thing that was tried, "ok" or what went wrong.
"""

import ctypes
import json
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
import urllib3
import websocket

ADDRESS, SPOOL, DOCUMENT, TOKEN = sys.argv[1:5]
MEBIBYTES = int(sys.argv[5])
HOST = "spool.example.com"
PATIENCE = 300
urllib3.disable_warnings()


def until(what, look):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class Proxy:
    """nginx in a folder of its own, with the server block of the document."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        certificate, key = f"{folder}/page.pem", f"{folder}/page.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
            + ["-subj", f"/CN={HOST}", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        block = re.search(r"```nginx\n(.*?)```", Path(DOCUMENT).read_text(encoding="utf-8"), re.DOTALL)[1]
        for written, here in (
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"), ("/etc/ssl/spool.example.com.pem", certificate),
            ("/etc/ssl/spool.example.com.key", key), ("http://127.0.0.1:8080", ADDRESS),
        ):
            assert written in block, f"the document does not say {written}"
            block = block.replace(written, here)
        places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        Path(f"{folder}/nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;"
            f"events {{}} http {{ access_log off; {places}\n{block} }}", encoding="utf-8")
        program = shutil.which("nginx", path="/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin")
        assert program, "nginx is not installed; `make deps-test` installs it"
        self.process = subprocess.Popen(
            [program, "-e", f"{folder}/error.log", "-p", folder, "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL,
            # It ends with this script, whatever ends that.
            preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGKILL))
        until("nginx", self.answers)

    def answers(self):
        assert self.process.poll() is None, Path(f"{self.folder}/error.log").read_text(encoding="utf-8")
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def gathered(self):
        """Bytes that nginx keeps in files before it hands them on."""
        return sum(file.stat().st_size for file in Path(f"{self.folder}/client_body").rglob("*") if file.is_file())

    def end(self):
        self.process.kill()
        self.process.wait()


def ask(method, path, **more):
    headers = {"Host": f"{HOST}:{PROXY.port}", **more.pop("headers", {})}
    return requests.request(
        method, f"https://127.0.0.1:{PROXY.port}{path}", headers=headers, verify=False, allow_redirects=False,
        timeout=PATIENCE, **more)


BEARER = {"Authorization": f"Bearer {TOKEN}"}


def login():
    turned = ask("GET", "/jobs", headers={"Accept": "text/html"})
    assert turned.status_code == 303 and turned.headers["Location"] == "/login?back=%2Fjobs", turned.headers
    page = ask("GET", "/login?back=%2Fjobs", headers={"Accept": "text/html"}).text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    origin = {"Origin": f"https://{HOST}:{PROXY.port}", "Sec-Fetch-Site": "same-origin"}
    form = {"token": token, "back": "/jobs", "secret": TOKEN}
    answer = ask("POST", "/login", data=form, headers=origin)
    assert answer.status_code == 303 and answer.headers["Location"] == "/jobs", answer.text
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie.lower() for word in ("secure", "httponly", "samesite=strict")), cookie
    session = ask("GET", "/api/v1/session", cookies=answer.cookies.get_dict()).json()
    assert session["name"] == "lin" and session["role"] == "operator", session
    foreign = ask("POST", "/logout", cookies=answer.cookies.get_dict(), headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403, foreign.status_code


def upload():
    """Half of a file is sent, and is at the server before the other half comes."""
    half = b"\0" * (MEBIBYTES << 19)
    seen = {}

    def arrived():
        files = [file for folder in Path(SPOOL, "tmp").glob("upload-*") for file in folder.rglob("*")]
        return sum(file.stat().st_size for file in files if file.is_file()) >= len(half) - (2 << 20)

    def pieces():
        yield half
        until("the first half at the server", arrived)
        seen["gathered"] = PROXY.gathered()
        yield half

    answer = ask("POST", "/api/v1/jobs?name=zeros.bin&workflow=pass", data=pieces(), headers=BEARER)
    assert answer.status_code == 202 and seen == {"gathered": 0}, f"{answer.text} {seen}"


def hand_in(name):
    body = {"workflow": "pass", "values": {"key": name}}
    answer = ask("POST", "/api/v1/jobs", json=body, headers=BEARER)
    assert answer.status_code == 202, answer.text
    return answer.json()["job"]


def events():
    with ask("GET", "/api/v1/events", headers=BEARER, stream=True) as stream:
        lines = stream.iter_lines()
        assert any(line.startswith(b"event:") for line in lines)
        job = hand_in("an event")
        assert any(line.startswith(b"data:") and job.encode() in line for line in lines), "the stream ended"


def web_socket():
    client = websocket.create_connection(
        f"wss://127.0.0.1:{PROXY.port}/api/v1/events", host=f"{HOST}:{PROXY.port}",
        origin=f"https://{HOST}:{PROXY.port}", timeout=PATIENCE,
        header=[f"Authorization: Bearer {TOKEN}"], sslopt={"cert_reqs": ssl.CERT_NONE})
    json.loads(client.recv())
    job = hand_in("a message")
    while job not in client.recv():
        pass
    client.close()


def links():
    job = hand_in("a link")
    until("the results", lambda: ask("GET", f"/api/v1/jobs/{job}/results.xlsx", headers=BEARER).status_code == 200)
    path = f"/api/v1/jobs/{job}/results.xlsx"
    url = ask("POST", "/api/v1/links", json={"path": path}, headers=BEARER).json()["url"]
    assert url.startswith(f"https://{HOST}:{PROXY.port}/api/"), url
    opened = ask("GET", url.removeprefix(f"https://{HOST}:{PROXY.port}"))
    assert opened.status_code == 200 and opened.content.startswith(b"PK"), opened.text
    assert ask("GET", path).status_code == 401


def forging():
    """What a client says of itself counts for nothing."""
    for name in ("Remote-User", "remote-user", "REMOTE_USER", "Remote_User"):
        assert ask("GET", "/api/v1/session", headers={name: "wang"}).status_code == 401, name
    for number in range(60):
        forged = {"Authorization": "Bearer wrong", "X-Forwarded-For": f"198.51.100.{number}", "X-Real-IP": "198.51.100.9"}
        if ask("GET", "/api/v1/session", headers=forged).status_code == 429:
            return
    raise AssertionError("whoever names another address each time may guess on")


outcomes = {}
with tempfile.TemporaryDirectory() as folder:
    PROXY = Proxy(folder)
    try:
        # The last one makes the server deaf to this address for a while.
        for play in (login, upload, events, web_socket, links, forging):
            try:
                play()
                outcomes[play.__name__] = "ok"
            except Exception as error:  # Whatever it is, the test says so.
                outcomes[play.__name__] = f"{type(error).__name__}: {error}"
    finally:
        PROXY.end()
print(json.dumps(outcomes))
