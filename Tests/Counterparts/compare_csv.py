#!/usr/bin/env python3
"""Compares how rowspool reads CSV files with what Python's csv module reads, cell for cell.

usage: compare_csv.py [--keep DIR] [--count N] [--seed N] COMMAND...

COMMAND is run with the path of each file appended and must print the file's rows as one JSON list of lists
(`rowspool rows --json`); an exit status other than 0 is a refusal, its reason on standard error.
The corpus is made here: tables of many kinds in many encodings and dialects. Python is told encoding and delimiter;
rowspool has to find them. Exits 1 if fewer than 99 % of the files agree.
"""

import argparse
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

WORDS = {
    "english": "red cup white background product photo ceramic wooden table large small blue green order note".split(),
    "chinese": "红色 杯子 白色 背景 产品 照片 陶瓷 木桌 大号 小号 蓝色 绿色 订单 备注 价格 提示词".split(),
    "german": "Größe Farbe weiß Tür schön Müller Straße über Äpfel Öl grün Stück für natürlich Käse".split(),
    "french": "été café garçon où élève déjà château œuvre naïve Noël prix référence côté être".split(),
    "spanish": "niño año señal corazón número descripción también más mañana pingüino artículo".split(),
    "russian": "красная чашка белый фон товар фото керамика деревянный стол большой заказ цена".split(),
    "japanese": "赤い カップ 白い 背景 商品 写真 テーブル きれいな 注文 価格 です ます".split(),
    "korean": "빨간 컵 하얀 배경 제품 사진 도자기 나무 테이블 주문 가격 입니다".split(),
    "traditional": "紅色 杯子 白色 背景 產品 照片 陶瓷 木桌 訂單 備註 價格 說明 臺灣".split(),
}
ENCODINGS = {
    "english": ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
    "chinese": ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk", "gb2312"],
    "german": ["utf-8", "utf-8-sig", "cp1252", "utf-16"],
    "french": ["utf-8", "utf-8-sig", "cp1252"],
    "spanish": ["utf-8", "latin-1", "cp1252"],
    "russian": ["utf-8", "utf-8-sig", "cp1251"],
    "japanese": ["utf-8", "shift_jis", "euc_jp"],
    "korean": ["utf-8", "euc_kr"],
    "traditional": ["utf-8", "big5"],
}
LINE_ENDS = ["\n", "\r\n", "\r"]
MARKS = [", ", "; ", " | ", "\n", ' "quoted" ', "'", " - ", ": ", "/", "1,5", "a;b;c"]


def cell(rng, words, delimiter):
    kind = rng.randrange(10)
    if kind == 0:
        return ""
    if kind == 1:
        return str(rng.randrange(100000))
    if kind == 2:
        point = "," if delimiter == ";" else "."
        return f"{rng.randrange(1000)}{point}{rng.randrange(100):02}"
    if kind == 3:
        return f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    if kind == 4:
        return f"{rng.choice(words)}{rng.choice(MARKS)}{rng.choice(words)}"
    if kind == 5:
        return " ".join(rng.choice(words) for _ in range(rng.randrange(5, 30)))
    return " ".join(rng.choice(words) for _ in range(rng.randrange(1, 4)))


def table(rng):
    """A table and how to write it: rows, language, delimiter, encoding, quoting, line end."""
    language = rng.choice(list(WORDS))
    words = WORDS[language]
    delimiter = rng.choice([",", ",", ",", ";", ";", "\t", "|"])
    columns = rng.randrange(2, 12) if delimiter != "," else rng.randrange(1, 12)
    count = rng.choice([2, 3, 5, 10, 40, 200])
    rows = [[f"{rng.choice(words)} {n}" for n in range(columns)]]
    rows += [[cell(rng, words, delimiter) for _ in range(columns)] for _ in range(count)]
    if rng.random() < 0.1:
        rows = [[rng.choice(words)] + [""] * (columns - 1), []] + rows
    if rng.random() < 0.1:
        rows = [row[: rng.randrange(1, columns + 1)] if rng.random() < 0.3 else row for row in rows]
    if rng.random() < 0.1:
        rows += [[], []]
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    return rows, delimiter, rng.choice(ENCODINGS[language]), quoting, rng.choice(LINE_ENDS)


def written(rows, delimiter, quoting, line_end):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def careless(rng, text, delimiter):
    """The same text as careless programs write it."""
    habit = rng.randrange(8)
    if habit == 0:
        return text.rstrip("\r\n")
    if habit == 1:
        return text.replace('""', '"', 1) if rng.random() < 0.3 else text
    if habit == 2:
        return text.replace("\r\n", "\n", 3)
    if habit == 3 and '"' not in text and "\r" not in text:
        return text.replace("\n", delimiter + "\n")
    if habit == 4 and '"' not in text:
        return text.replace(delimiter, delimiter + " ")
    if habit == 5 and '"' not in text:
        return text.replace(" ", ' 5" ', 2)
    return text


def trimmed(rows):
    """Without the empty cells and rows at the ends, which no reader needs to report."""
    rows = [list(row) for row in rows]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def case(rng, folder, number):
    """One file, and the rows that Python reads from it."""
    rows, delimiter, encoding, quoting, line_end = table(rng)
    text = careless(rng, written(rows, delimiter, quoting, line_end), delimiter)
    path = folder / f"{number:05}-{encoding}.{'tsv' if delimiter == chr(9) else 'csv'}"
    try:
        path.write_bytes(text.encode(encoding))
    except UnicodeEncodeError:
        path.write_bytes(text.encode("utf-8"))
    expected = trimmed(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return path, delimiter, expected


def read(command, path):
    run = subprocess.run([*command, path], capture_output=True, check=False)
    if run.returncode != 0:
        return None, run.stderr.decode(errors="replace").strip()
    return trimmed(json.loads(run.stdout)), ""


def difference(expected, actual):
    for number, (wanted, got) in enumerate(zip(expected, actual), 1):
        if wanted != got:
            return f"row {number}: {wanted!r:.300} but {got!r:.300}"
    return f"{len(expected)} rows but {len(actual)}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--keep", type=pathlib.Path, help="make the files here and leave them")
    arguments.add_argument("--count", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("command", nargs="+")
    options = arguments.parse_args()
    rng = random.Random(options.seed)
    agreed = refused = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        cases = [case(rng, folder, number) for number in range(options.count)]
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda entry: read(options.command, entry[0]), cases))
    for (path, delimiter, expected), (actual, reason) in zip(cases, answers):
        if actual == expected:
            agreed += 1
            continue
        refused += actual is None
        print(f"{path.name} ({delimiter!r}): {reason or difference(expected, actual)}")
    print(f"{agreed} of {len(cases)} agree, {refused} refused")
    sys.exit(agreed < 0.99 * len(cases))


if __name__ == "__main__":
    main()
