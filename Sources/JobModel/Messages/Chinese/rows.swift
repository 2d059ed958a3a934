extension MessageCatalogue {
  /// Rows: their steps, the programs and pictures in them, and why they wait.
  static let rows = #"""
    {1}.
    {1}。
    {1}: {2}
    {1}：{2}
    {1} ms
    {1} 毫秒
    {1} s
    {1} 秒
    {1} min
    {1} 分钟
    {1} h
    {1} 小时
    The row was cancelled.
    这一行已取消。
    This server cannot run steps of the kind '{1}'.
    这个服务器不能运行“{1}”类型的步骤。请管理员检查流程。
    The step '{1}' took longer than {2} and was stopped.
    步骤“{1}”超过 {2}仍未完成，已被停止。
    The result of the step '{1}' could not be written down. The row is run again later.
    步骤“{1}”的结果没能记录下来。这一行稍后会重新运行。
    The working folder of the step '{1}' could not be made. The row is run again later.
    无法建立步骤“{1}”的工作文件夹。这一行稍后会重新运行。
    The working folder of the step '{1}' cannot be read.
    无法读取步骤“{1}”的工作文件夹。
    The output '{1}' of the step '{2}' is {3} MB long; 1 MB can be kept. Let the step write it to a file instead.
    步骤“{2}”的输出“{1}”有 {3} MB，最多只能保留 1 MB。请让步骤把它写入文件。
    The output '{1}' of the step '{2}' was too long for a cell and was cut.
    步骤“{2}”的输出“{1}”超过了单元格的长度，已被截短。
    This row was cut off {1} times because the program stopped while working on it. It may be the row that makes it stop. Check its values and files, then retry it.
    程序在处理这一行时停止了 {1} 次，也许正是这一行造成的。请检查这一行的内容和文件，然后重试。
    Its task file is gone; run it again if you wish.
    这一行的记录文件不见了；如有需要，请重新运行。
    The task file of row {1} is gone.
    第 {1} 行的记录文件不见了。
    The task file of row {1} was damaged and moved to {2}.
    第 {1} 行的记录文件已损坏，已移到 {2}。
    The trial rows are done. The job waits for 'resume'.
    试做的行已完成。任务正在等待“继续”（resume）。
    The job's cost ceiling is reached: {1} of {2} are spent.
    任务已达到费用上限：上限 {2}，已花费 {1}。
    The job's cost ceiling is reached: {1} of {2} are spent, and a row costs about {3}.
    任务已达到费用上限：上限 {2}，已花费 {1}，每行约需 {3}。
    'resume' lets it spend {1} more; 'set' gives it another ceiling.
    用“继续”（resume）可再花费 {1}，用“设置”（set）可更改上限。
    The step '{1}' could not work on {2}
    步骤“{1}”无法处理{2}
    the row
    这一行
    the picture '{1}'
    图片“{1}”
    {1}: it needs more memory than it may use.
    {1}：所需内存超过了允许的上限。
    {1}: it needs more computing time than it may use.
    {1}：所需计算时间超过了允许的上限。
    {1}: the row's values are too large.
    {1}：这一行的内容太大。
    {1}: it took too long and was stopped.
    {1}：用时太长，已被停止。
    {1}: the program crashed (signal {2}).
    {1}：程序崩溃了（信号 {2}）。
    {1}: the program gave no usable answer.
    {1}：程序没有给出可用的答复。
    {1}: the program could not be started.
    {1}：程序无法启动。
    The program '{1}' of the step '{2}' was not found. An administrator has to install it.
    找不到步骤“{2}”的程序“{1}”。请管理员安装。
    The program '{1}' of the step '{2}' may not be executed. An administrator has to make it executable.
    步骤“{2}”的程序“{1}”没有执行权限。请管理员设为可执行。
    The program '{1}' of the step '{2}'
    步骤“{2}”的程序“{1}”
    {1} cannot use this row's values.
    {1}无法使用这一行的内容。
    {1} asks to try the row again.
    {1}要求再次尝试这一行。
    {1} failed (exit status {2}).
    {1}失败（退出状态 {2}）。
    {1} was ended by a signal ({2}).
    {1}被信号 {2} 终止。
    {1} wrote more than {2} MB to its output. Let it write to a file instead.
    {1}的输出超过了 {2} MB。请让它改为写入文件。
    {1} gave an answer without a usable 'ok'.
    {1}的答复里没有可用的“ok”。
    {1} could not do this row.
    {1}无法处理这一行。
    A value for the program of the step '{1}' is {2} KB long; 128 KB are possible.
    传给步骤“{1}”的程序的一个值有 {2} KB，最多 128 KB。
    The program of the step '{1}' gave an output that cannot be read as JSON: {2}.
    步骤“{1}”的程序的输出不是有效的 JSON。
    it is not a JSON object
    它不是 JSON 对象
    The step '{1}' made {2} files for '{3}'; {4} are possible.
    步骤“{1}”为“{3}”生成了 {2} 个文件，最多 {4} 个。
    The step '{1}' gave no '{2}': {3}.
    步骤“{1}”没有给出“{2}”：{3}。
    its program left no file named '{1}'
    它的程序没有留下名为“{1}”的文件
    its program left no file for it
    它的程序没有留下相应的文件
    its program left no file {1}
    它的程序没有留下文件 {1}
    The step '{1}' named the file {2} for '{3}'. A program may only give files that lie in its own folder.
    步骤“{1}”为“{3}”指定了文件 {2}。程序只能给出自己文件夹里的文件。
    The step '{1}' gave {2} for '{3}', which is {4}. Only ordinary files are taken.
    步骤“{1}”为“{3}”给出的 {2} 是{4}。只接受普通文件。
    a link
    链接
    a folder
    文件夹
    a pipe
    管道
    no file
    其他东西，不是文件
    The step '{1}' gave {2} for '{3}', which has a second name elsewhere. Only files of the row's own are taken.
    步骤“{1}”为“{3}”给出的 {2} 在别处还有另一个名称。只接受这一行自己的文件。
    The step '{1}' gave an empty file (0 bytes) for '{2}'.
    步骤“{1}”为“{2}”给出了空文件（0 字节）。
    The row names no picture for the step '{1}'. Fill in the picture's name.
    这一行没有写明步骤“{1}”要用的图片。请填写图片的文件名。
    The row names no file for the step '{1}'. Fill in the file's name.
    这一行没有写明步骤“{1}”要用的文件。请填写文件名。
    The row's values do not fit the step '{1}': {2}
    这一行的内容不适合步骤“{1}”：{2}
    The picture '{1}' could not be worked on: the picture program gave no usable answer.
    无法处理图片“{1}”：图片程序没有给出可用的答复。
    The step '{1}' has no recipe to work by.
    步骤“{1}”没有可用的配方。请管理员检查流程。
    The step '{1}' needs {2}, and the row has {3}.
    步骤“{1}”需要{2}，而这一行写的是 {3}。
    a whole number
    整数
    a number
    数字
    true or false
    true 或 false
    The row has no web address for the step '{1}'.
    这一行没有步骤“{1}”要用的网址。
    The row's value {1} cannot be part of the web address that the step '{2}' calls.
    这一行的内容 {1} 不能用在步骤“{2}”的网址里。
    {1} is not a web address that the step '{2}' can use. Web addresses begin with http:// or https://.
    {1} 不是步骤“{2}”可用的网址。网址以 http:// 或 https:// 开头。
    The row's value for the header '{1}' of the step '{2}' has a line break or another character that cannot be sent there. Take it out.
    这一行用于步骤“{2}”的请求头“{1}”的内容里有换行或其他不能发送的字符。请去掉它们。
    The request of the step '{1}' could not be prepared. The row is tried again.
    无法准备步骤“{1}”的请求。这一行会再次尝试。
    The row's file could not be written before the step '{1}'. Nothing was sent; the row is run again later.
    在步骤“{1}”之前没能写入这一行的记录。没有发送任何内容；这一行稍后会重新运行。
    The file '{1}' cannot be read.
    无法读取文件“{1}”。
    The file '{1}' for the step '{2}' cannot be read.
    无法读取步骤“{2}”要用的文件“{1}”。
    A file of the step '{1}' cannot be read again.
    无法再次读取步骤“{1}”的一个文件。
    A file of the step '{1}' could not be written. Check the free space of the disk.
    无法写入步骤“{1}”的一个文件。请检查磁盘的剩余空间。
    The file '{1}' of the step '{2}' is not there, or is larger than 8 MB.
    步骤“{2}”的文件“{1}”不存在，或超过了 8 MB。
    The file '{1}' of the step '{2}' is not JSON.
    步骤“{2}”的文件“{1}”不是 JSON。
    The file '{1}' of the step '{2}' is not a ComfyUI workflow. In ComfyUI, use Workflow > Export (API), and put that file here.
    步骤“{2}”的文件“{1}”不是 ComfyUI 工作流。请在 ComfyUI 里用“工作流 > 导出（API）”，把导出的文件放在这里。
    The file '{1}' of the step '{2}' was saved in the form for ComfyUI's own page. In ComfyUI, use Workflow > Export (API), and put that file here.
    步骤“{2}”的文件“{1}”是 ComfyUI 自己页面用的格式。请在 ComfyUI 里用“工作流 > 导出（API）”，把导出的文件放在这里。
    The node '{1}' in '{2}' has no input '{3}'.
    “{2}”里的节点“{1}”没有输入“{3}”。
    It has {1}.
    它有：{1}。
    '{1}' has {2} nodes titled '{3}'. Use the number: {4}.
    “{1}”里有 {2} 个标题为“{3}”的节点。请改用编号：{4}。
    '{1}' has no node with the number or title '{2}'.
    “{1}”里没有编号或标题为“{2}”的节点。
    is missing.
    没有填写。
    must be a list.
    必须是列表。
    must not be a list.
    不能是列表。
    must be a text.
    必须是文字。
    must be yes or no.
    必须是“是”或“否”。
    must be an object with one member, the operation's name.
    必须只含一项，即操作的名称。
    must be a whole number from 8 to 2048.
    必须是 8 到 2048 的整数。
    must be a whole number from {1} to {2}.
    必须是 {1} 到 {2} 的整数。
    must be from {1} to {2}.
    必须在 {1} 到 {2} 之间。
    must be from {1}% to {2}%.
    必须在 {1}% 到 {2}% 之间。
    must be probe, apply or thumbnail.
    必须是 probe、apply 或 thumbnail。
    each side must be from 1 to {1} pixels.
    每边必须是 1 到 {1} 像素。
    has more than {1} operations.
    操作超过了 {1} 个。
    is longer than {1} characters.
    超过了 {1} 个字。
    is not an operation. Use crop, fit, fill, pad, stretch, upscale, extend, flatten or watermark.
    不是操作。可用：crop、fit、fill、pad、stretch、upscale、extend、flatten、watermark。
    is not known here. Known are: {1}.
    在这里不认识。可用：{1}。
    “{1}” is not a number.
    “{1}”不是数字。
    “{1}” is not a colour. Use a name such as white, #rrggbb, or transparent.
    “{1}”不是颜色。请写颜色名（白色、white）、#rrggbb 或 transparent（透明）。
    “{1}” is not a place in a picture. Use one of: {2}.
    “{1}”不是图片中的位置。可用：{2}。
    “{1}” is not a format that can be written. Use jpeg, png, webp, tiff or avif.
    不能写成“{1}”格式。可用：jpeg、png、webp、tiff、avif。
    “{1}” is not a size from 1 KB to 1000 MB.
    “{1}”不是 1 KB 到 1000 MB 之间的大小。
    “{1}” is not a size. Write it as 1600x1200, or 1600 for a square.
    “{1}”不是尺寸。请写成 1600x1200，正方形可写 1600。
    """#
}
