"""Drives the stand-in of ComfyUI with plain calls, as its own examples do."""

import copy
import time
import uuid

import requests

from standin_checks import ROOT, check, control, fault, png, run, size_of_png

URL = f"{ROOT}/comfyui"
GRAPH = {
    "1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd_xl_base_1.0.safetensors"}},
    "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a cup", "clip": ["1", 1]}},
    "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["1", 1]}},
    "4": {"class_type": "EmptyLatentImage", "inputs": {"width": 320, "height": 240, "batch_size": 2}},
    "5": {"class_type": "KSampler", "inputs": {
        "seed": 1, "steps": 20, "cfg": 7, "sampler_name": "euler", "scheduler": "normal", "denoise": 1,
        "model": ["1", 0], "positive": ["2", 0], "negative": ["3", 0], "latent_image": ["4", 0]}},
    "6": {"class_type": "VAEDecode", "inputs": {"samples": ["5", 0], "vae": ["1", 2]}},
    "7": {"class_type": "SaveImage", "inputs": {"filename_prefix": "rows/r", "images": ["6", 0]}},
}


def graph(**inputs):
    """The graph with inputs put in: node_5__seed=3."""
    changed = copy.deepcopy(GRAPH)
    for name, value in inputs.items():
        node, key = name.removeprefix("node_").split("__")
        changed[node]["inputs"][key] = value
    return changed


def submit(prompt, **more):
    return requests.post(f"{URL}/prompt", json={"prompt": prompt, **more})


def entry(prompt_id):
    for _ in range(200):
        history = requests.get(f"{URL}/history/{prompt_id}").json()
        if history:
            return history[prompt_id]
        time.sleep(0.02)
    raise AssertionError("no history")


@check
def runs_a_workflow():
    chosen = str(uuid.uuid4())
    reply = submit(graph(), prompt_id=chosen, client_id="c").json()
    assert reply["prompt_id"] == chosen and reply["node_errors"] == {}, reply
    done = entry(chosen)
    assert done["status"]["status_str"] == "success" and done["status"]["completed"]
    images = done["outputs"]["7"]["images"]
    assert images[0] == {"filename": "r_00001_.png", "subfolder": "rows", "type": "output"}, images
    for image in images:
        assert size_of_png(requests.get(f"{URL}/view", params=image).content) == (320, 240)
    assert len(images) == 2


@check
def a_chosen_id_is_taken_once():
    chosen = str(uuid.uuid4())
    assert submit(graph(), prompt_id=chosen).status_code == 200
    again = submit(graph(node_5__seed=2), prompt_id=chosen)
    assert (again.status_code, again.json()) == (409, {"error": "prompt_id already exists"})
    assert submit(graph(), prompt_id="7").json()["error"]["type"] == "invalid_prompt_id"


@check
def one_prompt_runs_at_a_time():
    control("POST", "/settings", {"service": "comfyui", "settings": {"runningSeconds": 60}})
    first, second = [submit(graph(node_5__seed=seed)).json()["prompt_id"] for seed in (3, 4)]
    queue = requests.get(f"{URL}/queue").json()
    assert [item[1] for item in queue["queue_running"]] == [first]
    assert [item[1] for item in queue["queue_pending"]] == [second]
    assert requests.get(f"{URL}/prompt").json() == {"exec_info": {"queue_remaining": 2}}
    requests.post(f"{URL}/queue", json={"delete": [second]})
    requests.post(f"{URL}/interrupt", json={"prompt_id": first})
    entry(first)
    assert requests.get(f"{URL}/history/{second}").json() == {}


@check
def validates_the_graph():
    def errors(**inputs):
        reply = submit(graph(**inputs))
        assert reply.status_code == 400, reply.text
        body = reply.json()
        assert body["error"]["type"] == "prompt_outputs_failed_validation"
        [node] = body["node_errors"].values()
        assert node["dependent_outputs"] == ["7"]
        return node["errors"][0]["type"]
    assert errors(node_1__ckpt_name="none.safetensors") == "value_not_in_list"
    assert errors(node_5__steps=0) == "value_smaller_than_min"
    assert errors(node_5__denoise=2) == "value_bigger_than_max"
    assert errors(node_5__seed="many") == "invalid_input_type"
    assert errors(node_6__samples=["1", 0]) == "return_type_mismatch"
    assert errors(node_6__samples="4") == "bad_linked_input"
    missing = graph()
    del missing["5"]["inputs"]["seed"]
    assert submit(missing).json()["node_errors"]["5"]["errors"][0]["type"] == "required_input_missing"


