#!/usr/bin/python3
"""The program of the workflow `photo-studio`: does a row's operations in the order in which they are given.

    photo_studio.py                  all operations; where another step has cut the product out, those after it
    photo_studio.py before-cut-out   those before it, for that other step
    photo_studio.py cut-out          cuts the product out, whatever the row says
"""

import os
import sys

# The numbers of a picture fill one core; rows run beside each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.dont_write_bytecode = True  # the folder may belong to somebody else

import reading
import row_worker
from row_worker import RowProblem

try:
    import cv2
    import numpy

    import cutting_out
    import retouching
except ImportError as error:
    missing = error.name
else:
    missing = None

CUT_OUT = "cut_out"
COLOURS = {
    "white": "#ffffff", "白色": "#ffffff", "black": "#000000", "黑色": "#000000", "grey": "#808080", "gray": "#808080",
    "灰色": "#808080", "beige": "#f5ecd9", "米色": "#f5ecd9", "pink": "#f8d7da", "粉色": "#f8d7da", "blue": "#cfe2f3",
    "浅蓝色": "#cfe2f3", "green": "#d9ead3", "浅绿色": "#d9ead3",
}  # fmt: skip


# The background at the top and at the bottom, and the shadow, 0 to 1. Their names are those of the presets.
STYLES = {
    "minimal_white": ("#ffffff, #ffffff", 0.18),
    "soft_grey": ("#f4f4f5, #d6d7da", 0.45),
    "warm_sand": ("#f7eee2, #dcc4a4", 0.45),
    "blush_pink": ("#fbe9ea, #efc4c8", 0.40),
    "sky_blue": ("#eaf3fb, #bcd6ee", 0.40),
    "sage_green": ("#eef3ea, #c3d1b8", 0.40),
    "evening_dark": ("#3c3f46, #15161a", 0.70),
}


class Studio:
    """One row's picture on its way through the operations."""

    def __init__(self, values, folder, picture):
        self.values = values
        self.folder = folder
        self.picture = picture
        self.text = values.get("before.text")
        self.confidence = values.get("before.confidence")
        self.is_changed = False

    def run(self, operations):
        for operation in operations:
            getattr(self, operation)()

    def cut_out(self):
        try:
            self.picture = cutting_out.cut_out(self.picture)
        except cutting_out.NothingFound:
            raise RowProblem(
                "No product stands out clearly from the background. Take the picture on a plain background of another "
                "colour, or have the product cut out by ComfyUI.", "blocked") from None
        self.is_changed = True

    def replace_background(self):
        if cutting_out.transparency(self.picture) is None:
            self.cut_out()
        background, shadow = STYLES[self.values["style"]]
        background = self.values.get("background") or background
        colours = [_colour(text) for text in background.replace("，", ",").split(",") if text.strip()]
        if not 1 <= len(colours) <= 2:
            raise RowProblem("The background must be one colour, or two with a comma between: top, bottom.")
        if self.values.get("shadow") is not None:
            shadow = self.values["shadow"] / 100
        self.picture = retouching.replace_background(self.picture, (colours[0], colours[-1]), shadow)

    def expand(self):
        self._change(retouching.expand, self.values["room"] / 100)

    def upscale(self):
        self._change(retouching.upscale, self.values["factor"])

    def ocr(self):
        path = f"{self.folder}/reading.png"
        cv2.imwrite(path, self.picture)
        self.text, self.confidence = reading.read_text(path)
        os.unlink(path)

    def _change(self, change, amount):
        try:
            self.picture = change(self.picture, amount)
        except ValueError as error:
            raise RowProblem(f"The picture would become too large: {error} on a side. Use smaller numbers.") from None
        self.is_changed = True

    def answer(self):
        outputs = {} if self.text is None else {"text": self.text[:30000], "confidence": self.confidence}
        if not self.is_changed:
            return outputs, {}
        outputs["height"], outputs["width"] = self.picture.shape[:2]
        is_cut_out = self.picture.shape[2] == 4
        name = "picture.png" if is_cut_out else "picture.jpg"
        quality = [] if is_cut_out else [cv2.IMWRITE_JPEG_QUALITY, 92]
        if not cv2.imwrite(f"{self.folder}/{name}", self.picture, quality):
            raise RowProblem("The picture could not be written.", "transient")
        return outputs, {"picture": name}


def _colour(text):
    code = COLOURS.get(text.strip().lower(), text.strip()).lstrip("#")
    if len(code) == 6:
        try:
            return tuple(bytes.fromhex(code))
        except ValueError:
            pass
    raise RowProblem(f"“{text.strip()}” is not a colour. Write white, grey, beige or one such as #f5f5f5.")


def _loaded(path):
    picture = cv2.imdecode(numpy.fromfile(path, numpy.uint8), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise RowProblem("The picture cannot be read.")
    if picture.dtype != numpy.uint8:
        picture = (picture / 257).astype(numpy.uint8)
    if picture.ndim == 2 or picture.shape[2] == 1:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    # Transparency that shows nothing through would cost every later operation its time.
    if picture.shape[2] == 4 and cutting_out.transparency(picture) is None:
        picture = numpy.ascontiguousarray(picture[..., :3])
    return picture


def work(values, folder):
    if missing:
        raise RowProblem(
            f"Python on the server lacks '{missing}', which works on pictures. Ask the administrator to install the "
            "package python3-opencv, then retry the job.")
    operations = [CUT_OUT] if MODE == "cut-out" else values["operations"]
    done_elsewhere = values.get("elsewhere.picture")
    if MODE == "before-cut-out":
        operations = operations[: operations.index(CUT_OUT)]
    elif done_elsewhere:
        operations = operations[operations.index(CUT_OUT) + 1 :]
    studio = Studio(values, folder, _loaded(done_elsewhere or values["prepare.picture"]))
    studio.is_changed = MODE == "before-cut-out" or bool(done_elsewhere)
    studio.run(operations)
    return studio.answer()


MODE = sys.argv[1] if len(sys.argv) > 1 else "all"
row_worker.serve(work)
