"""What is done to a picture besides cutting it out: a new background, more room, more pixels, better light."""

import cv2
import numpy as np

GREATEST_SIDE = 12000


class TooLarge(Exception):
    """The result would have sides of more than GREATEST_SIDE pixels."""


def replace_background(picture, colours, shadow=0.0):
    """Lays a cut-out product onto a plain background.

    picture: with transparency. colours: the background's at the top and at the bottom, as (red, green, blue).
    shadow: 0 (none) to 1, below and behind the product.
    """
    height, width = picture.shape[:2]
    top, bottom = (np.array(colour[::-1], np.float32) for colour in colours)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    # The eye reads an even light above and a floor below: the colour changes mostly in the lower half.
    share = down * down * (3 - 2 * down)
    background = (top * (1 - share) + bottom * share) * np.ones((1, width, 1), np.float32)
    alpha = picture[..., 3].astype(np.float32) / 255
    if shadow > 0:
        background *= (1 - shadow * _shadow(alpha))[..., None]
    mixed = picture[..., :3] * alpha[..., None] + background * (1 - alpha[..., None])
    # Steps of one grey value would be seen as bands in a smooth gradient.
    grain = np.random.default_rng(1).uniform(-0.5, 0.5, (height, width, 1)).astype(np.float32)
    flat = np.all(top == bottom) and shadow == 0
    return np.clip(np.round(mixed + (0 if flat else grain)), 0, 255).astype(np.uint8)


def _shadow(alpha):
    """Where the product's shadow falls, 0 to 1: a narrow one where it stands, and a wide one around it."""
    height, width = alpha.shape
    rows, columns = np.where(alpha > 0.5)
    if rows.size == 0:
        return np.zeros_like(alpha)
    bottom, left, right = rows.max(), columns[rows > np.percentile(rows, 85)].min(), columns[rows > np.percentile(rows, 85)].max()
    wide = max(4, (right - left) // 2)
    standing = np.zeros_like(alpha)
    place = (int((left + right) / 2), int(min(bottom, height - 1)))
    cv2.ellipse(standing, place, (int(wide * 1.02), max(2, int(wide * 0.10))), 0, 0, 360, 1.0, -1)
    side = max(height, width)
    narrow = cv2.GaussianBlur(standing, (0, 0), side * 0.006 + 1)
    around = cv2.GaussianBlur(cv2.warpAffine(alpha, np.float32([[1, 0, 0], [0, 1, side * 0.015]]), (width, height)), (0, 0), side * 0.03)
    return np.clip(0.75 * cv2.GaussianBlur(narrow, (0, 0), side * 0.01) + 0.35 * around, 0, 1)


def expand(picture, share):
    """More room on all four sides, each by a share of the picture's own.

    A cut-out gets transparent room; otherwise the colours at the edge go on outwards, more and more out of focus.
    """
    height, width = picture.shape[:2]
    rows, columns = min(round(height * share), height - 1), min(round(width * share), width - 1)
    if max(height + 2 * rows, width + 2 * columns) > GREATEST_SIDE:
        raise TooLarge
    room = rows, rows, columns, columns
    if picture.shape[2] == 4:
        return cv2.copyMakeBorder(picture, *room, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    # A single line of pixels would leave stripes: what goes on is the edge without its grain.
    calm = cv2.GaussianBlur(picture, (0, 0), max(height, width) * 0.006)
    outwards = cv2.copyMakeBorder(calm, *room, cv2.BORDER_REPLICATE).astype(np.float32)
    inside = np.zeros(outwards.shape[:2], np.uint8)
    inside[rows : rows + height, columns : columns + width] = 1
    distance = cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5) / max(rows, columns, 1)
    result = outwards
    for reach, strength in ((0.1, 0.08), (0.4, 0.25), (0.9, 0.5)):
        soft = cv2.GaussianBlur(outwards, (0, 0), max(1.0, strength * max(rows, columns)), borderType=cv2.BORDER_REPLICATE)
        weight = np.clip(distance / reach, 0, 1)[..., None]
        result = result * (1 - weight) + soft * weight
    detail = picture.astype(np.float32) - cv2.GaussianBlur(picture, (0, 0), 1.5)
    noise = float(np.mean([np.std(strip) for strip in (detail[:8], detail[-8:], detail[:, :8], detail[:, -8:])]))
    grain = np.random.default_rng(1).standard_normal((*result.shape[:2], 1)).astype(np.float32)
    result += grain * min(noise, 6)
    # A narrow seam, in which the picture passes into its room.
    seam = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), max(1.0, max(height, width) * 0.004))[..., None]
    padded = cv2.copyMakeBorder(picture, *room, cv2.BORDER_REPLICATE)
    weight = np.clip(seam * 2 - 1, 0, 1) if noise > 1 else inside[..., None].astype(np.float32)
    result = result * (1 - weight) + padded * weight
    return np.clip(np.round(result), 0, 255).astype(np.uint8)


def upscale(picture, factor):
    """More pixels, by bicubic interpolation, and edges made as crisp again as they were. Invents no detail."""
    height, width = picture.shape[:2]
    if max(height, width) * factor > GREATEST_SIDE:
        raise TooLarge
    large = cv2.resize(picture, (round(width * factor), round(height * factor)), interpolation=cv2.INTER_CUBIC)
    large[..., :3] = sharpen(large[..., :3], 0.5 * factor, 0.6)
    return large


def sharpen(picture, radius, amount):
    """Unsharp masking, which leaves fine noise as it is."""
    exact = picture.astype(np.float32)
    difference = exact - cv2.GaussianBlur(exact, (0, 0), radius)
    difference *= np.clip((np.abs(difference).max(axis=2, keepdims=True) - 2) / 4, 0, 1)
    return np.clip(np.round(exact + amount * difference), 0, 255).astype(np.uint8)


def enhance(picture, strength):
    """Even light, fuller colours, less noise, crisper edges.

    strength: 0 (nothing) to 1. Shapes, texts and the hue of the product stay what they were.
    """
    colours = picture[..., :3]
    quiet = cv2.bilateralFilter(colours, 5, 12, 3)
    balanced = _balanced(quiet.astype(np.float32))
    lab = cv2.cvtColor(np.clip(balanced / 255, 0, 1).astype(np.float32), cv2.COLOR_BGR2LAB)
    light = np.clip(lab[..., 0] * 2.55, 0, 255)
    low, high = np.percentile(light, (0.5, 99.5))
    stretched = np.clip((light - low) * (250 / max(high - low, 60)) + 3, 0, 255)
    tiles = cv2.createCLAHE(clipLimit=1.6, tileGridSize=(6, 6)).apply(stretched.astype(np.uint8)).astype(np.float32)
    lab[..., 0] = (0.6 * stretched + 0.4 * tiles) / 2.55
    lab[..., 1:] *= 1.12
    bright = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR) * 255, 0, 255)
    crisp = sharpen(bright.astype(np.uint8), 1.2, 0.7)
    mixed = np.clip(np.round(colours * (1 - strength) + crisp * strength), 0, 255).astype(np.uint8)
    return np.dstack([mixed, picture[..., 3]]) if picture.shape[2] == 4 else mixed


def _balanced(picture):
    """Takes half of a colour cast away, as the light greys show it (shades of grey, Finlayson and Trezzi, 2004)."""
    power = np.power(np.mean(np.power(picture.reshape(-1, 3) / 255, 6), axis=0), 1 / 6)
    gains = power.mean() / np.maximum(power, 1e-3)
    return picture * np.clip(1 + 0.5 * (gains - 1), 0.85, 1.18)
