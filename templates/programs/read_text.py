#!/usr/bin/python3
"""The text in each row's picture, by Tesseract: a step of the workflows `read-text` and `photo-studio`."""

import sys

sys.dont_write_bytecode = True  # the folder may belong to somebody else

import reading
import row_worker

LANGUAGES = {"chinese_english": "chi_sim+eng", "chinese": "chi_sim", "english": "eng"}


def work(values, folder):
    picture = values.get("pipeline") or values["prepare.picture"]
    text, confidence = reading.read_text(picture, LANGUAGES[values.get("language", "chinese_english")])
    # Among other operations a picture without text is no failure.
    if not text and "pipeline" not in values:
        raise row_worker.RowProblem("No text was found in the picture.", "图片里没有找到文字。", "blocked")
    with open(f"{folder}/text.txt", "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return {"text": text[:30000], "confidence": confidence, "characters": len("".join(text.split()))}, {"file": "text.txt"}


row_worker.serve(work)
