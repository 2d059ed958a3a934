/// Which loose files count as pictures, by their names: those that arrive together are one drop.
package enum PictureNames {
  package static let suffixes: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "tif", "tiff", "heic", "heif", "avif", "bmp", "svg", "jxl",
    "jp2",
  ]

  package static func contains(_ name: EntryName) -> Bool { suffixes.contains(name.suffix) }
}
