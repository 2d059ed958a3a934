extension MessageCatalogue {
  static let tables = #"""
    Open it in Excel or WPS, save it again as .xlsx, and drop it again.
    请用 Excel 或 WPS 打开，重新保存为 .xlsx，再放入一次。

    Copy it again; if that does not help, open it in Excel and save it again.
    请重新复制一次；如果仍然不行，请用 Excel 打开并重新保存。

    “{1}” cannot be opened. Check that it may be read.
    “{1}”无法打开。请检查是否有读取权限。

    “{1}” is incomplete: its end is missing. {2}
    “{1}”不完整：缺少文件结尾。{2}

    “{1}” is damaged. {2}
    “{1}”已损坏。{2}

    “{1}” unpacks to far more than a spreadsheet can hold and is not read. {2}
    “{1}”解压后的内容远远超出表格应有的大小，未读取。{2}

    “{1}” is packed in an unusual way. {2}
    “{1}”的压缩方式不常见，无法读取。{2}

    “{1}” has a password. Open it, remove the password (in Excel: File, Info, Protect Workbook), save it again, and drop it again.
    “{1}”设有密码。请打开它，取消密码（在 Excel 中：文件、信息、保护工作簿），重新保存后再放入。

    “{1}” holds instructions that no spreadsheet needs ({2}) and is not read. {3}
    “{1}”中含有表格不需要的指令（{2}），未读取。{3}

    “{1}” is built in a way that no spreadsheet program writes ({2}). {3}
    “{1}”的内部结构不是表格软件生成的（{2}）。{3}

    “{1}” is damaged: {2} cannot be read. {3}
    “{1}”已损坏：{2}无法读取。{3}

    “{1}” is damaged: {2} is missing. {3}
    “{1}”已损坏：缺少{2}。{3}

    the document properties
    文档属性

    the sheet “{1}”
    工作表“{1}”

    the list of its parts
    部件清单

    the list of sheets
    工作表清单

    the list of texts
    文本清单

    the list of formats
    格式清单

    “{1}” cannot be read.
    “{1}”无法读取。

    The sheet “{1}” of “{2}” is a chart and has no cells. Name another sheet.
    “{2}”中的工作表“{1}”是图表，没有单元格。请指定其他工作表。

    “{1}” has no sheet “{2}”. Its sheets are: {3}.
    “{1}”中没有工作表“{2}”。现有工作表：{3}。

    “{1}” holds more text than can be read at once. Split it into several workbooks.
    “{1}”中的文字太多，无法一次读取。请拆分成几个表格。

    The sheet “{1}” of “{2}”
    “{2}”的工作表“{1}”

    {1} has a row {2}; {3} rows are the most. Split it into several workbooks.
    {1}中有第 {2} 行，最多只能有 {3} 行。请拆分成几个表格。

    {1} has a cell {2}; column {3} is the last one allowed. Remove what is beyond it.
    {1}中有单元格 {2}，最多只能到 {3} 列。请删除超出的内容。

    {1} has more than {2} cells. Delete empty formatted rows, or split the workbook.
    {1}的单元格超过 {2} 个。请删除只有格式的空行，或拆分表格。

    {1}: the text in cell {2} is longer than {3} characters. Shorten it.
    {1}：单元格 {2} 中的文字超过 {3} 个字符。请缩短。

    {1}: row {2} holds more text than can be read at once. Shorten it.
    {1}：第 {2} 行的文字太多，无法一次读取。请缩短。

    {1} does not have its rows in order (row {2} comes too late). Open it in Excel, save it again, and drop it again.
    {1}中的行没有按顺序排列（第 {2} 行位置靠后）。请用 Excel 打开，重新保存后再放入。

    “{1}” is empty (0 bytes). Save the workbook and copy it again.
    “{1}”是空文件（0 字节）。请保存表格并重新复制。

    “{1}” holds only zeros: the copy broke off. Copy it again.
    “{1}”的内容全是零：复制中途中断。请重新复制。

    “{1}” is not an Excel workbook but {2}. Open it in Excel or WPS, save it as .xlsx, and drop that.
    “{1}”不是 Excel 表格，而是{2}。请用 Excel 或 WPS 打开，另存为 .xlsx 后放入。

    “{1}” is not a CSV file but {2}. Give it its own ending, or open it and save it as “CSV UTF-8”.
    “{1}”不是 CSV 文件，而是{2}。请改用正确的扩展名，或打开后另存为“CSV UTF-8”。

    an Excel binary workbook (.xlsb)
    Excel 二进制表格（.xlsb）

    a Word document
    Word 文档

    a PowerPoint presentation
    PowerPoint 演示文稿

    an Apple Numbers (or Pages, Keynote) document
    Apple Numbers（或 Pages、Keynote）文档

    an OpenDocument file (.ods)
    OpenDocument 文件（.ods）

    an Excel workbook (.xlsx) or another ZIP archive
    Excel 表格（.xlsx）或其他 ZIP 压缩包

    an old Excel workbook (.xls)
    旧版 Excel 表格（.xls）

    a compressed file (gzip)
    压缩文件（gzip）

    a picture
    图片

    a PDF file
    PDF 文件

    a rich text file
    RTF 文档

    a RAR archive
    RAR 压缩包

    a 7-Zip archive
    7-Zip 压缩包

    a very old Excel workbook (.xls)
    很早版本的 Excel 表格（.xls）

    an Excel 2003 XML file
    Excel 2003 XML 文件

    an XML file
    XML 文件

    a text file (perhaps CSV: then give it the ending .csv)
    文本文件（如果是 CSV，请把扩展名改为 .csv）

    something else
    其他类型的文件

    an old Word document
    旧版 Word 文档

    an old Office document
    旧版 Office 文档

    The first {1} rows of {2} are empty: it has no header.
    {2}的前 {1} 行是空的：没有表头。

    {1} lacks the column {2}; the header was looked for in row {3}.
    {1}缺少列{2}；表头按第 {3} 行识别。

    {1} lacks the columns {2}; the header was looked for in row {3}.
    {1}缺少以下列：{2}；表头按第 {3} 行识别。

    The column “{1}” looks like “{2}”.
    列“{1}”看起来像“{2}”。

    Add it and drop the file again.
    请补上后重新放入文件。

    “{1}” holds a value of more than {2} KB in row {3}, column {4}. Put such a text into a file of its own, and its name into the table.
    “{1}”第 {3} 行第 {4} 列的内容超过 {2} KB。请把这样的长文字存成单独的文件，表格中填写文件名。

    Row {1} of “{2}” is longer than {3} MB. Check that the file is a table.
    “{2}”的第 {1} 行超过 {3} MB。请检查该文件是否为表格。

    Row {1} of “{2}” has more than {3} columns, the most that a sheet can have. Check that the file is a table.
    “{2}”的第 {1} 行超过 {3} 列，这是工作表的列数上限。请检查该文件是否为表格。

    In “{1}” a quotation mark opens in line {2} (row {3}, column {4}) and is never closed. Close it there, or remove it, and copy the file again.
    “{1}”的第 {2} 行（表格第 {3} 行第 {4} 列）有一个引号没有配对。请补上或删除该引号，再重新复制文件。

    The file holds a field that does not fit into memory.
    文件中有一个内容过大、内存放不下的值。

    “{1}” is not an encoding that this machine knows; try utf-8 or gb18030.
    本机不支持编码“{1}”；请改用 utf-8 或 gb18030。

    “{1}” is not text in any encoding known here. Check that it is a table, and save it again as “CSV UTF-8” or as .xlsx.
    “{1}”不是可识别编码的文本。请检查它是否为表格，并重新保存为“CSV UTF-8”或 .xlsx。

    The letters of “{1}” are not stored as UTF-8; they may be {2}. Save the table again as “CSV UTF-8” or as .xlsx.
    “{1}”的文字不是 UTF-8 编码，可能是 {2}。请把表格重新保存为“CSV UTF-8”或 .xlsx。

    “{1}” holds zero bytes in line {2}, where text should be. The copy may be damaged or unfinished; save the table again as “CSV UTF-8” and copy it again.
    “{1}”的第 {2} 行本应是文字，却出现了零字节。复制可能损坏或没有完成；请重新保存为“CSV UTF-8”并再次复制。

    “{1}” looks like {2}, but line {3} holds a byte that is not. Open the file, look at that line, and save it as “CSV UTF-8”.
    “{1}”看起来是{2}编码，但第 {3} 行有不符合该编码的内容。请打开文件查看这一行，并另存为“CSV UTF-8”。

    “{1}” ends in the middle of a character in line {2}: it was cut off. Copy the whole file again.
    “{1}”在第 {2} 行的一个字中间结束：文件被截断了。请重新复制整个文件。

    Big5 (traditional Chinese)
    Big5（繁体中文）

    Shift-JIS (Japanese)
    Shift-JIS（日文）

    EUC-JP (Japanese)
    EUC-JP（日文）

    ISO-2022-JP (Japanese)
    ISO-2022-JP（日文）

    EUC-KR (Korean)
    EUC-KR（韩文）

    windows-1250 (Central European)
    windows-1250（中欧）

    windows-1252 (Western European)
    windows-1252（西欧）

    a ZIP archive
    ZIP 压缩包

    GB18030 (Chinese)
    GB18030（简体中文）

    UTF-16 (big-endian)
    UTF-16（大端序）

    UTF-32 (big-endian)
    UTF-32（大端序）

    KOI8-R (Cyrillic)
    KOI8-R（西里尔文）

    IBM 866 (Cyrillic)
    IBM 866（西里尔文）

    IBM 852 (Central European)
    IBM 852（中欧）

    Mac Central European
    Mac 中欧

    Mac Roman
    Mac 西文

    IBM 850 (DOS)
    IBM 850（DOS 西文）

    windows-1251 (Cyrillic)
    windows-1251（西里尔文）

    windows-1253 (Greek)
    windows-1253（希腊文）

    windows-1254 (Turkish)
    windows-1254（土耳其文）

    windows-1255 (Hebrew)
    windows-1255（希伯来文）

    windows-1256 (Arabic)
    windows-1256（阿拉伯文）

    windows-1257 (Baltic)
    windows-1257（波罗的海）

    windows-1258 (Vietnamese)
    windows-1258（越南文）

    windows-874 (Thai)
    windows-874（泰文）
    """#
}
