"""Drives the stand-in of Gemini with Google's own package."""

import io
import struct

from google import genai
from google.genai import errors, types

from standin_checks import KEY, ROOT, calls, check, control, fault, png, raises, run, size_of_png

client = genai.Client(api_key=KEY, http_options={"base_url": f"{ROOT}/gemini"})
beta = genai.Client(api_key=KEY, http_options={"base_url": f"{ROOT}/gemini", "api_version": "v1beta"})
MODEL = "gemini-3.1-flash-image"


def drawing(**more):
    return types.GenerateContentConfig(response_modalities=["TEXT", "IMAGE"], **more)


def pictures(reply):
    return [part.inline_data.data for part in reply.candidates[0].content.parts if part.inline_data and not part.thought]


@check
def draws_with_both_versions():
    for version in (client, beta):
        reply = version.models.generate_content(
            model=MODEL, contents="a cup",
            config=drawing(image_config=types.ImageConfig(aspect_ratio="16:9", image_size="1K")))
        [picture] = pictures(reply)
        width, height = size_of_png(picture)
        assert 1.7 < width / height < 1.85, (width, height)
        assert reply.usage_metadata.total_token_count > 0
    assert {call["headers"].get("x-goog-api-key") for call in calls("gemini")} == {"…"}


@check
def changes_a_picture():
    part = types.Part.from_bytes(data=png(60, 30), mime_type="image/png")
    reply = client.models.generate_content(model=MODEL, contents=[part, "remove the background"], config=drawing())
    width, height = size_of_png(pictures(reply)[0])
    assert abs(width / height - 2) < 0.1
    [call] = calls("gemini")
    assert "remove the background" in call["texts"]


@check
def answers_in_words_and_in_json():
    reply = client.models.generate_content(model="gemini-3.1-flash", contents="row 3")
    assert reply.text == "You said: row 3"
    reply = client.models.generate_content(
        model="gemini-3.1-flash", contents="row 4", config=types.GenerateContentConfig(
            response_mime_type="application/json",
            response_schema={"type": "OBJECT", "properties": {"unit_name": {"type": "STRING"}}}))
    assert reply.parsed == {"unit_name": "row 4"}, reply.text


@check
def streams():
    chunks = list(client.models.generate_content_stream(model="gemini-3.1-flash", contents="row 5"))
    assert "".join(chunk.text or "" for chunk in chunks) == "You said: row 5"
    assert chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP


@check
def uploads_a_file_and_uses_it():
    control("POST", "/settings", {"service": "gemini", "settings": {"waitingSeconds": 0, "runningSeconds": 0.05}})
    stored = client.files.upload(
        file=io.BytesIO(png(40, 20)), config={"mime_type": "image/png", "display_name": "cup"})
    while stored.state == types.FileState.PROCESSING:
        stored = client.files.get(name=stored.name)
    assert stored.state == types.FileState.ACTIVE and stored.size_bytes == len(png(40, 20))
    reply = client.models.generate_content(model="gemini-3.1-flash", contents=[stored, "look"])
    assert reply.text == "You said: look [png 40x20]"
    assert stored.name in [file.name for file in client.files.list()]
    client.files.delete(name=stored.name)
    raises(errors.ClientError, lambda: client.files.get(name=stored.name))


@check
def two_hundred_is_not_success():
    ask = lambda behaviour: (
        fault("gemini", "*", {"behaviour": behaviour}),
        client.models.generate_content(model=MODEL, contents="a cup", config=drawing()))[1]
    assert ask("blockedPrompt").prompt_feedback.block_reason == types.BlockedReason.PROHIBITED_CONTENT
    for name, reason in [("noImage", "NO_IMAGE"), ("blockedOutput", "IMAGE_SAFETY"), ("maxTokens", "MAX_TOKENS")]:
        assert ask(name).candidates[0].finish_reason.value == reason
    assert not pictures(ask("textOnly"))
    assert ask("noContent").candidates[0].content is None
    assert not ask("noParts").candidates[0].content.parts
    assert ask("unknownReason").candidates[0].finish_reason.value == "RAINY_DAY"
    reply = ask("thought")
    assert reply.candidates[0].content.parts[0].thought and len(pictures(reply)) == 1


@check
def refuses_what_the_service_refuses():
    def refused(contents="x", model=MODEL, **more):
        error = raises(errors.ClientError, lambda: client.models.generate_content(
            model=model, contents=contents, config=drawing(**more)))
        return error.code, error.status
    assert refused(image_config=types.ImageConfig(aspect_ratio="7:3")) == (400, "INVALID_ARGUMENT")
    assert refused(types.Part.from_bytes(data=b"none", mime_type="image/png")) == (400, "INVALID_ARGUMENT")
    assert refused(model="gemini-2.5-flash-image-preview") == (404, "NOT_FOUND")
    assert refused(model="gemini-3.1-flash") == (400, "INVALID_ARGUMENT")
    assert refused(model="gemini-flash-image-latest") == (404, "NOT_FOUND")
    beta.models.generate_content(model="gemini-flash-image-latest", contents="x", config=drawing())


@check
def refusals_become_the_packages_own_exceptions():
    ask = lambda: client.models.generate_content(model=MODEL, contents="x", config=drawing())
    expected = {
        "rateLimit": (errors.ClientError, 429, "RESOURCE_EXHAUSTED"),
        "quota": (errors.ClientError, 429, "RESOURCE_EXHAUSTED"),
        "badKey": (errors.ClientError, 400, "INVALID_ARGUMENT"),
        "forbidden": (errors.ClientError, 403, "PERMISSION_DENIED"),
        "serverError": (errors.ServerError, 500, "INTERNAL"),
        "overloaded": (errors.ServerError, 503, "UNAVAILABLE"),
    }
    for name, (kind, code, status) in expected.items():
        fault("gemini", "*", {"refusal": name}, times=None)
        error = raises(kind, ask)
        assert (error.code, error.status) == (code, status), name
        control("POST", "/reset", {})
    fault("gemini", "*", {"behaviour": "errorInList"}, times=None)
    assert raises(errors.ClientError, ask).code == 429
    control("POST", "/reset", {})
    wrong = genai.Client(api_key="AIza-wrong", http_options={"base_url": f"{ROOT}/gemini"})
    error = raises(errors.ClientError, lambda: wrong.models.generate_content(model=MODEL, contents="x"))
    assert error.details["error"]["details"][0]["reason"] == "API_KEY_INVALID"


@check
def lists_models():
    assert "models/gemini-3-pro-image" in [model.name for model in client.models.list()]


run()
