"""Asks a running server all that the API can say, and holds each answer to the OpenAPI description, member by member.

Arguments: the page's address, then the names of four jobs: one with failed rows, one with pictures, one whose rows
run and wait, and one that nobody need keep. Prints, for each group of calls, "ok" or what is not as described.
"""

import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import jsonschema_rs
import yaml

ADDRESS, MIXED, PICTURES, OPEN, SPARE = sys.argv[1:6]
TOKEN = ""
PATIENCE = 300


def request(method, path, body=None, headers=None):
    """The status, the headers and the bytes of an answer."""
    headers = {"X-Rowspool-Token": TOKEN, **(headers or {})}
    if body is not None and not isinstance(body, bytes):
        body, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    asked = urllib.request.Request(ADDRESS + path, data=body, method=method, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


DOCUMENT = yaml.safe_load(request("GET", "/api/v1/openapi.yaml")[2])
called = set()


def validator(schema):
    return jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]}, validate_formats=True)


def resolved(item):
    while "$ref" in item:
        found = DOCUMENT
        for part in item["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        item = found
    return item


def operation(method, path):
    """What the description says of an address; of two that fit, the one with fewer names left open."""
    path = path.split("?")[0]
    fitting = [
        known for known, item in DOCUMENT["paths"].items()
        if method.lower() in item and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known).replace(".", r"\."), path)
    ]
    known = min(fitting, key=lambda known: known.count("{"))
    called.add(f"{method} {known}")
    return DOCUMENT["paths"][known][method.lower()]


def call(method, path, body=None, status=200, headers=None):
    """An answer that is as the description says: its status, its type, each of its members."""
    code, fields, content = request(method, path, body, headers)
    place = f"{method} {path}: {code} {content[:2000]!r}"
    assert code == status, f"{place}, not {status}"
    answers = operation(method, path)["responses"]
    described = resolved(answers.get(str(code)) or answers["default"]).get("content", {})
    if not described:
        assert not content, f"{place} has a body"
        return None
    kind = fields.get_content_type()
    schema = described.get(kind) or described.get("*/*")
    assert schema is not None, f"{place}: {kind} is not described"
    if not kind.endswith("json"):
        return content
    value = json.loads(content)
    errors = [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in validator(schema["schema"]).iter_errors(value)]
    assert not errors, f"{place}\n" + "\n".join(errors[:5])
    return value


def until(what, look):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


def jobs():
    assert {job["job"] for job in call("GET", "/api/v1/jobs?limit=500")["items"]} >= {MIXED, PICTURES, OPEN, SPARE}
    page = call("GET", "/api/v1/jobs?limit=1&mine=false&sort=oldest")
    call("GET", "/api/v1/jobs?limit=1&sort=oldest&after=" + urllib.parse.quote(page["next"]))
    call("GET", "/api/v1/jobs?state=nothing", status=400)
    for name in (MIXED, PICTURES, OPEN):
        job = f"/api/v1/jobs/{name}"
        call("GET", job)
        call("GET", f"{job}/check")
        call("GET", f"{job}/log?limit=2")
    waiting = until("the row that is tried again", lambda: call("GET", f"/api/v1/jobs/{OPEN}").get("nextRetry"))
    assert waiting
    call("GET", "/api/v1/jobs/nothing", status=404)
    call("GET", "/api/v1/statistics")
    call("GET", "/api/v1/drops")


