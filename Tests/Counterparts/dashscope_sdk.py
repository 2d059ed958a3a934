"""Drives the stand-in of DashScope with Alibaba Cloud's own package."""

import os
import tempfile

import dashscope
from dashscope import ImageSynthesis, MultiModalConversation, VideoSynthesis
from dashscope.aigc.image_generation import ImageGeneration

from standin_checks import KEY, ROOT, calls, check, control, fault, fetch, png, run, size_of_png

dashscope.base_http_api_url = f"{ROOT}/dashscope/api/v1"
dashscope.api_key = KEY
FOLDER = tempfile.TemporaryDirectory()


def file(width, height, alpha=False, name="a.png"):
    path = os.path.join(FOLDER.name, name)
    with open(path, "wb") as out:
        out.write(png(width, height, alpha))
    return path


def quick():
    control("POST", "/settings", {"service": "dashscope", "settings": {"waitingSeconds": 0, "runningSeconds": 0.02}})


@check
def draws_by_a_task():
    quick()
    reply = ImageSynthesis.call(model="wanx2.1-t2i-turbo", prompt="a cup", n=2, size="768*512")
    assert reply.status_code == 200 and reply.output.task_status == "SUCCEEDED", reply
    assert [size_of_png(fetch(result.url)) for result in reply.output.results] == [(768, 512)] * 2
    assert reply.usage.image_count == 2
    assert reply.output.results[0].orig_prompt == "a cup"
    assert calls("dashscope", "/services/*")[0]["headers"]["X-DashScope-Async"] == "enable"


@check
def follows_a_task_by_its_id():
    control("POST", "/settings", {"service": "dashscope", "settings": {"runningSeconds": 0.5}})
    task = ImageSynthesis.async_call(model="wan2.2-t2i-flash", prompt="a cup")
    assert task.output.task_status == "PENDING"
    assert ImageSynthesis.fetch(task).output.task_status in ("PENDING", "RUNNING")
    assert ImageSynthesis.wait(task).output.task_status == "SUCCEEDED"
    listed = ImageSynthesis.list(model_name="wan2.2-t2i-flash")
    assert listed.output["data"][0]["task_id"] == task.output.task_id, listed
    assert listed.output["data"][0]["request_id"] == task.request_id


@check
def cancels_a_task_that_waits():
    control("POST", "/settings", {"service": "dashscope", "settings": {"waitingSeconds": 60}})
    task = ImageSynthesis.async_call(model="wan2.2-t2i-flash", prompt="a cup")
    assert ImageSynthesis.cancel(task).status_code == 200
    assert ImageSynthesis.fetch(task).output.task_status == "CANCELED"
    again = ImageSynthesis.cancel(task)
    assert (again.status_code, again.code) == (400, "UnsupportedOperation")


@check
def edits_a_file_that_it_uploads():
    quick()
    reply = ImageSynthesis.call(
        model="wanx2.1-imageedit", prompt="larger", function="super_resolution", base_image_url=file(600, 512),
        upscale_factor=2)
    assert reply.output.task_status == "SUCCEEDED", reply
    assert size_of_png(fetch(reply.output.results[0].url)) == (1200, 1024)
    [post] = calls("storage", "/uploads")
    assert [part["name"] for part in post["parts"]][-1] == "file" and post["status"] == 200
    assert "Authorization" not in post["headers"]


@check
def bad_files_fail_the_task():
    quick()
    reply = ImageSynthesis.call(
        model="wanx2.1-imageedit", prompt="x", function="description_edit", base_image_url=file(100, 100))
    assert (reply.status_code, reply.output.task_status) == (200, "FAILED")
    assert reply.output.code == "InvalidParameter.ImageResolution", reply


@check
def draws_and_edits_at_once():
    content = [{"text": "a cup"}]
    reply = MultiModalConversation.call(
        model="qwen-image-plus", messages=[{"role": "user", "content": content}], size="512*768")
    assert reply.status_code == 200, reply
    assert size_of_png(fetch(reply.output.choices[0].message.content[0]["image"])) == (512, 768)
    content = [{"image": file(400, 500, name="b.png")}, {"text": "make the background white"}]
    reply = MultiModalConversation.call(
        model="qwen-image-edit-plus", messages=[{"role": "user", "content": content}])
    assert reply.status_code == 200, reply
    assert size_of_png(fetch(reply.output.choices[0].message.content[0]["image"])) == (400, 500)
    call = calls("dashscope", "/services/*")[-1]
    assert call["headers"]["X-DashScope-OssResourceResolve"] == "enable"
    assert "X-DashScope-Async" not in call["headers"]


@check
def draws_by_messages():
    quick()
    messages = [{"role": "user", "content": [{"text": "a cup"}]}]
    task = ImageGeneration.async_call(model="wan2.6-t2i", messages=messages, size="512*512")
    assert task.status_code == 200, task
    reply = ImageGeneration.wait(task)
    assert size_of_png(fetch(reply.output["choices"][0]["message"]["content"][0]["image"])) == (512, 512), reply


@check
def reads_a_picture():
    content = [{"image": file(300, 200, name="c.png")}, {"text": "what is it"}]
    reply = MultiModalConversation.call(
        model="qwen-vl-ocr-latest", messages=[{"role": "user", "content": content}],
        ocr_options={"task": "key_information_extraction", "task_config": {"result_schema": {"Invoice no": ""}}})
    part = reply.output.choices[0].message.content[0]
    assert part["ocr_result"]["kv_result"] == {"Invoice no": "Invoice no [png 300x200]"}, reply


