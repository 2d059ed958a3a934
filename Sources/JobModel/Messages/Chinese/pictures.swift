extension MessageCatalogue {
  static let pictures = #"""
    a JPEG picture
    JPEG 图片

    a PNG picture
    PNG 图片

    a GIF picture
    GIF 图片

    a WebP picture
    WebP 图片

    a TIFF picture
    TIFF 图片

    a HEIC picture
    HEIC 图片

    a HEIF picture
    HEIF 图片

    an AVIF picture
    AVIF 图片

    an SVG drawing
    SVG 图形

    a video
    视频

    a ZIP file or an Office document
    ZIP 文件或 Office 文档

    a PDF document
    PDF 文档

    a Photoshop file
    Photoshop 文件

    a BMP picture
    BMP 图片

    an icon
    图标文件

    a text document
    文本文档

    a JPEG XL picture
    JPEG XL 图片

    a JPEG 2000 picture
    JPEG 2000 图片

    a 7z archive
    7z 压缩包

    a video or a sound
    视频或音频

    “{1}” is {2}, not a picture that can be used.
    “{1}”是{2}，不是可以使用的图片。

    “{1}” is not a picture, or of a kind that cannot be used.
    “{1}”不是图片，或是不支持的图片格式。

    Save it as JPEG, PNG, WebP, TIFF, HEIC or AVIF and try again.
    请另存为 JPEG、PNG、WebP、TIFF、HEIC 或 AVIF 后重试。

    “{1}” would become {2} pixels; {3} holds at most {4} a side. Ask for a smaller result or for another format.
    “{1}”处理后为 {2} 像素；{3} 格式每边最多 {4} 像素。请改用较小的尺寸或其他格式。

    “{1}” holds {2} pictures; only the first was used.
    “{1}”中有 {2} 张图片，只使用了第一张。

    {1} cannot be transparent, so the background became white. Use PNG or WebP instead.
    {1} 不支持透明，背景已变为白色。请改用 PNG 或 WebP。

    “{1}” is {2} pixels there: a part of {3} cannot be cut out of it. Use a larger picture or cut out less.
    “{1}”此时为 {2} 像素，无法从中裁剪出 {3} 的部分。请使用更大的图片，或裁剪得小一些。

    “{1}” would become {2} pixels. At most {3} a side and {4} million in all are made. Ask for a smaller result.
    “{1}”处理后为 {2} 像素。每边最多 {3} 像素，总共最多 {4} 百万像素。请改用较小的尺寸。

    The result of “{1}” has {2} KB at the least, and {3} KB are allowed. Ask for fewer pixels, or for JPEG or WebP.
    “{1}”的结果最小也有 {2} KB，而上限是 {3} KB。请减少像素，或改用 JPEG 或 WebP。

    There is no room left on the disk for the result of “{1}”.
    磁盘空间不足，无法保存“{1}”的结果。

    The result of “{1}” could not be written.
    “{1}”的结果无法写入。

    “{1}” could not be opened just now.
    “{1}”暂时无法打开。

    “{1}” is not there, or may not be read. Check that it was copied.
    “{1}”不存在或没有读取权限。请检查是否已复制。

    “{1}” is not an ordinary file, and not a picture.
    “{1}”不是普通文件，也不是图片。

    “{1}” is empty (0 bytes). Copy it again from where it came from.
    “{1}”是空文件（0 字节）。请从原处重新复制。

    “{1}” says that it is {2} pixels. Pictures of up to {3} million pixels are read. Make it smaller and try again.
    “{1}”标明为 {2} 像素，最多只能读取 {3} 百万像素的图片。请缩小后重试。

    “{1}” needs more memory than a picture may use. Make it smaller and try again.
    “{1}”需要的内存超过上限。请缩小图片后重试。

    “{1}” ends too early: part of the picture is missing. Copy or export it again.
    “{1}”不完整：缺少部分图片内容。请重新复制或导出。

    Something went wrong inside rowspool while “{1}” was worked on.
    处理“{1}”时 rowspool 内部出错。

    “{1}” is damaged and cannot be read as a picture. Open it in a picture program and save it again.
    “{1}”已损坏，无法作为图片读取。请用图片软件打开并重新保存。

    The picture library could not be started.
    图片处理库无法启动。
    """#
}
