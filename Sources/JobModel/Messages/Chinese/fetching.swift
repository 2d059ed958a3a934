extension MessageCatalogue {
  /// Web addresses in cells, and what is fetched of them.
  static let fetching = #"""
    Nothing is fetched from {1}: it is none of the hosts that the administrator allows.
    不从 {1} 下载文件：它不在管理员允许的主机之列。
    Nothing is fetched from {1}: it is an address inside this network or this machine.
    不从 {1} 下载文件：这是内部网络或本机的地址。
    There is nothing at “{1}” (status {2}). Correct the address in the cell.
    “{1}”处没有文件（状态 {2}）。请更正单元格中的网址。
    The server does not give “{1}” to everybody (status {2}): it needs a login, or the link has run out. Write an address that opens without a login, or drop the file together with the table.
    服务器不公开提供“{1}”（状态 {2}）：需要登录，或链接已过期。请填写不用登录就能打开的网址，或把文件和表格一起放入。
    The server does not give “{1}” (status {2}). Open the address in a browser, and correct it.
    服务器不提供“{1}”（状态 {2}）。请在浏览器中打开这个网址核对，并更正。
    The server could not give “{1}” at present (status {2}).
    服务器暂时无法提供“{1}”（状态 {2}）。
    What “{1}” leads to is larger than {2} MiB. Take a smaller file.
    “{1}”指向的文件超过 {2} MiB。请换用较小的文件。
    “{1}” was not fetched. {2}
    没有下载“{1}”。{2}
    “{1}” could not be fetched. {2}
    无法下载“{1}”。{2}
    The file at “{1}” is empty (0 bytes). Correct the address in the cell.
    “{1}”处的文件是空的（0 字节）。请更正单元格中的网址。
    The file at “{1}” came without its end.
    “{1}”处的文件不完整，缺少结尾。
    “{1}” leads to {2}, not to a picture. Write the address of the picture itself: in a browser, right-click the picture and copy its address.
    “{1}”指向的是{2}，不是图片。请填写图片本身的网址：在浏览器中右键点击图片，复制图片地址。
    “{1}” leads to a web page, not to a file: perhaps to one that asks for a login. Write the address of the file itself.
    “{1}”指向的是网页，不是文件，可能是登录页面。请填写文件本身的网址。
    The picture at “{1}” cannot be used. {2}
    “{1}”处的图片无法使用。{2}
    The file from “{1}” cannot be read again.
    从“{1}”下载的文件无法再次读取。
    The picture at “{1}” is too large to be opened.
    “{1}”处的图片太大，无法打开。
    The picture at “{1}” could not be looked at.
    无法查看“{1}”处的图片。
    What was fetched for the column '{1}' could not be written down. The row is run again later.
    为“{1}”列下载的文件没能记录下来。这一行稍后会重新运行。
    This process fetches nothing from the web.
    本程序不从网上下载文件。
    {1}: The row's time ended while it was fetched.
    {1}：下载时这一行的时间已用完。
    """#
}
