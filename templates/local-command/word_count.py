#!/usr/bin/env python3
"""Counts the words of a row's text.

A program of a `command` step finds:
- its arguments, as the workflow fills them;
- the row's values in ROW_<COLUMN>, and as one JSON object on stdin: {"job", "row", "values"};
- an empty folder of its own as its working folder; files that match the workflow's `outputs` are kept.

It writes a JSON object with its other outputs to stdout. Exit status 0: done; 75: try again later; 65: this row cannot
be done, and the last line on stderr is shown to whoever dropped it: a text, or {"en": …, "zh": …} to say it in both
languages.
"""

import json
import sys


def main():
    row = json.load(sys.stdin)
    text = row["values"]["text"]
    if sys.argv[1] == "zh":
        words = [character for character in text if character.isalpha()]
    else:
        words = [word.strip(".,;:!?\"'()") for word in text.split()]
    words = [word for word in words if word]
    if not words:
        sentence = {"en": "The text has no words. Write at least one.", "zh": "这段文字里没有词。请至少写一个。"}
        print(json.dumps(sentence), file=sys.stderr)
        return 65
    with open("words.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(sorted(set(words))) + "\n")
    json.dump({"words": len(words), "longest": max(words, key=len)}, sys.stdout)
    return 0


sys.exit(main())
