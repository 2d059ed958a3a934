#!/usr/bin/python3
"""The program of the workflow `enhance-picture` for rows that are done on this machine: light, colours, noise, edges."""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.dont_write_bytecode = True  # the folder may belong to somebody else

import row_worker

try:
    import cv2

    import retouching
except ImportError as error:
    missing = error.name
else:
    missing = None


def work(values, folder):
    if missing:
        raise row_worker.RowProblem(
            f"Python on the server lacks '{missing}', which works on pictures. Ask the administrator to install the "
            "package python3-opencv, then retry the job.",
            f"服务器上的 Python 缺少处理图片的“{missing}”。请管理员安装软件包 python3-opencv，然后重试任务。")
    picture = cv2.imread(values["prepare.picture"], cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise row_worker.RowProblem("The picture cannot be read.", "无法读取这张图片。")
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    cv2.imwrite(f"{folder}/enhanced.png", retouching.enhance(picture, values["strength"] / 100))
    return {}, {"picture": "enhanced.png"}


row_worker.serve(work)