@check
def makes_a_video():
    quick()
    reply = VideoSynthesis.call(
        model="wan2.2-i2v-plus", prompt="it turns", img_url=file(640, 480, name="d.png"), resolution="480P")
    assert reply.output.task_status == "SUCCEEDED", reply
    assert fetch(reply.output.video_url)[4:8] == b"ftyp"


@check
def endings_of_tasks():
    quick()
    ask = lambda: ImageSynthesis.call(model="wan2.2-t2i-flash", prompt="a cup", n=2)
    fault("dashscope", "/services/*", {"behaviour": "partial"})
    reply = ask()
    assert reply.output.task_status == "SUCCEEDED" and reply.output.task_metrics["FAILED"] == 1, reply
    assert reply.output["results"][1]["code"] == "DataInspectionFailed" and reply.usage.image_count == 1
    fault("dashscope", "/services/*", {"behaviour": "moderated"})
    reply = ask()
    assert (reply.status_code, reply.output.task_status, reply.output.code) == (200, "FAILED", "DataInspectionFailed")
    fault("dashscope", "/tasks/*", {"behaviour": "unknown"})
    assert ask().output.task_status == "UNKNOWN"


@check
def headers_decide():
    import requests
    url = f"{ROOT}/dashscope/api/v1/services/aigc"
    head = {"Authorization": f"Bearer {KEY}"}
    body = {"model": "wan2.2-t2i-flash", "input": {"prompt": "x"}}
    reply = requests.post(f"{url}/text2image/image-synthesis", json=body, headers=head)
    assert (reply.status_code, reply.json()["code"]) == (403, "AccessDenied") and "synchronous" in reply.text
    body = {"model": "qwen-image", "input": {"messages": [{"role": "user", "content": [{"text": "x"}]}]}}
    reply = requests.post(
        f"{url}/multimodal-generation/generation", json=body, headers={**head, "X-DashScope-Async": "enable"})
    assert (reply.status_code, reply.json()["code"]) == (403, "AccessDenied") and "asynchronous" in reply.text
    assert reply.json()["request_id"] == reply.headers["x-request-id"]
    assert reply.headers["Content-Encoding"] == "gzip"


@check
def expansion_and_background_have_shapes_of_their_own():
    import time

    import requests
    quick()
    head = {"Authorization": f"Bearer {KEY}", "X-DashScope-Async": "enable"}
    def run_task(path, body):
        link, _ = dashscope.utils.oss_utils.OssUtils.upload(
            model=body["model"], file_path=file(512, 512, alpha=True, name=f"{body['model']}.png"), api_key=KEY)
        body["input"] = {name: link if value == "LINK" else value for name, value in body["input"].items()}
        reply = requests.post(f"{ROOT}/dashscope/api/v1{path}", json=body, headers={
            **head, "X-DashScope-OssResourceResolve": "enable"}).json()
        time.sleep(0.05)
        return requests.get(f"{ROOT}/dashscope/api/v1/tasks/{reply['output']['task_id']}", headers=head).json()["output"]
    output = run_task("/services/aigc/image2image/out-painting", {
        "model": "image-out-painting", "input": {"image_url": "LINK"}, "parameters": {"x_scale": 2, "y_scale": 1.5}})
    assert size_of_png(fetch(output["output_image_url"])) == (1024, 768)
    output = run_task("/services/aigc/background-generation/generation/", {
        "model": "wanx-background-generation-v2",
        "input": {"base_image_url": "LINK", "ref_prompt": "a table", "title": "Sale"}, "parameters": {"n": 2}})
    assert len(output["results"]) == 2 and len(output["text_results"]["urls"]) == 2
    output = run_task("/services/aigc/image2image/image-synthesis", {
        "model": "qwen-mt-image", "input": {"image_url": "LINK", "source_lang": "zh", "target_lang": "en"}})
    assert size_of_png(fetch(output["image_url"])) == (512, 512)


@check
def refusals_keep_their_codes():
    expected = {
        "rateLimit": (429, "Throttling.RateQuota"), "quota": (400, "Arrearage"), "badKey": (401, "InvalidApiKey"),
        "modelGone": (404, "ModelNotFound"), "moderation": (400, "DataInspectionFailed"),
        "serverError": (500, "InternalError"), "overloaded": (503, "ServiceUnavailable"),
    }
    for name, pair in expected.items():
        fault("dashscope", "/services/*", {"refusal": name}, times=None)
        reply = MultiModalConversation.call(
            model="qwen-image", messages=[{"role": "user", "content": [{"text": "x"}]}])
        assert (reply.status_code, reply.code) == pair, (name, reply)
        control("POST", "/reset", {})
    reply = ImageSynthesis.async_call(model="wan2.2-t2i-flash", prompt="x", api_key="sk-wrong")
    assert (reply.status_code, reply.code) == (401, "InvalidApiKey")


@check
def sizes_are_joined_by_an_asterisk():
    reply = ImageSynthesis.async_call(model="wan2.2-t2i-flash", prompt="x", size="1024x1024")
    assert (reply.status_code, reply.code) == (400, "InvalidParameter"), reply


run()
FOLDER.cleanup()
