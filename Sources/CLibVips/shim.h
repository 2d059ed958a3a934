#pragma once

#include <vips/vips.h>

// libvips' operations take their options as a NULL-terminated list, and Swift cannot call variadic functions. Each
// function here is one such call with typed parameters; all return 0, or -1 with the reason in the error buffer.

/// `vips_image_new_from_source` without decoding any pixel. `NULL` on failure.
static inline VipsImage *rowspool_open(VipsSource *source) {
  return vips_image_new_from_source(
      source, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
}

/// `vips_thumbnail_source` to exactly `width` x `height`, upright. With `manage`, colours are brought from the
/// embedded profile (or from CMYK) into sRGB; without it they are taken as they are.
///
/// The loader's own option stops at damage: with sources, libvips 8.14 does not hand on the operation's `fail_on`, and
/// half a JPEG would pass as a whole one.
static inline int rowspool_load(VipsSource *source, VipsImage **out, int width, int height, gboolean manage) {
  if (manage)
    return vips_thumbnail_source(
        source, out, width, "height", height, "size", VIPS_SIZE_FORCE, "export_profile", "srgb", "intent",
        VIPS_INTENT_PERCEPTUAL, "option_string", "[fail_on=error]", NULL);
  return vips_thumbnail_source(
      source, out, width, "height", height, "size", VIPS_SIZE_FORCE, "option_string", "[fail_on=error]", NULL);
}

/// `vips_thumbnail_image` to exactly `width` x `height`: a resize that treats transparent pixels rightly.
static inline int rowspool_scale(VipsImage *in, VipsImage **out, int width, int height) {
  return vips_thumbnail_image(
      in, out, width, "height", height, "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, NULL);
}

static inline int rowspool_colourspace(VipsImage *in, VipsImage **out, VipsInterpretation space) {
  return vips_colourspace(in, out, space, NULL);
}

static inline int rowspool_extract_area(VipsImage *in, VipsImage **out, int left, int top, int width, int height) {
  return vips_extract_area(in, out, left, top, width, height, NULL);
}

static inline int rowspool_extract_bands(VipsImage *in, VipsImage **out, int first, int count) {
  return vips_extract_band(in, out, first, "n", count, NULL);
}

static inline int rowspool_add_alpha(VipsImage *in, VipsImage **out) {
  return vips_addalpha(in, out, NULL);
}

static inline int rowspool_cast_uchar(VipsImage *in, VipsImage **out) {
  return vips_cast(in, out, VIPS_FORMAT_UCHAR, NULL);
}

/// `vips_embed` on a canvas filled with `background` (one value a band).
static inline int rowspool_embed(
    VipsImage *in, VipsImage **out, int x, int y, int width, int height, const double *background, int bands) {
  VipsArrayDouble *array = vips_array_double_new(background, bands);
  int result = vips_embed(
      in, out, x, y, width, height, "extend", VIPS_EXTEND_BACKGROUND, "background", array, NULL);
  vips_area_unref(VIPS_AREA(array));
  return result;
}

static inline int rowspool_flatten(VipsImage *in, VipsImage **out, const double *background, int bands) {
  VipsArrayDouble *array = vips_array_double_new(background, bands);
  int result = vips_flatten(in, out, "background", array, NULL);
  vips_area_unref(VIPS_AREA(array));
  return result;
}

/// `vips_linear1` with the result cut to 0...255.
static inline int rowspool_multiply(VipsImage *in, VipsImage **out, double factor) {
  return vips_linear1(in, out, factor, 0, "uchar", TRUE, NULL);
}

static inline int rowspool_blur(VipsImage *in, VipsImage **out, double sigma) {
  return vips_gaussblur(in, out, sigma, NULL);
}

/// Joins the bands of two pictures; the result is said to be sRGB.
static inline int rowspool_join_srgb(VipsImage *first, VipsImage *second, VipsImage **out) {
  VipsImage *joined = NULL;
  if (vips_bandjoin2(first, second, &joined, NULL)) return -1;
  int result = vips_copy(joined, out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  g_object_unref(joined);
  return result;
}

/// `vips_composite2`: `mark` over `base`, its top left corner at (x, y). The result has an alpha band.
static inline int rowspool_lay_over(VipsImage *base, VipsImage *mark, VipsImage **out, int x, int y) {
  return vips_composite2(
      base, mark, out, VIPS_BLEND_MODE_OVER, "x", x, "y", y, "compositing_space", VIPS_INTERPRETATION_sRGB, NULL);
}

/// `vips_avg`: makes every pixel and keeps none.
static inline int rowspool_make_pixels(VipsImage *in) {
  double mean;
  return vips_avg(in, &mean, NULL);
}

/// `vips_text`: one band, 255 where there is ink. `markup` is Pango markup.
static inline int rowspool_text(VipsImage **out, const char *markup, int dpi) {
  return vips_text(out, markup, "font", "sans bold 24", "dpi", dpi, "align", VIPS_ALIGN_CENTRE, NULL);
}

/// `vips_rot` by 90 degrees clockwise, `turns` times (0 to 3).
static inline int rowspool_rotate(VipsImage *in, VipsImage **out, int turns) {
  return vips_rot(in, out, (VipsAngle) turns, NULL);
}

static inline int rowspool_flip(VipsImage *in, VipsImage **out) {
  return vips_flip(in, out, VIPS_DIRECTION_HORIZONTAL, NULL);
}

static inline int rowspool_save_jpeg(VipsImage *in, VipsTarget *target, int quality, gboolean strip) {
  return vips_jpegsave_target(in, target, "Q", quality, "strip", strip, NULL);
}

static inline int rowspool_save_png(VipsImage *in, VipsTarget *target, gboolean strip) {
  return vips_pngsave_target(in, target, "compression", 6, "strip", strip, NULL);
}

static inline int rowspool_save_webp(VipsImage *in, VipsTarget *target, int quality, gboolean strip) {
  return vips_webpsave_target(in, target, "Q", quality, "strip", strip, NULL);
}

static inline int rowspool_save_tiff(VipsImage *in, VipsTarget *target, gboolean strip) {
  return vips_tiffsave_target(
      in, target, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE, "predictor",
      VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL, "strip", strip, NULL);
}

/// Effort 2 of 9: the usual 4 takes three times as long for a file that is a few per cent smaller.
static inline int rowspool_save_avif(VipsImage *in, VipsTarget *target, int quality, gboolean strip) {
  return vips_heifsave_target(
      in, target, "compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "Q", quality, "effort", 2, "strip", strip, NULL);
}

/// The name of the loader that opened a picture, or `NULL`; valid as long as the picture.
static inline const char *rowspool_loader(VipsImage *image) {
  const char *name = NULL;
  if (!vips_image_get_typeof(image, VIPS_META_LOADER)) return NULL;
  return vips_image_get_string(image, VIPS_META_LOADER, &name) ? NULL : name;
}

/// Whether a HEIF picture is compressed as AV1, that is, an AVIF file.
static inline gboolean rowspool_heif_is_av1(VipsImage *image) {
  const char *compression = NULL;
  if (!vips_image_get_typeof(image, "heif-compression")) return FALSE;
  return !vips_image_get_string(image, "heif-compression", &compression) && !g_strcmp0(compression, "av1");
}

static inline gboolean rowspool_has_profile(VipsImage *image) {
  return vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0;
}

static inline void rowspool_set_orientation(VipsImage *image, int orientation) {
  vips_image_set_int(image, VIPS_META_ORIENTATION, orientation);
}

/// GLib's messages (warnings about odd pictures) would go to standard error, where nobody reads them.
static inline void rowspool_discard_message(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
}

static inline void rowspool_silence_glib(void) {
  g_log_set_default_handler(rowspool_discard_message, NULL);
}
