"""Looks whether the servers that are not by us do what the tests of rowspool need of them."""

import json
import sys

import openai
import requests

HTTPBIN, OPENAI = sys.argv[1], sys.argv[2]
results = {}

results["httpbin"] = "ok" if requests.get(f"{HTTPBIN}/status/418").status_code == 418 else "no status 418"
results["httpbin_gzip"] = "ok" if requests.get(f"{HTTPBIN}/gzip").json()["gzipped"] else "no gzip"
client = openai.OpenAI(base_url=f"{OPENAI}/v1", api_key="test-key-python", max_retries=0)
answer = client.chat.completions.create(model="gpt-4.1-mini", messages=[{"role": "user", "content": "row 1"}])
results["openai_chat"] = "ok" if answer.choices[0].message.content else "no text"
picture = client.images.generate(model="gpt-image-2", prompt="a cup")
results["openai_picture"] = "ok" if picture.data[0].b64_json else "no picture"
print(json.dumps(results))
