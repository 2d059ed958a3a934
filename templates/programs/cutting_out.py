"""Cuts a product out of its background, with OpenCV's GrabCut.

GrabCut needs to be told where to begin. What lies along the picture's border is taken for background; what differs from
it, and lies towards the middle, for the product. Lightness counts less than hue, because shadows differ in lightness
only. The same picture always gives the same result.
"""

import cv2
import numpy as np

WORKING_SIDE = 720  # pixels of the longer side: enough for the outline, and a second or two of work
BORDER = 0.04  # share of a side that is taken for background
BACKGROUND_COLOURS = 5
LIGHTNESS = 0.45  # its weight against hue
ROW_TOLERANCE = 20  # how far the background may lie from the ends of its row, in units of CIE Lab
SMOOTHNESS = 2.0  # pixels of the outline that are evened out
ROUNDS = 6


class NothingFound(Exception):
    """No product stands out from the background, or nothing but product is there."""


def transparency(picture):
    """The picture's own transparency, if it shows anything through; else None."""
    if picture.ndim == 3 and picture.shape[2] == 4 and np.mean(picture[..., 3] < 250) > 0.01:
        return picture[..., 3]
    return None


def cut_out(picture):
    """The product on a transparent background.

    picture: height x width x 3 or 4, 8-bit, blue first. One that is transparent around its product is given back as it is.
    Throws NothingFound.
    """
    if transparency(picture) is not None:
        return picture
    colours = np.ascontiguousarray(picture[..., :3])
    cv2.setRNGSeed(1)
    factor = min(1.0, WORKING_SIDE / max(colours.shape[:2]))
    small = cv2.resize(colours, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else colours
    mask = _outline(small)
    share = float(np.mean(mask))
    if not 0.005 < share < 0.95:
        raise NothingFound(share)
    alpha = _refined(mask, colours)
    return np.dstack([_without_background_colour(colours, alpha), np.round(alpha * 255).astype(np.uint8)])


def _outline(picture):
    """1 where the product is, else 0, by GrabCut."""
    distance, in_this_row = _distance_from_background(picture)
    height, width = distance.shape
    threshold, _ = cv2.threshold(_bytes(distance), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    threshold = float(np.clip(threshold / 255 * distance.max(), 8, 40))
    likely = _middle_parts((distance > threshold).astype(np.uint8))
    mask = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    mask[likely > 0] = cv2.GC_PR_FGD
    # A bottle's label may have the colour of the wall behind it, but not of the table to its left and right.
    mask[(_hull(likely) > 0) & (in_this_row > ROW_TOLERANCE)] = cv2.GC_FGD
    mask[cv2.erode((distance > 2 * threshold).astype(np.uint8) & likely, _disc(picture, 0.008)) > 0] = cv2.GC_FGD
    far = (cv2.dilate((distance > threshold / 2).astype(np.uint8), _disc(picture, 0.02)) == 0) & (mask != cv2.GC_FGD)
    mask[far] = cv2.GC_BGD
    # A sole as grey as the road would else take the road along.
    mask[(distance < threshold / 6) & (in_this_row < ROW_TOLERANCE / 3)] = cv2.GC_BGD
    if not 0.01 < np.mean(likely) < 0.9:
        mask[:] = cv2.GC_BGD
        mask[height // 16 : -(height // 16), width // 16 : -(width // 16)] = cv2.GC_PR_FGD
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(picture, mask, None, *models, ROUNDS, cv2.GC_INIT_WITH_MASK)
    found = ((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)).astype(np.uint8)
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, _disc(picture, 0.003))
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, _disc(picture, 0.006))
    # GrabCut goes by pixels, and leaves the noise of the picture on the outline.
    smooth = (cv2.GaussianBlur(found.astype(np.float32), (0, 0), SMOOTHNESS) > 0.5).astype(np.uint8)
    return _without_pinholes(_middle_parts(smooth))


def _distance_from_background(picture):
    """How far each colour lies from those along the border, in units of CIE Lab: from all of them, and from those at
    the two ends of its own row."""
    lab = cv2.cvtColor(cv2.GaussianBlur(picture, (0, 0), 1.5).astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    lab[..., 0] *= LIGHTNESS
    height, width = lab.shape[:2]
    rows, columns = max(2, int(height * BORDER)), max(2, int(width * BORDER))
    strips = [lab[:rows], lab[-rows:], lab[:, :columns], lab[:, -columns:]]
    border = np.concatenate([strip.reshape(-1, 3) for strip in strips])
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.2)
    _, labels, centres = cv2.kmeans(border, BACKGROUND_COLOURS, None, criteria, 3, cv2.KMEANS_PP_CENTERS)
    shares = np.bincount(labels.ravel(), minlength=BACKGROUND_COLOURS) / len(border)
    # A product may touch the border: a colour that is rare there is not background.
    kept = centres[shares > 0.06]
    anywhere = np.min(np.linalg.norm(lab[:, :, None, :] - kept, axis=3), axis=2)
    left, right = lab[:, :columns].mean(axis=1, keepdims=True), lab[:, -columns:].mean(axis=1, keepdims=True)
    share = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    in_this_row = np.linalg.norm(lab - (left * (1 - share) + right * share), axis=2)
    return anywhere, in_this_row


def _hull(mask):
    points = cv2.findNonZero(mask)
    filled = np.zeros_like(mask)
    return filled if points is None else cv2.fillConvexPoly(filled, cv2.convexHull(points), 1)


def _middle_parts(mask):
    """The parts that matter: large ones, of which those in the middle count double."""
    count, labels, figures, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return mask
    height, width = mask.shape
    offset = np.abs(centres / (width, height) - 0.5).max(axis=1)
    weights = figures[:, cv2.CC_STAT_AREA] * np.where(offset < 0.25, 2.0, 1.0)
    weights[0] = 0
    return (weights > 0.05 * weights.max())[labels].astype(np.uint8)


def _without_pinholes(mask):
    """Fills holes that are too small to be the handle of a cup."""
    count, labels, figures, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    small = figures[:, cv2.CC_STAT_AREA] < 0.001 * mask.size
    return np.where(small[labels] & (mask == 0), 1, mask).astype(np.uint8)


def _refined(mask, picture):
    """The outline in the picture's full size, soft where the picture is: a guided filter (He, Sun and Tang, 2010)."""
    height, width = picture.shape[:2]
    coarse = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    guide = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
    radius = max(2, round(max(height, width) * 0.004))

    def mean(values):
        return cv2.blur(values, (2 * radius + 1, 2 * radius + 1))

    centre, average = mean(guide), mean(coarse)
    slope = (mean(guide * coarse) - centre * average) / (mean(guide * guide) - centre * centre + 1e-3)
    alpha = mean(slope) * guide + mean(average - slope * centre)
    alpha = np.clip((alpha - 0.15) / 0.7, 0, 1)
    # Far from the outline the mask is right.
    reach = _disc(picture, 0.008)
    alpha[cv2.erode(coarse, reach) > 0.99] = 1
    alpha[cv2.dilate(coarse, reach) < 0.01] = 0
    return alpha


def _without_background_colour(picture, alpha):
    """Gives the soft edge the colour of the product inside it: else a seam of the old background would be seen."""
    inside = cv2.erode((alpha > 0.98).astype(np.float32), _disc(picture, 0.002))
    size = max(3, round(max(picture.shape[:2]) * 0.006)) | 1
    weight = cv2.GaussianBlur(inside, (0, 0), size)
    spread = cv2.GaussianBlur(picture.astype(np.float32) * inside[..., None], (0, 0), size)
    colour = spread / np.maximum(weight, 1e-4)[..., None]
    edge = ((alpha < 0.98) & (weight > 1e-3))[..., None]
    return np.clip(np.where(edge, colour, picture), 0, 255).astype(np.uint8)


def _bytes(values):
    return np.clip(values / max(values.max(), 1e-6) * 255, 0, 255).astype(np.uint8)


def _disc(picture, share):
    """A disc whose radius is a share of the picture's longer side."""
    radius = max(1, round(max(picture.shape[:2]) * share))
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
