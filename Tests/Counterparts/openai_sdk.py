"""Drives the stand-in of OpenAI with OpenAI's own package."""

import base64
import io

import openai
from openai import OpenAI
from pydantic import BaseModel

from standin_checks import KEY, ROOT, calls, check, control, fault, fetch, png, raises, run, size_of_png

client = OpenAI(base_url=f"{ROOT}/openai/v1", api_key=KEY, max_retries=0)


def named(name, data, kind="image/png"):
    return (name, io.BytesIO(data), kind)


@check
def generates_a_picture_of_the_size_asked():
    reply = client.images.generate(model="gpt-image-2", prompt="a red cup", size="1536x1024", quality="low")
    assert size_of_png(base64.b64decode(reply.data[0].b64_json)) == (1536, 1024)
    assert reply.usage.total_tokens == reply.usage.input_tokens + reply.usage.output_tokens
    again = client.images.generate(model="gpt-image-2", prompt="a blue cup", size="1536x1024")
    assert again.data[0].b64_json != reply.data[0].b64_json


@check
def generates_several_formats():
    for form, magic in [("jpeg", b"\xff\xd8\xff"), ("webp", b"RIFF")]:
        reply = client.images.generate(model="gpt-image-2", prompt="a cup", n=2, output_format=form)
        assert len(reply.data) == 2 and reply.output_format == form
        assert base64.b64decode(reply.data[1].b64_json).startswith(magic)


@check
def refuses_what_the_service_refuses():
    refused = lambda **more: raises(
        openai.BadRequestError, lambda: client.images.generate(**{"model": "gpt-image-2", "prompt": "x", **more}))
    assert refused(response_format="url").code == "unknown_parameter"
    assert refused(size="1000x1000").param == "size"
    assert refused(n=11).param == "n"
    assert refused(extra_body={"colour": "red"}).code == "unknown_parameter"
    assert raises(openai.NotFoundError, lambda: client.images.generate(model="gpt-image-1", prompt="x")).code \
        == "model_not_found"


@check
def gives_links_for_older_models():
    reply = client.images.generate(model="dall-e-3", prompt="a cup", size="1024x1792")
    assert size_of_png(fetch(reply.data[0].url)) == (1024, 1792)
    assert reply.data[0].revised_prompt


@check
def streams_a_picture():
    events = list(client.images.generate(model="gpt-image-2", prompt="a cup", stream=True, partial_images=2))
    assert [event.type for event in events] == ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
    assert events[-1].usage.total_tokens > 0


@check
def edits_one_picture_with_a_mask():
    reply = client.images.edit(
        model="gpt-image-2", prompt="a white background", image=named("cup.png", png(64, 64)),
        mask=named("mask.png", png(64, 64, alpha=True)), size="1024x1024")
    assert size_of_png(base64.b64decode(reply.data[0].b64_json)) == (1024, 1024)
    [call] = calls("openai", "/images/edits")
    assert {part["name"] for part in call["parts"] if part["filename"]} == {"image", "mask"}
    assert {part["type"] for part in call["parts"] if part["filename"]} == {"image/png"}


@check
def edits_several_pictures():
    client.images.edit(
        model="gpt-image-1.5", prompt="both", input_fidelity="high",
        image=[named("a.png", png(64, 64)), named("b.png", png(32, 48))])
    [call] = calls("openai", "/images/edits")
    assert [part["name"] for part in call["parts"]].count("image[]") == 2


@check
def refuses_bad_edits():
    def refused(**more):
        request = {"model": "gpt-image-2", "prompt": "x", "image": named("a.png", png(64, 64)), **more}
        return raises(openai.BadRequestError, lambda: client.images.edit(**request))
    assert refused(image=named("a.webp", png(64, 64), "application/octet-stream")).code == "unsupported_file_mimetype"
    assert refused(image=named("a.png", b"no picture")).code == "invalid_image_file"
    assert refused(mask=named("m.png", png(32, 32, alpha=True))).param == "mask"
    assert refused(mask=named("m.png", png(64, 64))).param == "mask"
    assert refused(input_fidelity="high").param == "input_fidelity"


@check
def chats():
    reply = client.chat.completions.create(model="gpt-4.1-mini", messages=[{"role": "user", "content": "row 7"}])
    assert reply.choices[0].message.content == "You said: row 7"
    assert reply.choices[0].finish_reason == "stop" and reply.usage.total_tokens > 0


@check
def chats_about_a_picture_in_json():
    class Label(BaseModel):
        title: str
        count: int
    link = "data:image/png;base64," + base64.b64encode(png(30, 20)).decode()
    content = [{"type": "text", "text": "name it"}, {"type": "image_url", "image_url": {"url": link}}]
    reply = client.chat.completions.parse(
        model="gpt-4.1-mini", messages=[{"role": "user", "content": content}], response_format=Label)
    assert reply.choices[0].message.parsed.title == "name it"


@check
def streams_a_chat():
    stream = client.chat.completions.create(
        model="gpt-4.1-mini", messages=[{"role": "user", "content": "row 8"}], stream=True,
        stream_options={"include_usage": True})
    chunks = list(stream)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == "You said: row 8"
    assert chunks[-1].usage.total_tokens > 0


