"""What the checks of the stand-in services share: a list of named checks, the stand-ins' control, small pictures."""

import json
import struct
import sys
import traceback
import urllib.request
import zlib

ROOT = sys.argv[1]  # http://127.0.0.1:PORT
KEY = "test-key-python"
_checks = []


def check(function):
    """Adds a function to the checks; its name is the check's."""
    _checks.append(function)
    return function


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ROOT}/control{path}", data=data, method=method)
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def fault(service, path, fault, times=1, **more):
    control("POST", "/faults", {"service": service, "path": path, "times": times, "fault": fault, **more})


def calls(service, path="*"):
    return control("GET", f"/calls?service={service}&path={path}")["calls"]


def run():
    """Runs every check and prints one JSON object: "ok", or what went wrong, by the check's name."""
    results = {}
    for function in _checks:
        control("POST", "/reset", {})
        try:
            function()
            results[function.__name__] = "ok"
        except BaseException as error:
            # Where in the check it was, however deep in a package it came from.
            frames = traceback.extract_tb(error.__traceback__)
            line = [frame.lineno for frame in frames if frame.name == function.__name__][-1]
            results[function.__name__] = f"line {line}: {type(error).__name__}: {error}"[:600]
    print(json.dumps(results))


def raises(kind, function):
    """Calls a function that must raise that kind of exception, and returns the exception."""
    try:
        function()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__} was raised")


def png(width, height, alpha=False):
    """A PNG of one colour."""
    kind, pixel = (6, b"\x80\x40\x20\x00") if alpha else (2, b"\x80\x40\x20")
    rows = (b"\0" + pixel * width) * height

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def size_of_png(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", data[:20]
    return struct.unpack(">II", data[16:24])


def fetch(url):
    """A result's bytes, fetched without a key."""
    with urllib.request.urlopen(url) as reply:
        return reply.read()
