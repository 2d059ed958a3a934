"""Pictures of 12 megapixels to 1,600 pixels, on all cores."""
import os
import shutil
import subprocess

from .measure import run
from .report import seconds
from .server import Server

# Debian's name for ImageMagick's program; others than it are called `convert` too.
CONVERT = "convert-im6.q16"
SHRINK = """\
titles: {en: Shrink}
columns: [{name: image, type: image, required: true}]
steps:
  - name: photo
    image: {input: "{{image}}", operations: [{fit: 1600}], format: jpg}
results: [{name: picture}]
"""


def pictures(setup, report):
    count = 6 if setup.quick else 24
    place = setup.folder / "pictures"
    drop, floor, magick = place / "album", place / "floor", place / "magick"
    for folder in [drop, floor, magick]:
        folder.mkdir(parents=True)
    make_pictures(drop, count)
    jobs = os.cpu_count()
    shrink = f"find {drop} -name '*.jpg' | VIPS_CONCURRENCY=1 xargs -P{jobs} -n1 vipsthumbnail -s 1600x1600 -o '{floor}/%s.jpg[Q=85]'"
    thumbnail = run("sh", "-c", shrink)
    peers = []
    if shutil.which(CONVERT):
        convert = run("sh", "-c", (
            f"find {drop} -name '*.jpg' | MAGICK_THREAD_LIMIT=1 xargs -P{jobs} -I% "
            f"sh -c '{CONVERT} % -resize 1600x1600 -quality 85 {magick}/$(basename %)'"))
        peers.append(f"ImageMagick {seconds(convert)}")
    server = Server(place, {"shrink": SHRINK})
    try:
        ours = server.run_drop(drop, "shrink")
    finally:
        server.stop()
    share = thumbnail.wall / ours.wall
    report.row(
        f"{count} pictures of 12 MP to 1,600 px", f"vipsthumbnail {seconds(thumbnail)}",
        peers, f"{seconds(ours)}, {share:.2f} × its rate", "≥ 0.9 ×", share >= 0.9)


def make_pictures(folder, count):
    """Soft shapes with some noise, which compress as photographs do."""
    first = folder / "picture1.jpg"
    parts = [
        ["perlin", f"{folder}/p.v", "4000", "3000", "--cell-size", "300", "--uchar"],
        ["gaussnoise", f"{folder}/n.v", "4000", "3000", "--sigma", "6", "--mean", "0"],
        ["add", f"{folder}/p.v", f"{folder}/n.v", f"{folder}/s.v"],
        ["bandjoin", f"{folder}/s.v {folder}/p.v {folder}/s.v", f"{folder}/c.v"],
        ["cast", f"{folder}/c.v", f"{folder}/u.v", "uchar"],
        ["copy", f"{folder}/u.v", f"{folder}/k.v", "--interpretation", "srgb"],
        ["jpegsave", f"{folder}/k.v", f"{first}", "--Q", "90"],
    ]
    for part in parts:
        subprocess.run(["vips", *part], check=True)
    for leftover in folder.glob("*.v"):
        leftover.unlink()
    for number in range(2, count + 1):
        # One more byte behind the end, so that no two are the same.
        (folder / f"picture{number}.jpg").write_bytes(first.read_bytes() + bytes([number]))
