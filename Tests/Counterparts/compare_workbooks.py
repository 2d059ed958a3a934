#!/usr/bin/env python3
"""Compares how a program reads workbooks with what openpyxl and python-calamine agree on, cell for cell.

    compare_workbooks.py [--corpus FOLDER] [--make] COMMAND...

COMMAND is run with a workbook's path put after it (or in place of `{}`) and prints the first worksheet as one JSON list
of lists of strings, values as they are kept. `--make` writes a corpus into the folder first. Only cells on which both
readers agree are judged; a cell that differs, a crash and a refusal are printed. Exits 1 below 99 % or on a crash.
"""
import argparse
import collections
import datetime
import json
import pathlib
import subprocess
import sys
import warnings

import openpyxl
import python_calamine

import workbook_corpus

warnings.simplefilter("ignore")


def canonical(value):
    """One text for a value, whichever reader gave it; numbers by 15 significant digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return "%.15g" % value
    if isinstance(value, datetime.datetime):
        value = value + datetime.timedelta(microseconds=500)
        return value.strftime("%Y-%m-%dT%H:%M:%S") + ".%03d" % (value.microsecond // 1000)
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%dT00:00:00.000")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S") + ".%03d" % (round(value.microsecond / 1000) % 1000)
    if isinstance(value, datetime.timedelta):
        return "P%d" % round(value.total_seconds() * 1000)
    return str(value)


def canonical_text(text):
    """The same for what the program printed."""
    try:
        return text if "e+308" in text else "%.15g" % float(text) if text.strip() == text and text.lower() not in ("nan", "inf", "infinity") else text
    except ValueError:
        pass
    if text.startswith(("PT", "-PT")):
        sign, rest, total, number = (-1 if text[0] == "-" else 1), text.lstrip("-")[2:], 0.0, ""
        for character in rest:
            if character in "HMS":
                total += float(number) * {"H": 3600, "M": 60, "S": 1}[character]
                number = ""
            else:
                number += character
        return "P%d" % round(sign * total * 1000)
    for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"):
        try:
            return canonical(datetime.datetime.strptime(text, form))
        except ValueError:
            pass
    for form in ("%H:%M:%S", "%H:%M:%S.%f"):
        try:
            return canonical(datetime.datetime.strptime(text, form).time())
        except ValueError:
            pass
    return text


def with_openpyxl(path):
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book.worksheets[0]
    return {
        (cell.row, cell.column): canonical(cell.value)
        for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def with_calamine(path, number):
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheet = book.get_sheet_by_index(number)
    return {
        (row, column): canonical(value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1) if value != ""
    }


def first_worksheet(path):
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    return book.sheetnames.index(book.worksheets[0].title)


def compare(path, command):
    """(cells agreed on, cells that differ, what happened)"""
    if "{}" in command:
        arguments = [str(path) if word == "{}" else word for word in command]
    else:
        arguments = command + [str(path)]
    run = subprocess.run(arguments, capture_output=True, timeout=120)
    if run.returncode < 0 or run.returncode >= 128:
        return 0, [], "CRASH %d" % run.returncode
    try:
        peers = with_openpyxl(path), with_calamine(path, first_worksheet(path))
    except BaseException as error:
        peers, why = None, type(error).__name__
    if run.returncode != 0:
        return 0, [], ("REFUSED " if peers else "refused too: ") + run.stderr.decode()[:300].strip()
    rows = json.loads(run.stdout)
    ours = {(r, c): canonical_text(text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text}
    if peers is None:
        return 0, [], "only ours reads it (%s): %d cells" % (why, len(ours))
    one, two = peers
    differ, agreed = [], 0
    for place in sorted(one.keys() | two.keys() | ours.keys()):
        if canonical_text(one.get(place, "")) != canonical_text(two.get(place, "")):
            continue
        agreed += 1
        expected = canonical_text(one.get(place, ""))
        if expected.startswith("1900-02-28") and ours.get(place, "").startswith("1900-02-29"):
            continue  # day 60: Excel shows a day that Python's calendar does not have
        if canonical_text(ours.get(place, "")) != expected:
            differ.append((place, expected, ours.get(place, "")))
    return agreed, differ, "ok"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=pathlib.Path, default=pathlib.Path("/tmp/workbook-corpus"))
    parser.add_argument("--make", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.make:
        workbook_corpus.make(options.corpus)
    totals = collections.Counter()
    for path in sorted(options.corpus.rglob("*.xls[xm]")):
        agreed, differ, what = compare(path, options.command)
        totals.update(files=1, cells=agreed, differ=len(differ), crash=what.startswith("CRASH"),
                      refused=what.startswith("REFUSED"), whole=not differ and what == "ok")
        if what != "ok":
            print(path.name, what)
        for place, expected, got in differ[:5]:
            print("%s %s: expected %r, got %r" % (path.name, place, expected[:80], got[:80]))
    print(dict(totals))
    share = 1 - totals["differ"] / max(1, totals["cells"])
    print("%.3f %% of the cells agree" % (100 * share))
    sys.exit(1 if share < 0.99 or totals["crash"] else 0)


if __name__ == "__main__":
    main()
