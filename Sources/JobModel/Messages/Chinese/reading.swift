extension MessageCatalogue {
  static let reading = #"""
    “{1}” is not an ordinary file. Copy the file itself into the folder.
    “{1}”不是普通文件。请把文件本身复制到文件夹中。

    “{1}” is a link to another file. Copy the file itself into the folder.
    “{1}”是指向其他文件的链接。请把文件本身复制到文件夹中。

    “{1}” may not be read. Ask for read permission, or copy it again.
    没有读取“{1}”的权限。请申请读取权限，或重新复制。

    “{1}” cannot be read. Copy it into the folder again.
    “{1}”无法读取。请重新复制到文件夹中。

    The settings name the table “{1}”, but the drop holds {2}.
    设置中指定的表格是“{1}”，但放入的内容中有：{2}。

    The drop holds more than one table: {1}. Leave one, or name it in settings.csv in a line “table,{2}”.
    放入的内容中有多个表格：{1}。请只保留一个，或在 settings.csv 中用一行“table,{2}”指定。

    “{1}” is a {2} picture in spite of its name; it is read as that.
    “{1}”的实际格式是 {2} 图片，与文件名不符；已按实际格式读取。

    “{1}” is empty.
    “{1}”是空文件。

    “{1}” is not a picture that can be read.
    “{1}”不是可以读取的图片。

    “{1}” is a ZIP within the drop and was not opened; drop it by itself.
    “{1}”是放入内容中的 ZIP，没有打开；请单独放入。

    none
    无

    {1} and {2} more
    {1}等，另有 {2} 个

    The drop holds more than {1} files and folders. Drop them in several smaller folders or ZIPs.
    放入的文件和文件夹超过 {1} 个。请分成几个较小的文件夹或 ZIP 放入。

    More than one file fits “{1}”: {2}. Write the one that is meant with its folder.
    有多个文件符合“{1}”：{2}。请连同文件夹名写明是哪一个。

    Did you mean {1}?
    是否指 {1}？

    There is no file “{1}” in the drop.
    放入的内容中没有文件“{1}”。

    The folder “{1}” cannot be read. Ask for read permission, or copy it again.
    文件夹“{1}”无法读取。请申请读取权限，或重新复制。

    “{1}” could not be read; it was left out.
    “{1}”无法读取，已跳过。

    “{1}” lies more than {2} folders deep. Move its files up and drop the folder again.
    “{1}”所在的文件夹超过 {2} 层。请把文件移到上层，再重新放入文件夹。

    “{1}” could not be looked at; it was left out.
    “{1}”无法查看，已跳过。

    “{1}” is a folder that may not be read; it was left out.
    没有读取文件夹“{1}”的权限，已跳过。

    “{1}” is a link; links are not followed. Copy the file itself if it is needed; it was left out.
    “{1}”是链接，不会打开，已跳过。如果需要，请复制文件本身。

    “{1}” is neither a file nor a folder; it was left out.
    “{1}”既不是文件也不是文件夹，已跳过。

    “{1}” is not a whole ZIP file. Make it again, or copy it again.
    “{1}”不是完整的 ZIP 文件。请重新压缩或重新复制。

    “{1}” is damaged. Make the ZIP again, or copy it again.
    “{1}”已损坏。请重新压缩或重新复制。

    “{1}” contradicts itself about what it holds. Make the ZIP again with another program.
    “{1}”内部的文件清单自相矛盾。请用其他软件重新压缩。

    “{1}” holds more than {2} files and folders. Make several smaller ZIPs.
    “{1}”中的文件和文件夹超过 {2} 个。请分成几个较小的 ZIP。

    “{1}” unpacks to more than is allowed. Make several smaller ZIPs.
    “{1}”解压后超过允许的大小。请分成几个较小的 ZIP。

    “{1}” is protected by a password. Make the ZIP again without one.
    “{1}”设有密码。请重新压缩，不要设密码。

    “{1}” is compressed in an unusual way. Make the ZIP again as Windows or macOS do (deflate).
    “{1}”的压缩方式不常见。请用 Windows 或 macOS 自带的方式（deflate）重新压缩。

    The ZIP unpacks to more than {1} GB. Make several smaller ZIPs.
    ZIP 解压后超过 {1} GB。请分成几个较小的 ZIP。

    The files in the ZIP could not be written to the spool; its administrator can see why.
    ZIP 中的文件无法写入；请联系管理员查看原因。

    “{1}” in the ZIP has a name that leads out of it; it was left out.
    ZIP 中的“{1}”文件名指向压缩包之外，已跳过。

    “{1}” in the ZIP is a link; links are not followed. It was left out.
    ZIP 中的“{1}”是链接，不会打开，已跳过。

    “{1}” is in the ZIP twice; the second one was left out.
    ZIP 中有两个“{1}”，第二个已跳过。

    “{1}” and “{2}” differ only in the letter case of their names.
    “{1}”和“{2}”的文件名只有大小写不同。
    """#
}