@check
def an_error_within_a_stream_is_raised():
    fault("openai", "/chat/completions", {"behaviour": "errorEvent"})
    stream = client.chat.completions.create(
        model="gpt-4.1-mini", messages=[{"role": "user", "content": "x"}], stream=True)
    raises(openai.APIError, lambda: list(stream))


@check
def reasoning_models_refuse_older_parameters():
    ask = lambda **more: client.chat.completions.create(
        model="gpt-5.1", messages=[{"role": "user", "content": "a b c d e f"}], **more)
    assert raises(openai.BadRequestError, lambda: ask(max_tokens=5)).code == "unsupported_parameter"
    assert ask(max_completion_tokens=2).choices[0].finish_reason == "length"


@check
def responds_at_once_in_a_stream_and_by_and_by():
    assert client.responses.create(model="gpt-5.1", input="row 9").output_text == "You said: row 9"
    events = list(client.responses.create(model="gpt-5.1", input="row 9", stream=True))
    assert events[0].type == "response.created" and events[-1].response.status == "completed"
    control("POST", "/settings", {"service": "openai", "settings": {"waitingSeconds": 0, "runningSeconds": 0.3}})
    reply = client.responses.create(model="gpt-5.1", input="row 10", background=True)
    assert reply.status in ("queued", "in_progress")
    while reply.status in ("queued", "in_progress"):
        reply = client.responses.retrieve(reply.id)
    assert reply.output_text == "You said: row 10"


@check
def cancels_a_response():
    fault("openai", "/responses", {"behaviour": "staysRunning"})
    reply = client.responses.create(model="gpt-5.1", input="x", background=True)
    assert client.responses.cancel(reply.id).status == "cancelled"


@check
def makes_a_video():
    video = client.videos.create_and_poll(
        model="sora-2", prompt="a cup", seconds="8", size="1280x720",
        input_reference=named("a.png", png(1280, 720)), poll_interval_ms=20)
    assert video.status == "completed" and video.seconds == "8"
    content = client.videos.download_content(video.id).read()
    assert content[4:8] == b"ftyp" and b"moov" in content
    assert client.videos.download_content(video.id, variant="thumbnail").read()[:4] == b"RIFF"
    assert client.videos.remix(video.id, prompt="a plate").remixed_from_video_id == video.id
    assert client.videos.delete(video.id).deleted


@check
def a_video_can_fail():
    fault("openai", "/videos", {"behaviour": "failed"})
    video = client.videos.create_and_poll(prompt="a cup", poll_interval_ms=20)
    assert video.status == "failed" and video.error.code == "moderation_blocked"


@check
def keeps_files_and_lists_models():
    stored = client.files.create(file=("a.png", png(8, 8)), purpose="vision")
    assert client.files.retrieve(stored.id).bytes == len(png(8, 8))
    assert client.files.content(stored.id).read() == png(8, 8)
    assert client.files.delete(stored.id).deleted
    assert "gpt-image-2" in [model.id for model in client.models.list()]


@check
def refusals_become_the_packages_own_exceptions():
    ask = lambda: client.images.generate(model="gpt-image-2", prompt="x")
    kinds = {
        "rateLimit": openai.RateLimitError, "quota": openai.RateLimitError, "badKey": openai.AuthenticationError,
        "forbidden": openai.PermissionDeniedError, "modelGone": openai.NotFoundError,
        "moderation": openai.BadRequestError, "serverError": openai.InternalServerError,
        "overloaded": openai.InternalServerError, "badGateway": openai.InternalServerError,
    }
    codes = {}
    for name, kind in kinds.items():
        fault("openai", "/images/generations", {"refusal": name})
        codes[name] = raises(kind, ask).code
    assert codes["quota"] == "insufficient_quota" and codes["moderation"] == "moderation_blocked", codes
    raises(openai.AuthenticationError, lambda: OpenAI(
        base_url=f"{ROOT}/openai/v1", api_key="sk-wrong", max_retries=0).models.list())


@check
def the_package_waits_as_the_headers_say():
    patient = client.with_options(max_retries=2)
    fault("openai", "/models", {"refusal": "rateLimit", "retryAfter": {"milliseconds": 30}}, times=2)
    patient.models.list()
    assert [call["status"] for call in calls("openai", "/models")] == [429, 429, 200]


@check
def cut_connections_are_connection_errors():
    for cut in [{"cut": "beforeHeaders"}, {"cut": "beforeHeaders", "reset": True}]:
        fault("openai", "/images/generations", cut)
        raises(openai.APIConnectionError, lambda: client.images.generate(model="gpt-image-2", prompt="x"))
    assert [call["performed"] for call in calls("openai")] == [False, False]
    fault("openai", "/images/generations", {"cut": "midBody"})
    raises(Exception, lambda: client.images.generate(model="gpt-image-2", prompt="x"))
    assert [call["performed"] for call in calls("openai")] == [False, False, True]


@check
def unknown_fields_and_events_are_harmless():
    fault("openai", "/images/generations", {"damage": ["unknownFields"]})
    assert client.images.generate(model="gpt-image-2", prompt="x").data[0].b64_json
    fault("openai", "/chat/completions", {"damage": ["splitEvents"]})
    chunks = list(client.chat.completions.create(
        model="gpt-4.1-mini", messages=[{"role": "user", "content": "röw 杯"}], stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == "You said: röw 杯"


run()