def orders():
    job = f"/api/v1/jobs/{OPEN}"
    for verb in ("pause", "resume", "start", "results"):
        call("POST", f"{job}/{verb}", {})
    call("PATCH", job, {"priority": 2, "concurrency": 3, "maxCost": 5})
    call("PATCH", job, {"prority": 2}, status=400)
    call("POST", f"{job}/clear", status=409)
    call("POST", "/api/v1/orders", {"verb": "pause", "jobs": [OPEN, "nothing"]})
    call("POST", "/api/v1/orders", {"verb": "resume", "all": True})
    call("POST", f"/api/v1/jobs/{MIXED}/retry", {"rows": [3]})
    call("POST", f"/api/v1/jobs/{SPARE}/rows/2/retry", {"values": {"key": "another"}})
    until("the end of the row", lambda: call("GET", f"/api/v1/jobs/{SPARE}")["state"].startswith("completed"))
    # So that the row is not done before it is cancelled.
    call("PATCH", "/api/v1/limits", {"paused": True})
    call("POST", f"/api/v1/jobs/{SPARE}/rows/retry", {"rows": [2], "again": True})
    call("POST", f"/api/v1/jobs/{SPARE}/cancel", status=200)
    call("PATCH", "/api/v1/limits", {"paused": False})
    until("the end of the job", lambda: "finishedAt" in call("GET", f"/api/v1/jobs/{SPARE}"))
    call("DELETE", f"/api/v1/jobs/{SPARE}")


def rows():
    for name in (MIXED, PICTURES, OPEN):
        job = f"/api/v1/jobs/{name}"
        page = call("GET", f"{job}/rows?limit=1")
        assert page["items"] and call("GET", f"{job}/rows?limit=1&after={page['next']}")["items"]
        for row in call("GET", f"{job}/rows")["items"]:
            call("GET", f"{job}/rows/{row['row']}")
    failed = call("GET", f"/api/v1/jobs/{MIXED}/rows?state=failed")["items"]
    assert failed and all("error" in row for row in failed)
    call("GET", f"/api/v1/jobs/{MIXED}/rows/99", status=404)
    assert call("GET", f"/api/v1/jobs/{MIXED}/rows/count?state=failed")["rows"] == len(failed)
    call("GET", f"/api/v1/jobs/{MIXED}/edits")


def files():
    job = f"/api/v1/jobs/{PICTURES}"
    row = call("GET", f"{job}/rows?media=true")["items"][0]
    file = row["files"][0]
    for address in (file["url"], file["thumbnail"], row["original"]["url"], row["original"]["thumbnail"]):
        call("GET", address)
    call("GET", file["url"] + "?download=true", headers={"Range": "bytes=0-9"}, status=206)
    call("PUT", f"{job}/marks", {"marks": {file["name"]: "good"}})
    assert call("GET", f"{job}/marks")["marks"] == {file["name"]: "good"}
    assert call("GET", f"{job}/rows?mark=good")["items"][0]["marks"]
    call("GET", f"{job}/results.zip?marked=good")
    call("GET", f"{job}/results.zip?marked=bad", status=404)
    call("GET", f"{job}/results.zip")
    etag = request("GET", f"{job}/results.xlsx")[1]["ETag"]
    call("GET", f"{job}/results.xlsx")
    call("GET", f"{job}/results.xlsx", headers={"If-None-Match": etag}, status=304)
    call("GET", f"{job}/marked.xlsx", status=404)
    link = call("POST", "/api/v1/links", {"path": file["url"]}, status=201)["url"]
    call("GET", link.removeprefix(ADDRESS))
    call("GET", link.removeprefix(ADDRESS) + "0", status=403)
    call("POST", "/api/v1/links", {}, status=400)
    call("POST", f"{job}/rows/retry", {"mark": "good"})


def handing_in():
    def check(table, fields, state):
        query = urllib.parse.urlencode({"name": "table.csv", "workflow": "ledger", **fields})
        taken = call("POST", f"/api/v1/jobs?{query}", table.encode(), 202, {"Content-Type": "text/csv"})
        found = until("the check", lambda: (
            lambda check: check if check["state"] != "checking" else None)(call("GET", f"/api/v1/jobs/{taken['job']}/check")))
        assert found["state"] == state, found
        call("GET", f"/api/v1/jobs/{taken['job']}")
        return found

    assert check("key,n\na,1\nb,x\n", {"start": "ask", "badRows": "skip"}, "accepted")["problems"]
    assert check("key,n\na,1\nb,x\n", {"badRows": "reject"}, "rejected")["problems"]
    assert check("nothing\n1\n", {}, "rejected")["reasons"]
    body = {"workflow": "ledger", "values": {"key": "one", "n": 1}, "key": "the same"}
    first, second = (call("POST", "/api/v1/jobs", body, 202) for _ in range(2))
    assert second["job"] == first["job"] and second["known"]
    assert call("POST", "/api/v1/jobs", {"workflow": "ledger", "values": {"n": "x"}}, 422)["fields"]
    call("POST", "/api/v1/jobs", {"workflow": "ledger", "colour": "red"}, 422)
    until("the drop that was given back", lambda: call("GET", "/api/v1/drops")["rejected"])


