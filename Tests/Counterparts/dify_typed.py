"""Drives the stand-in of Dify with a client whose models say which fields there are, and of which types."""

import sys

from dify_client import Client, errors, models

from standin_checks import ROOT, check, fault, png, raises, run

ANSWER, SAID = sys.argv[2:4]  # what rows got from the workflow and from the chat


def client(kind):
    return Client(api_key=f"test-key-dify-{kind}", api_base=f"{ROOT}/dify/v1")


def order(mode, **inputs):
    return models.WorkflowsRunRequest(inputs={"title": "Cup", **inputs}, response_mode=mode, user="u1")


@check
def a_picture_is_handed_in_and_the_run_gives_what_a_row_got():
    made = client("workflow")
    file = made.upload_files(("a.png", png(2, 2), "image/png"), models.UploadFileRequest(user="u1"))
    photo = {"type": "image", "transfer_method": "local_file", "upload_file_id": file.id}
    reply = made.run_workflows(order("blocking", photo=photo))
    assert reply.data.status == "succeeded" and reply.data.outputs["text"] == ANSWER


def typed(model, data):
    """The package takes a dictionary for whatever fits no model best."""
    return model(**data) if isinstance(data, dict) else data


@check
def every_event_has_its_fields():
    events = list(client("workflow").run_workflows(order("streaming")))
    assert typed(models.WorkflowStartedData, events[0].data).workflow_id == "w1"
    assert typed(models.WorkflowFinishedData, events[-1].data).outputs["text"] == ANSWER
    nodes = [typed(models.NodeFinishedData, event.data) for event in events if event.event == "node_finished"]
    assert [node.execution_metadata.total_price for node in nodes if node.node_type == "llm"] == [0.0125]


@check
def chats_answer_with_typed_events():
    for kind in ["chat", "agent-chat", "advanced-chat"]:
        order = models.ChatRequest(query="Cup", inputs={"title": "Cup"}, response_mode="streaming", user="u1")
        events = list(client(kind).chat_messages(order))
        said = "".join(event.answer for event in events if event.event in ("message", "agent_message"))
        assert said == SAID and events[-1].event == "message_end"


@check
def an_error_event_is_raised():
    fault("dify", "/workflows/run", {"behaviour": "errorEvent"})
    found = [event.event for event in client("workflow").run_workflows(order("streaming"))]
    assert "error" in found and "workflow_finished" not in found


@check
def refusals_are_raised_by_their_code():
    refused = raises(errors.DifyInvalidParam, lambda: client("workflow").run_workflows(order("blocking", qty="many")))
    assert "qty in input form must be a valid number" in str(refused)
    raises(errors.DifyAPIError, lambda: client("chat").run_workflows(order("blocking")))


run()
