"""Drives the stand-in of Dify with a newer fork of Dify's client, which knows workflows."""

import json
import sys

from dify_client import WorkflowClient

from standin_checks import ROOT, check, fault, run

ANSWER = sys.argv[2]  # what a row got from the workflow

client = WorkflowClient("test-key-dify-workflow", base_url=f"{ROOT}/dify/v1")


@check
def tells_what_the_app_is():
    assert client.get_app_info().json()["mode"] == "workflow"


@check
def a_run_gives_what_a_row_got():
    reply = client.run({"title": "Cup"}, "blocking", "u1").json()
    assert reply["data"]["status"] == "succeeded" and reply["data"]["outputs"]["text"] == ANSWER
    found = client.get_result(reply["workflow_run_id"]).json()
    assert found["outputs"]["text"] == ANSWER and json.loads(found["inputs"])["title"] == "Cup"


@check
def a_stream_ends_with_the_same():
    lines = [line for line in client.run({"title": "Cup"}, "streaming", "u1").iter_lines() if line]
    last = json.loads([line for line in lines if line.startswith("data: ")][-1][6:])
    assert last["event"] == "workflow_finished" and last["data"]["outputs"]["text"] == ANSWER
    assert "event: ping" in lines


@check
def a_stop_is_always_taken():
    assert client.stop("nobody", "u1").json() == {"result": "success"}


@check
def refusals_have_their_code():
    try:
        client.run({}, "blocking", "u1")
    except Exception as error:
        assert "title is required in input form" in str(error)
    else:
        raise AssertionError("it was taken")


@check
def a_run_that_fails_is_told_with_200():
    fault("dify", "/workflows/run", {"behaviour": "failed"})
    assert client.run({"title": "Cup"}, "blocking", "u1").json()["data"]["status"] == "failed"


run()
