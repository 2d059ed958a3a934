"""Drives the stand-in of Dify with Dify's own client, which knows messages and uploads."""

import json
import sys

from dify_client import ChatClient, CompletionClient

from standin_checks import ROOT, check, png, run

SAID = sys.argv[3]  # what a row got from the chat


def client(kind, key):
    made = kind(key)
    made.base_url = f"{ROOT}/dify/v1"
    return made


def events(reply):
    lines = [line.decode() for line in reply.iter_lines() if line]
    return [json.loads(line[6:]) for line in lines if line.startswith("data: ")]


chat = client(ChatClient, "test-key-dify-chat")
completion = client(CompletionClient, "test-key-dify-completion")


@check
def a_chat_says_what_a_row_got():
    assert chat.create_chat_message({}, "Cup", "u1").json()["answer"] == SAID


@check
def a_stream_gives_the_same_in_pieces():
    found = events(chat.create_chat_message({}, "Cup", "u1", response_mode="streaming"))
    assert "".join(event["answer"] for event in found if event["event"] == "message") == SAID
    assert found[-1]["event"] == "message_end" and found[-1]["metadata"]["usage"]["total_tokens"] == 40


@check
def a_completion_answers():
    reply = completion.create_completion_message({"query": "Cup"}, "blocking", "u1")
    assert reply.status_code == 200 and reply.json()["answer"] == SAID


@check
def the_form_is_shown():
    form = completion.get_application_parameters("u1").json()["user_input_form"]
    assert [next(iter(control)) for control in form] == ["text-input", "paragraph"]


@check
def a_file_is_taken():
    reply = completion.file_upload("u1", {"file": ("a.png", png(2, 2), "image/png")})
    assert reply.status_code == 201 and reply.json()["mime_type"] == "image/png"


run()
