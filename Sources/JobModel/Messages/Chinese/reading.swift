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

    “{1}” in the ZIP has a name that leads out of it; it was left out.
    ZIP 中的“{1}”文件名指向压缩包之外，已跳过。

    “{1}” in the ZIP is a link; links are not followed. It was left out.
    ZIP 中的“{1}”是链接，不会打开，已跳过。

    “{1}” is in the ZIP twice; the second one was left out.
    ZIP 中有两个“{1}”，第二个已跳过。

    “{1}” and “{2}” differ only in the letter case of their names.
    “{1}”和“{2}”的文件名只有大小写不同。

    The workbook holds more than {1} pictures. Split it into several workbooks.
    表格中的图片超过 {1} 张。请分成几个表格。
    The workbook's pictures take more than {1} GB. Split it into several workbooks.
    表格中的图片超过 {1} GB。请分成几个表格。
    the list of pictures
    图片列表
    the list of pictures in cells
    单元格图片列表
    The pictures of the sheet '{1}' are not in the file any more.
    工作表“{1}”中的图片已不在文件中。
    Pictures that belong to no cell were left out: {1}. Give them the property 'Move with cells'.
    有 {1} 张图片不属于任何单元格，未使用。请把图片的属性设为“随单元格移动”。
    Pictures over columns that take none were not used: {1}.
    以下单元格上的图片所在的列不接收图片，未使用：{1}。
    These cells name a file and have a picture as well, and the file is used: {1}.
    这些单元格既写了文件名又有图片，使用的是文件：{1}。
    More than one picture lies in these cells, and the first one of each is used: {1}.
    以下单元格中有多张图片，各取第一张：{1}。
    The picture is damaged. Insert it again.
    图片已损坏。请重新插入。
    The picture is empty. Insert it again.
    图片是空的。请重新插入。
    The picture cannot be read. Insert it again.
    无法读取图片。请重新插入。
    The picture is a drawing in the format {1}, which cannot be used. Save it as PNG or JPEG.
    图片是 {1} 格式的图形，无法使用。请另存为 PNG 或 JPEG。
    The picture is only linked: it lies in another file or on the web. Insert the picture itself into the cell, or write its file name.
    图片只是链接，实际在其他文件中或网上。请把图片本身插入单元格，或填写图片的文件名。
    The picture of this cell is not in the workbook any more. Insert it again.
    此单元格的图片已不在表格中。请重新插入。
    The cell stands for a picture of WPS, which this file does not hold. Insert the picture again in WPS, and drop the .xlsx file that WPS has saved.
    此单元格是 WPS 的图片，但文件中没有这张图片。请在 WPS 中重新插入图片，再放入由 WPS 保存的 .xlsx 文件。
    “{1}” is a ZIP within a ZIP and was not opened; drop what it holds in a folder.
    “{1}”是 ZIP 中的 ZIP，没有打开；请把其中的文件放在文件夹中再放入。
    The files in the drop could not be written to the spool; its administrator can see why.
    文件无法写入任务区，原因请询问管理员。
    """#
}
