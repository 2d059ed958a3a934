"""Looks at what the stand-ins put on the wire: pages, pictures, faults, and the listener that breaks the rules."""

import gzip
import http.client
import io
import struct
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import requests
import urllib3
from PIL import Image

from standin_checks import KEY, ROOT, calls, check, control, fault, fetch, png, raises, run

BAD = f"http://127.0.0.1:{control('GET', '/ports')['misbehaving']}"
CHAT = f"{ROOT}/openai/v1/chat/completions"
HEAD = {"Authorization": f"Bearer {KEY}"}
BODY = {"model": "gpt-4.1-mini", "messages": [{"role": "user", "content": "row 1"}]}


@check
def pictures_are_real():
    seen = set()
    for form in ("png", "jpeg", "webp"):
        for width, height in ((1, 1), (17, 33), (640, 480)):
            data = fetch(f"{ROOT}/web/picture?width={width}&height={height}&format={form}&prompt=cup")
            Image.open(io.BytesIO(data)).verify()
            picture = Image.open(io.BytesIO(data))
            assert (picture.format.lower(), picture.size) == (form, (width, height))
        seen.add(tuple(value // 8 for value in picture.convert("RGB").getpixel((0, 0))))
    assert len(seen) <= 2, seen
    other = Image.open(io.BytesIO(fetch(f"{ROOT}/web/picture?width=8&height=8&prompt=plate"))).convert("RGB")
    assert tuple(value // 8 for value in other.getpixel((0, 0))) not in seen


@check
def pages_have_titles():
    page = requests.get(f"{ROOT}/web/page", params={"title": "红色杯子", "charset": "gbk"})
    assert page.headers["Content-Type"] == "text/html; charset=gbk" and "红色杯子" in page.content.decode("gbk")
    page = requests.get(f"{ROOT}/web/page", params={"title": "红色杯子", "charset": "gbk", "declared": "meta"})
    assert page.headers["Content-Type"] == "text/html" and b'<meta charset="gbk">' in page.content
    reply = requests.get(f"{ROOT}/web/redirect/3")
    assert [step.status_code for step in reply.history] == [302] * 3 and reply.status_code == 200
    assert requests.get(f"{ROOT}/web/status/418").status_code == 418
    assert len(fetch(f"{ROOT}/web/big?bytes=3000000")) == 3_000_000
    assert requests.post(f"{ROOT}/web/hook/rows", json={"row": 1}).json()["received"] == {"row": 1}


@check
def faults_have_their_forms():
    ask = lambda: requests.post(CHAT, json=BODY, headers=HEAD)
    fault("openai", "/chat/*", {"refusal": "rateLimit", "retryAfter": {"date": 30}})
    assert ask().headers["Retry-After"].endswith("GMT")
    fault("openai", "/chat/*", {"refusal": "rateLimit", "retryAfter": {"seconds": 86400}})
    assert ask().headers["Retry-After"] == "86400"
    fault("openai", "/chat/*", {"status": 504, "html": True})
    reply = ask()
    assert reply.status_code == 504 and reply.text.startswith("<html>")
    fault("openai", "/chat/*", {"status": 500, "body": {"odd": 1}, "headers": {"X-A": "b"}})
    reply = ask()
    assert (reply.status_code, reply.json(), reply.headers["X-A"]) == (500, {"odd": 1}, "b")
    fault("openai", "/chat/*", {"damage": "brokenJSON"})
    raises(ValueError, lambda: ask().json())
    fault("openai", "/chat/*", {"damage": "numbersAsStrings"})
    assert isinstance(ask().json()["usage"]["total_tokens"], str)
    fault("openai", "/chat/*", {"damage": ["emptyLists"]})
    assert ask().json()["choices"] == []
    fault("openai", "/chat/*", {"damage": "emptyBody"})
    assert ask().content == b""
    fault("openai", "/chat/*", {"damage": "wrongMediaType"})
    assert ask().headers["Content-Type"] == "text/plain"
    fault("openai", "/chat/*", {"damage": "page"})
    assert ask().text.startswith("<html>")
    fault("openai", "/chat/*", {"delay": {"beforeHeaders": 0.3}})
    begin = time.monotonic()
    assert ask().status_code == 200 and time.monotonic() - begin >= 0.3


@check
def streams_break_off():
    def lines(**kind):
        fault("openai", "/chat/*", kind)
        reply = requests.post(CHAT, json={**BODY, "stream": True}, headers=HEAD, stream=True)
        return b"".join(reply.iter_content(None))
    raises(requests.exceptions.ChunkedEncodingError, lambda: lines(cut="midEvent"))
    raises(requests.exceptions.RequestException, lambda: lines(cut="midEvent", reset=True))
    assert b"[DONE]" not in lines(cut="beforeLastEvent")
    assert lines(damage="duplicatedEvents").count(b"[DONE]") == 2
    assert b"weather_report" in lines(damage="unknownEvents")
    assert b"[DONE]" not in lines(damage="pingsOnly")
    assert b"\r\n\r\n" in lines(damage="splitEvents")


@check
def huge_bodies_are_huge():
    fault("openai", "/chat/*", {"damage": "huge"})
    reply = requests.post(CHAT, json=BODY, headers=HEAD, stream=True)
    assert int(reply.headers["Content-Length"]) > 200_000_000
    reply.close()


@check
def work_that_was_done_is_counted():
    fault("openai", "/chat/*", {"status": 502, "html": True})
    fault("openai", "/chat/*", {"status": 502, "html": True, "performed": True})
    assert [requests.post(CHAT, json=BODY, headers=HEAD).status_code for _ in range(3)] == [502, 502, 200]
    counted = control("GET", "/calls?service=openai&marker=row+1".replace("+", "%20"))
    assert (counted["count"], counted["performed"]) == (3, 2)
    assert len({call["digest"] for call in counted["calls"]}) == 1


@check
def requests_at_one_time_are_counted():
    fault("openai", "/chat/*", {"delay": {"beforeHeaders": 0.5}}, times=None)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: requests.post(CHAT, json=BODY, headers=HEAD), range(6)))
    assert 2 <= control("GET", "/calls?service=openai")["mostAtOnce"] <= 6
    requests.get(f"{ROOT}/web/page")
    assert control("GET", "/calls?service=web")["mostAtOnce"] == 1


@check
def faults_know_their_row():
    fault("openai", "/chat/*", {"status": 500}, times=None, marker="row 2")
    ask = lambda text: requests.post(
        CHAT, json={**BODY, "messages": [{"role": "user", "content": text}]}, headers=HEAD).status_code
    assert [ask("row 1"), ask("row 2"), ask("row 2"), ask("row 3")] == [200, 500, 500, 200]
    fault("openai", "/models", {"status": 503}, times=1, after=2)
    models = lambda: requests.get(f"{ROOT}/openai/v1/models", headers=HEAD).status_code
    assert [models() for _ in range(4)] == [200, 200, 503, 200]


@check
def keys_are_judged():
    ask = lambda key: requests.get(f"{ROOT}/openai/v1/models", headers={"Authorization": f"Bearer {key}"})
    assert ask("test-key-a").status_code == 200
    control("POST", "/keys", {"revoke": ["test-key-a"], "echo": True})
    reply = ask("test-key-a")
    assert reply.status_code == 401 and "test-key-a" in reply.text
    control("POST", "/keys", {"restore": ["test-key-a"], "echo": False})
    assert ask("test-key-a").status_code == 200
    assert "sk-wrong" not in ask("sk-wrong").text
    assert all(call["headers"]["Authorization"] == "…" for call in calls("openai"))


@check
def links_are_signed_end_and_take_no_key():
    fault("openai", "/images/*", {"damage": "expiredLinks"})
    make = lambda: requests.post(f"{ROOT}/openai/v1/images/generations", headers=HEAD, json={
        "model": "dall-e-3", "prompt": "x"}).json()["data"][0]["url"]
    assert requests.get(make()).status_code == 403
    link = make()
    assert requests.get(link, headers=HEAD).status_code == 400
    assert requests.get(link.split("?")[0]).status_code == 403
    assert requests.get(link).status_code == 200
    fault("openai", "/images/*", {"damage": "otherHostLinks"})
    assert make().startswith("http://localhost:")


@check
def uploads_keep_the_order_of_fields():
    policy = requests.get(f"{ROOT}/dashscope/api/v1/uploads", headers=HEAD, params={
        "action": "getPolicy", "model": "m"}).json()["data"]
    fields = [
        ("OSSAccessKeyId", policy["oss_access_key_id"]), ("Signature", policy["signature"]),
        ("policy", policy["policy"]), ("key", policy["upload_dir"] + "/a.png"),
        ("x-oss-object-acl", "private"), ("x-oss-forbid-overwrite", "true"), ("success_action_status", "200")]
    def post(parts, **headers):
        data, kind = urllib3.encode_multipart_formdata(parts)
        return requests.post(policy["upload_host"], data=data, headers={"Content-Type": kind, **headers})
    file = ("file", ("a.png", png(4, 4)))
    assert post([file] + fields).status_code == 400
    assert post(fields + [file], **HEAD).status_code == 400
    assert post(fields[:1] + [("Signature", "wrong")] + fields[2:] + [file]).status_code == 403
    assert post(fields[:3] + [("key", "elsewhere/a.png")] + fields[4:] + [file]).status_code == 403
    assert post(fields + [file]).status_code == 200
    assert post(fields + [file]).status_code == 409


@check
def the_other_listener_breaks_the_rules():
    get = lambda path, **more: requests.get(BAD + path, timeout=2, **more)
    assert get("/ok").json() == {"ok": True}
    for path in ("/reset", "/close", "/reset-in-head", "/bad-status", "/no-http"):
        raises(requests.exceptions.ConnectionError, lambda: get(path))
    raises(requests.exceptions.ReadTimeout, lambda: requests.get(BAD + "/silence", timeout=0.2))
    raises(requests.exceptions.ConnectionError, lambda: requests.get(BAD + "/silence-in-body", timeout=0.2))
    for path in ("/reset-in-body", "/bad-chunk", "/close-in-chunk", "/reset-in-event"):
        raises(requests.exceptions.RequestException, lambda: get(path))
    raises(requests.exceptions.TooManyRedirects, lambda: get("/redirect-loop"))
    raises(requests.exceptions.TooManyRedirects, lambda: get("/redirect-deeper"))
    assert get("/redirect-to?to=http%3A%2F%2F169.254.169.254%2F", allow_redirects=False).headers["Location"] \
        == "http://169.254.169.254/"
    for path in ("/big-header", "/many-headers"):
        raises(requests.exceptions.ConnectionError, lambda: get(path))
    assert len(get("/long").content) == 11
    assert get("/early-refusal").status_code == 413
    raises(requests.exceptions.ConnectionError, lambda: get("/reset?first=2"))
    assert get("/reset?first=2").status_code == 200
    assert len([call for call in calls("misbehaving") if call["path"] == "/redirect-loop"]) == 31


@check
def bodies_without_end_go_on():
    reply = urllib.request.urlopen(BAD + "/endless")
    assert len(reply.read(5_000_000)) == 5_000_000
    reply.close()
    connection = http.client.HTTPConnection("127.0.0.1", int(BAD.rsplit(":", 1)[1]))
    connection.request("GET", "/gzip-bomb?bytes=100000000")
    packed = connection.getresponse().read()
    unpacked = 0
    with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
        try:
            while piece := stream.read(1 << 20):
                unpacked += len(piece)
        except (OSError, EOFError):
            pass
    assert len(packed) < 1_000_000 and unpacked > 90_000_000, (len(packed), unpacked)


@check
def videos_are_whole():
    import dashscope
    dashscope.base_http_api_url = f"{ROOT}/dashscope/api/v1"
    control("POST", "/settings", {"service": "dashscope", "settings": {"waitingSeconds": 0, "runningSeconds": 0}})
    task = dashscope.VideoSynthesis.call(model="wan2.2-t2v-plus", prompt="a cup", size="320*240", api_key=KEY)
    data = fetch(task.output.video_url)
    names, position = [], 0
    while position < len(data):
        size, name = struct.unpack(">I4s", data[position:position + 8])
        names.append(name)
        position += size
    assert names == [b"ftyp", b"mdat", b"moov"] and position == len(data)
    frame = data.index(b"\xff\xd8")
    offset = struct.unpack(">I", data[data.index(b"stco") + 12:][:4])[0]
    assert frame == offset and Image.open(io.BytesIO(data[frame:])).size == (320, 240)


run()
