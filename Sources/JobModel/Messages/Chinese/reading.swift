extension MessageCatalogue {
  static let reading = #"""
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
    It is not fetched from the web: put the file and the table into one folder or ZIP, and drop that.
    不会从网上下载：请把文件和表格放在同一个文件夹或 ZIP 中，再放入。
    “{1}” is a ZIP within a ZIP and was not opened; drop what it holds in a folder.
    “{1}”是 ZIP 中的 ZIP，没有打开；请把其中的文件放在文件夹中再放入。
    The files in the drop could not be written to the spool; its administrator can see why.
    文件无法写入任务区，原因请询问管理员。
    """#
}