@check
def refuses_what_is_no_workflow():
    kind = lambda reply: (reply.status_code, reply.json()["error"]["type"])
    assert kind(requests.post(f"{URL}/prompt", json={})) == (400, "no_prompt")
    assert kind(submit({"nodes": [], "links": []})) == (400, "invalid_prompt")
    assert kind(submit({"1": {"class_type": "Nowhere", "inputs": {}}})) == (400, "missing_node_type")
    assert kind(submit({"1": GRAPH["1"]})) == (400, "prompt_no_outputs")


@check
def a_good_output_runs_beside_a_bad_one():
    both = graph()
    both["8"] = {"class_type": "LoadImage", "inputs": {"image": "nowhere.png"}}
    both["9"] = {"class_type": "SaveImage", "inputs": {"filename_prefix": "x", "images": ["8", 0]}}
    reply = submit(both)
    assert reply.status_code == 200
    assert reply.json()["node_errors"]["8"]["dependent_outputs"] == ["9"]
    assert reply.json()["node_errors"]["8"]["errors"][0]["type"] == "custom_validation_failed"
    assert list(entry(reply.json()["prompt_id"])["outputs"]) == ["7"]


@check
def uploads_get_names_of_their_own():
    def upload(data, **more):
        return requests.post(f"{URL}/upload/image", files={"image": ("cup.png", data, "image/png")}, data=more).json()
    assert upload(png(40, 30)) == {"name": "cup.png", "subfolder": "", "type": "input"}
    assert upload(png(40, 30))["name"] == "cup.png"
    assert upload(png(50, 30))["name"] == "cup (1).png"
    assert upload(png(60, 30), overwrite="true")["name"] == "cup.png"
    assert upload(png(70, 30), subfolder="rows") == {"name": "cup.png", "subfolder": "rows", "type": "input"}
    cut = {
        "1": {"class_type": "LoadImage", "inputs": {"image": "rows/cup.png"}},
        "2": {"class_type": "RMBG", "inputs": {"model": "RMBG-2.0", "image": ["1", 0], "background": "Alpha"}},
        "3": {"class_type": "SaveImage", "inputs": {"filename_prefix": "c", "images": ["2", 0]}},
    }
    [image] = entry(submit(cut).json()["prompt_id"])["outputs"]["3"]["images"]
    data = requests.get(f"{URL}/api/view", params=image).content
    assert size_of_png(data) == (70, 30) and b"tRNS" in data


@check
def failures_are_in_the_history():
    def failed(behaviour):
        fault("comfyui", "/prompt", {"behaviour": behaviour})
        return entry(submit(graph(node_2__text=behaviour)).json()["prompt_id"])
    out = failed("outOfMemory")
    assert out["status"]["status_str"] == "error" and not out["status"]["completed"]
    kind, detail = out["status"]["messages"][-1]
    assert kind == "execution_error" and "memory" in detail["exception_message"]
    assert failed("cachedEmpty")["outputs"] == {}
    fault("comfyui", "/prompt", {"behaviour": "staysRunning"})
    prompt_id = submit(graph(node_2__text="long")).json()["prompt_id"]
    time.sleep(0.2)
    assert requests.get(f"{URL}/history/{prompt_id}").json() == {}
    requests.post(f"{URL}/interrupt", json={"prompt_id": prompt_id})
    assert entry(prompt_id)["status"]["messages"][-1][0] == "execution_interrupted"
    fault("comfyui", "/history/*", {"behaviour": "restarted"})
    assert requests.get(f"{URL}/history/{prompt_id}").json() == {}


@check
def says_what_it_is():
    assert requests.get(f"{URL}/system_stats").json()["system"]["comfyui_version"]
    node = requests.get(f"{URL}/object_info/KSampler").json()["KSampler"]
    assert "euler" in node["input"]["required"]["sampler_name"][0]
    assert requests.get(f"{URL}/object_info/Nowhere").json() == {}
    assert requests.get(f"{URL}/queue", headers={"Origin": "http://evil.example"}).status_code == 403
    assert requests.get(f"{URL}/view", params={"filename": "../x"}).status_code == 400


run()
