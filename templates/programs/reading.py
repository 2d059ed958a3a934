"""Reads the text in a picture with Tesseract."""

import csv
import io
import os
import re
import shutil
import subprocess

from row_worker import RowProblem

PACKAGES = {"chi_sim": "tesseract-ocr-chi-sim", "eng": "tesseract-ocr-eng"}
# Tesseract writes Chinese with a space between any two characters.
BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])")


def read_text(path, languages="chi_sim+eng", seconds=240):
    """The text, with its line breaks and an empty line between paragraphs, and how sure Tesseract is of it, 0 to 100.

    path: a PNG or JPEG, upright. languages: as Tesseract names them, with `+` between.
    Throws RowProblem.
    """
    table = _run(["tesseract", path, "stdout", "-l", languages, "--psm", "3", "tsv"], languages, seconds)
    words = [word for word in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE) if word["text"]]
    words = [word for word in words if word["text"].strip() and float(word["conf"]) >= 0]
    if not words:
        return "", 0
    lines = {}
    for word in words:
        place = tuple(int(word[part]) for part in ("block_num", "par_num", "line_num"))
        lines.setdefault(place, []).append(word["text"].strip())
    text, paragraph = "", None
    for place, line in lines.items():
        text += "" if not text else "\n" if place[:2] == paragraph else "\n\n"
        text += BETWEEN_HAN.sub("", " ".join(line))
        paragraph = place[:2]
    weight = sum(len(word["text"]) for word in words)
    return text, round(sum(float(word["conf"]) * len(word["text"]) for word in words) / weight)


def _run(arguments, languages, seconds):
    if shutil.which("tesseract") is None:
        raise RowProblem(
            "Tesseract, which reads text in pictures, is not installed on the server. Ask the administrator to install "
            "the package tesseract-ocr with tesseract-ocr-chi-sim and tesseract-ocr-eng, then retry the job.",
            "服务器上没有安装识别文字的 Tesseract。请管理员安装软件包 tesseract-ocr、tesseract-ocr-chi-sim 和 "
            "tesseract-ocr-eng，然后重试任务。")
    # Two of its threads hinder each other more than they help, and rows run beside each other anyway.
    environment = dict(os.environ, OMP_THREAD_LIMIT="1")
    try:
        done = subprocess.run(arguments, capture_output=True, text=True, errors="replace", timeout=seconds, env=environment)
    except subprocess.TimeoutExpired:
        raise RowProblem(
            f"Reading the text took longer than {seconds} s. Use a smaller picture.",
            f"识别文字超过了 {seconds} 秒。请使用较小的图片。") from None
    # With one of two languages missing it goes on with the other, and makes nonsense of what it cannot read.
    missing = [PACKAGES.get(name, name) for name in languages.split("+") if f"language '{name}'" in done.stderr]
    if missing:
        raise RowProblem(
            f"Tesseract on the server cannot read this language. Ask the administrator to install the package "
            f"{' and '.join(missing)}, then retry the job.",
            f"服务器上的 Tesseract 不能识别这种语言。请管理员安装软件包 {'、'.join(missing)}，然后重试任务。")
    if done.returncode == 0:
        return done.stdout
    last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    raise RowProblem(f"Tesseract could not read the picture: {last[:200]}", "Tesseract 无法读取这张图片。")
