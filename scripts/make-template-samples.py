#!/usr/bin/python3
"""Makes templates/*/samples: small tables to try each workflow with, and the pictures that they name.

    scripts/make-template-samples.py [WORKFLOW …]

The pictures are scenes around the drawings of templates/product-photo, with the light, blur and noise of a camera. It
needs python3-opencv, python3-openpyxl and libvips-tools, and fonts-noto-cjk for pictures with writing. The same
pictures come out every time.
"""

import csv
import datetime
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy as np
import openpyxl
from openpyxl.styles import Alignment, Font

TEMPLATES = pathlib.Path(__file__).resolve().parent.parent / "templates"
DRAWINGS = TEMPLATES / "product-photo" / "samples"

# MARK: Pictures


def rendered(svg, width, height):
    """An SVG's pixels, with transparency, as large as goes into width x height."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/drawing.png"
        subprocess.run(["vips", "thumbnail", str(svg), path, str(width), "--height", str(height)], check=True)
        return cv2.imread(path, cv2.IMREAD_UNCHANGED)


def waves(size, scale, random):
    """Smooth noise whose hills are about `scale` pixels wide and high."""
    width, height = size
    few = random.standard_normal((max(2, height // scale[1]), max(2, width // scale[0]))).astype(np.float32)
    return cv2.resize(few, size, interpolation=cv2.INTER_CUBIC)


def scene(drawing, size, wall, table, seed, wood=True):
    """A photograph of a drawing that has no background, on a table in front of a wall."""
    random = np.random.default_rng(seed)
    width, height = size
    down, across = np.mgrid[0:1 : height * 1j, 0:1 : width * 1j].astype(np.float32)
    is_table = (down >= 0.62)[..., None]
    wall, table = (np.array(colour[::-1], np.float32) for colour in (wall, table))
    picture = np.where(is_table, table * (0.8 + 0.35 * down[..., None]), wall * (1 - 0.15 * down[..., None]))
    grain = waves(size, (40, 2), random) * 9 if wood else waves(size, (3, 3), random) * 4
    picture += grain[..., None] * is_table + waves(size, (90, 90), random)[..., None] * 5
    light = (1.12 - 0.5 * ((across - 0.3) ** 2 + (down - 0.2) ** 2))[..., None]
    picture = cv2.GaussianBlur((picture * light).astype(np.float32), (0, 0), 1.2)
    side = int(min(size) * 0.86)
    product = rendered(DRAWINGS / f"{drawing}.svg", side, side)
    rows, columns = product.shape[:2]
    top, left = int(height * 0.95) - rows, (width - columns) // 2
    place = np.s_[top : top + rows, left : left + columns]
    alpha = product[..., 3:].astype(np.float32) / 255
    picture[place] = picture[place] * (1 - alpha) + product[..., :3] * alpha * light[place]
    picture = cv2.GaussianBlur(picture, (0, 0), 0.7) + random.standard_normal((height, width, 3)) * 3
    return np.clip(picture, 0, 255).astype(np.uint8)


def plain(drawing, size, seed):
    """A photograph of a drawing that has its own background."""
    picture = rendered(DRAWINGS / f"{drawing}.svg", *size)[..., :3].astype(np.float32)
    noise = np.random.default_rng(seed).standard_normal(picture.shape) * 3
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.7) + noise, 0, 255).astype(np.uint8)


def dull(picture):
    """The same, taken in bad light: dark, flat, yellowish, noisy."""
    noise = np.random.default_rng(9).standard_normal(picture.shape) * 5
    return np.clip(picture * np.array([0.5, 0.62, 0.68]) + 22 + noise, 0, 255).astype(np.uint8)


def written(lines, size, seed, ink="#26262a", paper="#f6f3ea", turn=0.0):
    """A photograph of a printed note. lines: (text, size of the letters)."""
    width, height = size
    texts, below = "", 70
    for text, letters in lines:
        below += letters * 1.5
        texts += f'<text x="60" y="{below:.0f}" font-size="{letters}">{text}</text>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="100%" height="100%" '
        f'fill="{paper}"/><g fill="{ink}" font-family="Noto Sans CJK SC" transform="rotate({turn})">{texts}</g></svg>')
    with tempfile.NamedTemporaryFile(suffix=".svg") as file:
        file.write(svg.encode())
        file.flush()
        picture = rendered(file.name, width, height)[..., :3].astype(np.float32)
    random = np.random.default_rng(seed)
    shade = 1 - 0.14 * np.mgrid[0:1 : height * 1j, 0:1 : width * 1j][1][..., None]
    picture = cv2.GaussianBlur(picture * shade, (0, 0), 0.8) + random.standard_normal(picture.shape) * 4
    return np.clip(picture, 0, 255).astype(np.uint8)


def cup():
    return scene("红色杯子", (800, 640), (196, 205, 208), (150, 112, 78), 1)


def shoe():
    return scene("running shoe", (800, 620), (222, 222, 214), (122, 126, 134), 5, wood=False)


def bottle():
    return scene("玻璃瓶", (620, 800), (226, 206, 178), (120, 100, 84), 3)


def headphones():
    return scene("无线耳机", (800, 680), (206, 220, 200), (222, 210, 190), 4, wood=False)


def chair():
    return scene("wooden chair", (640, 800), (188, 202, 210), (210, 206, 200), 8, wood=False)


def bag():
    return plain("leather bag", (760, 640), 2)


def plant():
    return plain("绿植盆栽", (620, 800), 6)


def cut_out_bottle():
    return rendered(DRAWINGS / "玻璃瓶.svg", 620, 800)


def cut_out_shoe():
    return rendered(DRAWINGS / "running shoe.svg", 800, 620)


def mask_of_the_wall():
    """For a picture of 800 x 640: transparent, which is to be changed, where the wall is."""
    mask = np.full((640, 800, 4), 255, np.uint8)
    mask[:200, :, 3] = 0
    return mask


def white_mask_of_the_wall():
    """For a picture of 760 x 640: white, which is to be changed, above the product."""
    mask = np.zeros((rendered(DRAWINGS / "leather bag.svg", 760, 640).shape[0], 760, 3), np.uint8)
    mask[:110] = 255
    return mask


def receipt():
    lines = [("东门杂货店", 44), ("RECEIPT 收据  No. 20261121", 30), ("红色陶瓷杯  2 × 39.00", 32)]
    lines += [("绿色玻璃瓶  1 × 58.50", 32), ("Total 合计  136.50 元", 38), ("谢谢惠顾 Thank you", 30)]
    return written(lines, (760, 560), 11)


def label():
    lines = [("Loose leaf green tea", 46), ("绿茶 净含量 250 克", 42), ("Keep dry and cool.", 34), ("保质期：十八个月", 36)]
    return written(lines, (760, 460), 12, ink="#1d3b2a", paper="#e7f0e2", turn=0.6)


# MARK: Tables

# For each workflow: the name of its table, its headers, its rows, and the pictures that the rows name.
SAMPLES = {
    "openai-image": (
        "文生图样例.xlsx",
        ["描述", "尺寸", "背景"],
        [
            ["A red enamel mug on a wooden table, morning light", "1024x1024", None],
            ["一只青花瓷茶壶，极简白色背景", "1536x1024", "不透明"],
            ["A green glass bottle, cut out", "1024x1536", "transparent"],
        ],
        {},
    ),
    "openai-image-edit": (
        "图片编辑样例.xlsx",
        ["图片", "修改要求", "蒙版", "Second picture"],
        [
            ["红色杯子.jpg", "Hang a small framed botanical print on the wall", "蒙版.png", None],
            ["running shoe.jpg", "把鞋放在雨后的石板路上", None, None],
            ["running shoe.jpg", "Put the mug beside the shoe", None, "红色杯子.jpg"],
        ],
        {"红色杯子.jpg": cup, "running shoe.jpg": shoe, "蒙版.png": mask_of_the_wall},
    ),
    "openai-chat": (
        "商品文案样例.csv",
        ["编号", "文本", "图片"],
        [
            ["A-001", "红色陶瓷杯，350 毫升，可用洗碗机清洗", None],
            ["A-002", "Running shoe, blue mesh, orange toe cap, 240 g", "running shoe.jpg"],
            ["A-003", "Wooden chair, beech, seat of green fabric", None],
        ],
        {"running shoe.jpg": shoe},
    ),
    "openai-video": (
        "视频样例.xlsx",
        ["描述", "秒数", "尺寸", "首帧图片"],
        [
            ["Steam rises from a red mug, the camera moves in slowly", 4, "横屏", None],
            ["海浪轻拍沙滩上的玻璃瓶", 8, "竖屏", None],
        ],
        {},
    ),
    "gemini-image": (
        "Gemini 样例.xlsx",
        ["要求", "图片", "第二张图", "宽高比"],
        [
            ["Put the headphones on a marble shelf, soft daylight", "无线耳机.jpg", None, "4:3"],
            ["把杯子放在耳机旁边", "无线耳机.jpg", "红色杯子.jpg", None],
            ["A paper boat on a calm lake, flat illustration", None, None, "16:9"],
        ],
        {"无线耳机.jpg": headphones, "红色杯子.jpg": cup},
    ),
    "qwen-image": (
        "通义千问文生图样例.xlsx",
        ["描述", "不要出现", "尺寸", "随机种子"],
        [
            ["咖啡店门口的木牌，上面写着“今日特调 拿铁 25 元”", "人物", "方形", 7],
            ["A paper lantern over a lake at dusk", None, "16:9", 8],
        ],
        {},
    ),
    "qwen-image-edit": (
        "通义千问图片编辑样例.xlsx",
        ["图片", "修改要求", "第二张图"],
        [
            ["玻璃瓶.jpg", "把背景换成海边的礁石", None],
            ["wooden chair.jpg", "Paint the seat dark blue", None],
            ["wooden chair.jpg", "把瓶子放在椅子上", "玻璃瓶.jpg"],
        ],
        {"玻璃瓶.jpg": bottle, "wooden chair.jpg": chair},
    ),
    "wanx-image": (
        "万相文生图样例.xlsx",
        ["描述", "尺寸", "张数", "随机种子"],
        [
            ["江南水乡的清晨，薄雾，水墨画风格", "横图", 2, 11],
            ["A ceramic tea set on linen, window light", "方形", 1, 12],
        ],
        {},
    ),
    "wanx-image-edit": (
        "万相图片编辑样例.xlsx",
        ["图片", "功能", "要求", "蒙版", "向左扩展", "向右扩展", "放大倍数"],
        [
            ["leather bag.jpg", "扩图", "简洁的影棚背景", None, 1.5, 1.5, None],
            ["leather bag.jpg", "局部重绘", "a shelf with books", "白色蒙版.png", None, None, None],
            ["绿植盆栽.jpg", "全局风格化", "国风绘本", None, None, None, None],
            ["绿植盆栽.jpg", "图像超分", "清晰化", None, None, None, 2],
        ],
        {"leather bag.jpg": bag, "绿植盆栽.jpg": plant, "白色蒙版.png": white_mask_of_the_wall},
    ),
    "wanx-background": (
        "背景生成样例.xlsx",
        ["抠图", "背景描述", "背景参考图", "张数"],
        [
            ["玻璃瓶 抠图.png", "on a sunlit stone window sill, green hills out of focus", None, 1],
            ["shoe cut-out.png", "操场跑道，清晨阳光", None, 2],
            ["shoe cut-out.png", None, "红色杯子.jpg", 1],
        ],
        {"玻璃瓶 抠图.png": cut_out_bottle, "shoe cut-out.png": cut_out_shoe, "红色杯子.jpg": cup},
    ),
    "dashscope-video": (
        "万相视频样例.xlsx",
        ["描述", "首帧图片", "尺寸", "分辨率", "秒数", "模型"],
        [
            ["晨雾中的茶园，镜头缓缓升起", None, "横屏", None, 5, "wan2.6-t2v"],
            ["Steam rises from the mug", "红色杯子.jpg", None, "720P", 5, "wan2.6-i2v"],
        ],
        {"红色杯子.jpg": cup},
    ),
    "comfyui": (
        "ComfyUI 样例.xlsx",
        ["图片", "描述", "重绘幅度", "随机种子"],
        [
            ["红色杯子.jpg", "a red mug, oil painting", 0.5, 21],
            ["running shoe.jpg", "a running shoe, blueprint drawing", 0.7, 22],
        ],
        {"红色杯子.jpg": cup, "running shoe.jpg": shoe},
    ),
    "webhook": (
        "订单样例.csv",
        ["货号", "标题", "data"],
        [
            ["R-1001", "红色陶瓷杯", '{"price": 39, "stock": 12}'],
            ["R-1002", "Running shoe", '{"price": 299, "sizes": [40, 41, 42]}'],
            ["R-1003", "绿色玻璃瓶", None],
        ],
        {},
    ),
    "web-page": (
        "网址样例.csv",
        ["网址", "备注"],
        [
            ["https://example.com/", "Home"],
            ["https://www.example.org/", "另一个网站"],
            ["https://example.com/not-there", "404"],
        ],
        {},
    ),
    "enhance-picture": (
        "一键优化样例.xlsx",
        ["图片", "强度", "方式"],
        [["昏暗的杯子.jpg", 60, "本机"], ["dull shoe.jpg", 90, "local"], ["昏暗的杯子.jpg", None, "模型"]],
        {"昏暗的杯子.jpg": lambda: dull(cup()), "dull shoe.jpg": lambda: dull(shoe())},
    ),
    "expand-picture": (
        "扩图样例.xlsx",
        ["图片", "宽高比", "宽度倍数", "高度倍数"],
        [["无线耳机.jpg", "16:9", None, None], ["wooden chair.jpg", None, 1.8, 1.2]],
        {"无线耳机.jpg": headphones, "wooden chair.jpg": chair},
    ),
    "upscale-picture": (
        "放大样例.xlsx",
        ["图片", "放大倍数", "方式"],
        [["小图 绿植.jpg", 2, "本机"], ["小图 绿植.jpg", 4, "local"], ["小图 绿植.jpg", 2, "模型"]],
        {"小图 绿植.jpg": lambda: cv2.resize(plant(), (540, 720), interpolation=cv2.INTER_AREA)},
    ),
    "replace-background": (
        "换背景样例.xlsx",
        ["图片", "背景描述"],
        [["红色杯子.jpg", "on a stone window sill, rain outside"], ["running shoe.jpg", "操场跑道，清晨阳光"]],
        {"红色杯子.jpg": cup, "running shoe.jpg": shoe},
    ),
    "image-to-image": (
        "图生图样例.xlsx",
        ["图片", "品名", "风格描述"],
        [
            ["无线耳机.jpg", "over-ear headphones", None],
            ["玻璃瓶.jpg", "绿色玻璃瓶", "On black volcanic rock, mist behind, cool light"],
        ],
        {"无线耳机.jpg": headphones, "玻璃瓶.jpg": bottle},
    ),
    "text-to-image": (
        "文生图样例.xlsx",
        ["描述", "尺寸", "画面风格"],
        [["雪山脚下的小木屋", "16:9", "水彩"], ["A red bicycle against a white wall", None, None]],
        {},
    ),
    "text-to-video": (
        "文生视频样例.xlsx",
        ["描述", "画幅", "秒数"],
        [["热气从一杯咖啡上升起，镜头缓慢推近", "横屏", 5], ["A paper boat drifts down a clear brook", "Portrait", 5]],
        {},
    ),
    "image-to-video": (
        "图生视频样例.xlsx",
        ["图片", "画面动作", "分辨率"],
        [["红色杯子.jpg", "Steam rises from the mug", "480P"], ["绿植盆栽.jpg", None, None]],
        {"红色杯子.jpg": cup, "绿植盆栽.jpg": plant},
    ),
    "read-text": (
        "文字识别样例.xlsx",
        ["图片", "语言"],
        [["收据.jpg", None], ["tea label.jpg", "中英文"]],
        {"收据.jpg": receipt, "tea label.jpg": label},
    ),
    "photo-studio": (
        "照片工作室样例.xlsx",
        ["图片", "操作", "风格", "扩展（%）"],
        [
            ["红色杯子.jpg", "抠图、换背景", None, None],
            ["running shoe.jpg", "cut out, replace background, expand", "warm sand", 25],
            ["无线耳机.jpg", "upscale, cut out", None, None],
            ["tea label.jpg", "OCR", None, None],
        ],
        {"红色杯子.jpg": cup, "running shoe.jpg": shoe, "无线耳机.jpg": headphones, "tea label.jpg": label},
    ),
}


def write_workbook(path, headers, rows):
    workbook = openpyxl.Workbook()
    workbook.properties.creator = "rowspool"
    workbook.properties.created = workbook.properties.modified = datetime.datetime(2026, 11, 21)
    sheet = workbook.active
    sheet.title = path.stem
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    for column, header in zip(sheet.columns, headers):
        column[0].font = Font(bold=True)
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(60, max(14, longest * 1.2))
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    workbook.save(path)


def write_csv(path, headers, rows):
    # With a byte order mark: Excel takes a CSV without one for GBK.
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([headers, *rows])


def make(workflow):
    name, headers, rows, pictures = SAMPLES[workflow]
    folder = TEMPLATES / workflow / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    if name.endswith(".csv"):
        write_csv(folder / name, headers, rows)
    else:
        write_workbook(folder / name, headers, rows)
    for picture, draw in pictures.items():
        quality = [cv2.IMWRITE_JPEG_QUALITY, 80] if picture.endswith(".jpg") else [cv2.IMWRITE_PNG_COMPRESSION, 9]
        ending = pathlib.Path(picture).suffix
        (folder / picture).write_bytes(cv2.imencode(ending, draw(), quality)[1].tobytes())


for workflow in sys.argv[1:] or SAMPLES:
    make(workflow)
