"""Holds a running server to its OpenAPI description, by schemathesis.

Arguments: the page's address, and a finished job. Prints, for each group of operations, "ok" or what did not conform.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request

ADDRESS, JOB = sys.argv[1:3]
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,unsupported_method"
)


def session_token():
    with urllib.request.urlopen(ADDRESS + "/api/v1/session") as answer:
        return json.load(answer)["token"]


def held_to_it(config, options):
    """Runs the command line; its report is kept only where something did not conform."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "schemathesis.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(config)
        run = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "--config-file", path, "--no-color", "run"]
            + [ADDRESS + "/api/v1/openapi.yaml", "--url", ADDRESS, "--header", "X-Rowspool-Token:" + session_token(), "--checks", CHECKS]
            # The same requests each time, and not many: each change of the sources is held to them.
            + ["--generation-deterministic", "--max-examples", "5", "--phases", "examples,coverage,fuzzing"]
            + ["--continue-on-failure", "--no-shrink", "--request-timeout", "20"]
            + ["--warnings", "off", "--suppress-health-check", "all"]
            + options,
            cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "160"},
        )
    return "ok" if run.returncode == 0 else (run.stdout + run.stderr)[-20000:]


GONE = ["--include-operation-id", "deleteJob", "--include-operation-id", "clearJob"]
# Events have no end.
KEPT = ["--exclude-operation-id", "deleteJob", "--exclude-operation-id", "clearJob", "--exclude-operation-id", "watch"]
KNOWN = f"""
[parameters]
"path.job" = "{JOB}"
"path.workflow" = "ledger"
"path.row" = 2
"""

print(json.dumps({
    "what is there": held_to_it(KNOWN, KEPT),
    "what goes away": held_to_it("", GONE),
}))
