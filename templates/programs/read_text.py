#!/usr/bin/python3
"""The program of the workflow `read-text`: the text in each row's picture, by Tesseract."""

import sys

sys.dont_write_bytecode = True  # the folder may belong to somebody else

import reading
import row_worker

LANGUAGES = {"chinese_english": "chi_sim+eng", "chinese": "chi_sim", "english": "eng"}


def work(values, folder):
    text, confidence = reading.read_text(values["prepare.picture"], LANGUAGES[values["language"]])
    if not text:
        raise row_worker.RowProblem("No text was found in the picture.", "blocked")
    with open(f"{folder}/text.txt", "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return {"text": text[:30000], "confidence": confidence, "characters": len("".join(text.split()))}, {"file": "text.txt"}


row_worker.serve(work)
