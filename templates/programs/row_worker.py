"""The protocol of a program that stays and does row after row (`persistent: true` of a `command` step).

A request is one line of JSON: {"id", "job", "row", "values", "folder"}. The answer has the same id:
{"id": 7, "ok": true, "outputs": {...}, "files": {"picture": "out.png"}}, or
{"id": 7, "ok": false, "class": "invalid", "message": {"en": "A sentence for whoever dropped the row.", "zh": "…"}}.
"""

import json
import os
import sys
import traceback


class RowProblem(Exception):
    """Why a row cannot be done, in a sentence for whoever dropped it, in English and in Chinese."""

    def __init__(self, english, chinese, failure_class="invalid"):
        super().__init__(english)
        self.message = {"en": english, "zh": chinese}
        self.failure_class = failure_class


def serve(work):
    """Answers requests until there are no more.

    work: takes a row's values and its folder; returns its outputs, and its files by output.
    """
    # What libraries write to standard output must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        if line.strip():
            answers.write(json.dumps(_answer(json.loads(line), work), ensure_ascii=False) + "\n")
            answers.flush()


def _answer(request, work):
    try:
        outputs, files = work(request["values"], request["folder"])
    except RowProblem as problem:
        return {"id": request["id"], "ok": False, "class": problem.failure_class, "message": problem.message}
    except Exception as error:  # one row's trouble must not end the program, which others wait for
        traceback.print_exc()
        kind = type(error).__name__
        message = {"en": f"The picture could not be worked on ({kind}).", "zh": f"无法处理这张图片（{kind}）。"}
        return {"id": request["id"], "ok": False, "class": "transient", "message": message}
    return {"id": request["id"], "ok": True, "outputs": outputs, "files": files}
