extension MessageCatalogue {
  /// The first page in the browser: handing files and rows in.
  static let webStart = #"""
    New job
    新任务

    There is no workflow yet. The administrator adds them.
    还没有流程，由管理员添加。

    What is to be done?
    要做什么？

    Find a workflow
    查找流程

    Many rows: a table, pictures, a folder or a ZIP
    多行：表格、图片、文件夹或 ZIP

    Choose files
    选择文件

    Choose a folder
    选择文件夹

    Or drag workbooks, CSV files, pictures, folders or ZIPs here.
    也可以把表格、CSV 文件、图片、文件夹或 ZIP 拖到这里。

    Columns (* must be filled in):
    列（带 * 的必填）：

    Template to fill in (Excel)
    下载填写模板（Excel）

    Hand in the files
    提交文件

    One row: fill it in here
    单行：在此填写

    Hand in this row
    提交此行

    Must be filled in
    必填

    One a line.
    每行一项。

    None
    无

    At once, if the check finds nothing wrong
    检查无误后立即开始

    At once, without the rows that cannot be used
    立即开始，跳过不能用的行

    When I say so
    由我确认后开始

    At a time
    在指定时间

    As usual
    默认

    (first)
    （最先）

    (last)
    （最后）

    Rows that cannot be used
    不能用的行

    Leave them out
    跳过

    Give the whole file back
    退回整个文件

    Try only so many rows first
    先试做的行数

    Handed in
    已提交

    Latest jobs
    最近的任务

    {1} files
    {1} 个文件

    Choose a file first, or drag one here.
    请先选择文件，或把文件拖到这里。

    “{1}” is larger than may be sent at once ({2}).
    “{1}”超过了一次可上传的大小（{2}）。

    Please fill this in.
    请填写此项。

    One row
    单行

    Sending: {1} %
    正在上传：{1} %

    Not sent.
    未上传。

    Is being checked…
    正在检查……

    Try again
    重试

    It could not be sent: the connection was lost.
    上传失败：连接已中断。

    {1} rows
    {1} 行

    1 row
    1 行

    {1} of them cannot be used
    其中 {1} 行不能用

    Sheet: {1}
    工作表：{1}

    header in row {1}
    表头在第 {1} 行

    Encoding: {1}
    编码：{1}

    About {1}
    约需 {1}

    Costs about {1}
    费用约 {1}

    Start without the bad rows
    跳过不能用的行并开始

    Discard
    放弃

    Discard “{1}”? Nothing of it is run.
    放弃“{1}”？其中任何一行都不会执行。

    Discarded.
    已放弃。

    Waits until you start it.
    等待您确认开始。

    Not taken
    未接收

    Nothing of it was run. Correct it and hand it in again.
    没有执行任何一行。请改正后重新提交。

    Cell
    单元格

    Open the job
    打开任务

    {1} problems
    {1} 处问题

    This was handed in already.
    此内容已经提交过。

    Show what is wrong
    查看问题

    The server's disk is nearly full: {1} must stay free. Nothing was kept of what you sent. Tell the administrator, and try again later.
    服务器磁盘将满：必须保留 {1} 可用空间。您上传的内容未被保留。请告知管理员，并稍后重试。

    That is more than may be sent at once ({1}). Split it, or copy it into the drop folder.
    超过了一次可上传的大小（{1}）。请拆分，或复制到投放文件夹。

    That is more files than may be sent at once ({1}). Send a ZIP.
    超过了一次可上传的文件数（{1}）。请打包成 ZIP 后上传。

    '{1}' is not known here. Write 'skip' or 'reject'.
    此处不认识“{1}”。请写“skip”或“reject”。

    A key has at most {1} bytes.
    键最多 {1} 字节。

    There is no field '{1}'. There are: {2}.
    没有字段“{1}”。可用的有：{2}。

    '{1}' is no time to start. Write it as 2026-11-21 18:30, 'now', 'checked' or 'ask'.
    “{1}”不是开始时间。请写成 2026-11-21 18:30，或“now”“checked”“ask”。

    '{1}' is not a whole number from {2} to {3}.
    “{1}”不是 {2} 到 {3} 之间的整数。

    '{1}' is not an amount of money. Write a number such as 20.
    “{1}”不是金额。请写数字，例如 20。

    The values must be a JSON object: columns and what is in them.
    values 必须是 JSON 对象：列名及其内容。

    'from' must name a result: {"job": …, "row": …, "file": …}.
    from 必须指明一个结果：{"job": …, "row": …, "file": …}。

    Nothing was sent: choose a file, or fill in the form.
    没有收到内容：请选择文件，或填写表单。

    A preset is a workflow's: choose the workflow too.
    预设属于某个流程：请同时选择流程。

    Values are a workflow's: choose the workflow too.
    填写的内容属于某个流程：请同时选择流程。

    The workflow '{1}' cannot be used; tell its administrator. {2}
    流程“{1}”无法使用，请告诉管理员。{2}

    The workflow '{1}' takes no picture.
    流程“{1}”不使用图片。

    The workflow '{1}' has no column '{2}'.
    流程“{1}”没有列“{2}”。

    The job {1} has no result “{2}” any more.
    任务 {1} 已没有结果文件“{2}”。

    The field '{1}' is too long.
    字段“{1}”过长。

    A file cannot be called “{1}”. Rename it.
    文件不能命名为“{1}”，请改名。

    Send a form (multipart/form-data), or a file as the body with its name in the address: ?name=table.csv.
    请提交表单（multipart/form-data），或把文件作为请求正文并在地址中写明文件名：?name=table.csv。

    What was sent is not complete or cannot be read. Send it again.
    收到的内容不完整或无法读取，请重新上传。

    There is no workflow '{1}'.
    没有流程“{1}”。

    """#
}