def workflows():
    call("GET", "/api/v1/workflows")
    ledger = "/api/v1/workflows/ledger"
    call("GET", ledger)
    call("GET", f"{ledger}/template.xlsx")
    call("GET", "/api/v1/workflows/nothing", status=404)
    made = call("POST", f"{ledger}/presets", {"name": "calm", "titles": {"zh": "静"}, "values": {"n": "7"}}, 201)
    call("POST", f"{ledger}/presets", {"name": "calm", "values": {}}, 409)
    call("POST", f"{ledger}/presets", {"name": "loud", "values": {"colour": "red"}}, 422)
    call("GET", f"{ledger}/presets")
    call("GET", f"{ledger}/presets/calm")
    call("PUT", f"{ledger}/presets/calm", {"values": {"n": "8"}}, headers={"If-Match": f'"{made["revision"]}"'})
    call("PUT", f"{ledger}/presets/calm", {"values": {}, "revision": made["revision"]}, 412)
    call("PUT", f"{ledger}/presets/calm", {}, 400)
    call("PUT", f"{ledger}/preset-order", {"presets": ["calm"]})
    call("DELETE", f"{ledger}/presets/calm", status=204)


def administration():
    call("GET", "/api/v1/limits")
    call("PATCH", "/api/v1/limits", {"concurrency": 5, "workflows": {"ledger": 2}, "paused": False})
    call("PATCH", "/api/v1/limits", {"concurrency": None, "workflows": {"ledger": None}})
    call("PATCH", "/api/v1/limits", {"rows": 5}, 400)
    for part in ("back-ends", "workflows", "doctor", "storage", "configuration"):
        call("GET", f"/api/v1/admin/{part}")
    call("POST", "/api/v1/admin/back-ends/try", {"service": "nothing"}, 404)
    call("GET", "/api/v1/session")
    call("GET", "/api/v1/openapi.yaml")
    for probe in ("/healthz", "/readyz", "/metrics"):
        call("GET", probe)


def events():
    """What the stream says while a row ends."""
    schemas = {"jobs": "JobsEvent", "rows": "RowsEvent", "drops": "Drops", "statistics": "Statistics"}
    seen = set()
    operation("GET", "/api/v1/events")
    asked = urllib.request.Request(f"{ADDRESS}/api/v1/events?job={OPEN}", headers={"X-Rowspool-Token": TOKEN})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as stream:
        call("POST", f"/api/v1/jobs/{OPEN}/cancel")
        name = None
        while seen != {"jobs", "rows", "statistics"} | seen:
            line = stream.readline().decode().rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                schema = validator({"$ref": f"#/components/schemas/{schemas[name]}"})
                errors = [error.message for error in schema.iter_errors(json.loads(line.removeprefix("data: ")))]
                assert not errors, f"{line}\n" + "\n".join(errors)
                seen.add(name)


def everything():
    known = {
        f"{method.upper()} {path}" for path, item in DOCUMENT["paths"].items() for method in item if method != "parameters"
    }
    missing = known - called
    assert not missing, f"never asked: {sorted(missing)}"


TOKEN = json.loads(request("GET", "/api/v1/session")[2])["token"]
outcomes = {}
for group in (jobs, rows, files, handing_in, workflows, administration, orders, events, everything):
    try:
        group()
        outcomes[group.__name__] = "ok"
    except Exception as error:  # Whatever it is, the test says so.
        outcomes[group.__name__] = f"{type(error).__name__}: {error}"
print(json.dumps(outcomes))
