"""Takes pictures of the page in both languages, light and dark, narrow and wide.

Arguments: the page's address, a folder, and paths such as / /jobs /admin. Needs Chromium and its driver.
"""

import base64
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.request

ADDRESS, FOLDER, PATHS = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), sys.argv[3:] or ["/", "/jobs", "/admin"]
SIZES = {"phone": 400, "desk": 1280}


def send(method, address, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=90) as answer:
        return json.load(answer)["value"]


def driver():
    """Starts chromedriver, and gives it with its address."""
    process = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if found := re.search(r"successfully on port (\d+)", line):
            return process, f"http://127.0.0.1:{found[1]}/session"
    raise SystemExit("chromedriver did not start")


def session(base, language):
    options = {
        "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--lang={language}"],
        "prefs": {"intl.accept_languages": language},
    }
    capabilities = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}
    return base + "/" + send("POST", base, {"capabilities": capabilities})["sessionId"]


def command(place, name, **parameters):
    return send("POST", place + "/goog/cdp/execute", {"cmd": name, "params": parameters})


def take(place, path, width, theme, file):
    command(place, "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
    frame = {"width": width, "deviceScaleFactor": 1, "mobile": False}
    command(place, "Emulation.setDeviceMetricsOverride", height=900, **frame)
    send("POST", place + "/url", {"url": ADDRESS + path})
    # Scripts fetch what they show.
    time.sleep(2)
    height = send("POST", place + "/execute/sync", {"script": "return document.documentElement.scrollHeight", "args": []})
    command(place, "Emulation.setDeviceMetricsOverride", height=min(max(height, 600), 6000), **frame)
    file.write_bytes(base64.b64decode(send("GET", place + "/screenshot")))
    wide = send("POST", place + "/execute/sync", {"script": "return document.documentElement.scrollWidth", "args": []})
    if wide > width:
        print(f"{file.name}: {wide - width} px wider than the window")


FOLDER.mkdir(parents=True, exist_ok=True)
process, base = driver()
try:
    for language in ["en", "zh-CN"]:
        place = session(base, language)
        for path in PATHS:
            name = re.sub(r"[^a-z0-9]+", "-", path.split("#")[0].lower()).strip("-")[:40] or "start"
            for size, width in SIZES.items():
                for theme in ["light", "dark"]:
                    take(place, path, width, theme, FOLDER / f"{name}-{language}-{size}-{theme}.png")
        send("DELETE", place)
finally:
    process.terminate()
