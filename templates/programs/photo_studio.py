#!/usr/bin/python3
"""One operation of the workflow `photo-studio` on the picture that the operations before it have made.

    photo_studio.py cut_out | replace_background | expand | upscale

It stays and does row after row; see row_worker.py.
"""

import os
import sys

# The numbers of a picture fill one core; rows run beside each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.dont_write_bytecode = True  # the folder may belong to somebody else

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


def cut_out(picture, values):
    try:
        return cutting_out.cut_out(picture)
    except cutting_out.NothingFound:
        raise RowProblem(
            "No product stands out clearly from the background. Take the picture in front of a plain background of "
            "another colour, or have the product cut out by ComfyUI.",
            "商品与背景分不清楚。请在颜色不同的纯色背景前拍摄，或改用 ComfyUI 抠图。", "blocked") from None


def replace_background(picture, values):
    if cutting_out.transparency(picture) is None:
        picture = cut_out(picture, values)
    background, shadow = STYLES[values["style"]]
    background = values.get("background") or background
    colours = [_colour(text) for text in background.replace("，", ",").split(",") if text.strip()]
    if not 1 <= len(colours) <= 2:
        raise RowProblem(
            "The background must be one colour, or two with a comma between: top, bottom.",
            "背景只能写一种颜色，或用逗号隔开的两种颜色：上, 下。")
    if values.get("shadow") is not None:
        shadow = values["shadow"] / 100
    return retouching.replace_background(picture, (colours[0], colours[-1]), shadow)


def expand(picture, values):
    return retouching.expand(picture, values["room"] / 100)


def upscale(picture, values):
    return retouching.upscale(picture, values["factor"])


def _colour(text):
    code = COLOURS.get(text.strip().lower(), text.strip()).lstrip("#")
    if len(code) == 6:
        try:
            return tuple(bytes.fromhex(code))
        except ValueError:
            pass
    raise RowProblem(
        f"“{text.strip()}” is not a colour. Write white, grey, beige or one such as #f5f5f5.",
        f"“{text.strip()}”不是颜色。请写白色、灰色、米色等，或 #f5f5f5 这样的颜色。")


def _loaded(path):
    picture = cv2.imdecode(numpy.fromfile(path, numpy.uint8), cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise RowProblem("The picture cannot be read.", "无法读取这张图片。")
    if picture.dtype != numpy.uint8:
        picture = (picture / 257).astype(numpy.uint8)
    if picture.ndim == 2 or picture.shape[2] == 1:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    # Transparency that shows nothing through would cost every later operation its time.
    if picture.shape[2] == 4 and cutting_out.transparency(picture) is None:
        picture = numpy.ascontiguousarray(picture[..., :3])
    return picture


def _stored(picture, folder):
    """The name of the file: PNG where something shows through, else JPEG."""
    name, quality = ("picture.png", []) if picture.shape[2] == 4 else ("picture.jpg", [cv2.IMWRITE_JPEG_QUALITY, 92])
    if not cv2.imwrite(f"{folder}/{name}", picture, quality):
        raise RowProblem("The picture could not be written.", "无法写入图片。", "transient")
    return name


def work(values, folder):
    if missing:
        raise RowProblem(
            f"Python on the server lacks '{missing}', which works on pictures. Ask the administrator to install the "
            "package python3-opencv, then retry the job.",
            f"服务器上的 Python 缺少处理图片的“{missing}”。请管理员安装软件包 python3-opencv，然后重试任务。")
    picture = _loaded(values.get("pipeline") or values["prepare.picture"])
    try:
        picture = OPERATION(picture, values)
    except retouching.TooLarge:
        most = retouching.GREATEST_SIDE
        raise RowProblem(
            f"The picture would become too large: more than {most} pixels on a side. Use smaller numbers.",
            f"图片会变得太大：有一边超过 {most} 像素。请改用较小的数值。") from None
    return {}, {"picture": _stored(picture, folder)}


OPERATION = {
    "cut_out": cut_out, "replace_background": replace_background, "expand": expand, "upscale": upscale,
}[sys.argv[1]]  # fmt: skip
row_worker.serve(work)
