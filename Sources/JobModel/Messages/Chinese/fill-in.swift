extension MessageCatalogue {
  static let fillIn = #"""
    Tasks
    任务

    Settings
    设置

    Guide
    说明

    Lists
    选项

    Example, is not run
    示例，不会运行

    Note
    备注

    Setting
    设置项

    Value
    值

    What it does
    作用

    The same for all rows: a value here stands in every row that leaves the column empty.
    所有行相同：此处的值用于该列为空的每一行。

    Column
    列

    Required
    必填

    What to enter
    填写内容

    If empty
    留空时

    yes
    是

    no
    否

    Fill in one row for each task on the sheet “{1}”. The grey row is an example and is never run.
    在工作表“{1}”中每行填写一个任务。灰色行是示例，不会运行。

    Columns with a * must be filled in. Pictures are named, and lie in the same folder as the workbook.
    带 * 的列必填。图片填写文件名，并与表格放在同一个文件夹。

    Save the workbook under another name, close it, and copy it (with its pictures, as one folder) to this folder.
    用另一个文件名保存并关闭表格，然后把它（连同图片，放在一个文件夹里）复制到本文件夹。

    The results come back in the folder outgoing.
    结果会出现在 outgoing 文件夹中。

    Text on one line
    一行文字

    Text
    文字

    A whole number
    整数

    A number
    数字

    yes or no
    是或否

    A date
    日期

    One of the list, or another
    从列表中选择，也可填写其他值

    One of the list
    从列表中选择

    One or several, with commas between them
    一个或多个，用逗号分隔

    The file name or the web address of a picture
    图片的文件名或网址

    A file name or a web address
    文件名或网址

    A web address
    网址

    from {1} to {2}
    {1} 到 {2}

    at least {1}
    不小于 {1}

    at most {1}
    不大于 {1}

    at most {1} characters
    最多 {1} 个字符

    This value cannot be used
    该值不可用

    cup.jpg
    杯子.jpg

    note.pdf
    说明.pdf

    priority
    优先级

    1 (first) to 9 (last); 5 if empty.
    1（最先）到 9（最后）；留空为 5。

    start-at
    开始时间

    Such as 2026-11-21 18:30; 'ask' waits until somebody resumes the job; empty: at once.
    如 2026-11-21 18:30；填 ask 则等待有人点“继续”；留空立即开始。

    concurrency
    并发

    Rows at the same time; empty: as many as the workflow allows.
    同时处理的行数；留空按流程设置。

    retries
    重试次数

    Further attempts at a row that fails; 3 if empty.
    失败后再试的次数；留空为 3。

    trial-rows
    试跑行数

    Only so many rows run first; the others wait until somebody resumes the job.
    先只跑这些行，其余等有人点“继续”。

    bad-rows
    坏行

    skip: rows that cannot be used are left out; reject: one of them sends the whole workbook back.
    跳过：不可用的行不处理；拒绝：有一行不可用就退回整个表格。

    skip
    跳过

    reject
    拒绝

    notify
    通知

    Whom to tell when the job ends.
    完成后通知谁。

    name
    姓名

    Your name, for the list of jobs.
    您的姓名，显示在任务列表中。

    preset
    预设

    A named set of values for all rows.
    一组命名的取值，用于所有行。
    """#
}
