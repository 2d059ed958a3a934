extension MessageCatalogue {
  static let status = #"""
    {1} h {2} min
    {1} 小时 {2} 分钟

    {1} days
    {1} 天

    {1} rows/s
    {1} 行/秒

    {1} rows/min
    {1} 行/分钟

    Time left
    剩余时间

    Since
    开始时间

    File
    文件

    Reason
    原因

    Last written
    最后更新

    Updated {1} ago
    {1}前更新

    Just updated
    刚刚更新

    This page has not been written since {1}. Either the server is not running, or this folder is out of its reach. Nothing is lost: the work goes on, and so does this page, when it is back.
    自 {1} 起，本页没有再更新。可能是服务器没有运行，或暂时连不上此文件夹。数据不会丢失；恢复后，任务和本页会自动继续。

    The server was stopped. What is not finished goes on when it is started again.
    服务器已停止运行。未完成的任务会在服务器重新启动后继续。

    Pictures
    图片

    Show only
    筛选

    Search in rows and pictures
    在行和图片中查找

    All
    全部

    Rows concerned
    涉及行数

    Cells to correct
    需要更正的单元格

    Rows with problems
    有问题的行

    The first rows
    前几行

    Content
    内容

    Message
    说明

    Next attempt
    下次重试

    Details
    任务信息

    What happened
    经过

    Pause, resume, cancel, retry
    暂停、继续、取消、重试

    Speed
    速度

    Further attempts
    重试次数

    Waiting for another attempt
    等待重试

    Previous picture
    上一张

    Next picture
    下一张

    Close
    关闭

    Original
    原图

    Result
    结果

    Nothing here matches.
    没有符合条件的内容。

    no further row starts; running rows come to their end
    不再开始新的行；正在处理的行会处理完

    the job goes on; also starts one that waits for its time
    任务继续；也可让等待开始的任务立即开始

    the job ends now; what is done is kept
    任务立即结束；已完成的结果会保留

    failed and cancelled rows run again
    重新处理失败和已取消的行

    the results so far are written into this folder
    把目前的结果写入本文件夹

    removes a finished job with all its files
    清除已结束的任务及其全部文件

    Jobs
    任务

    There are no jobs yet. Copy a filled-in workbook into a folder of 'incoming'.
    还没有任务。请把填好的表格放入 incoming 中的文件夹。

    Waiting in 'incoming'
    incoming 中等待的文件

    Given back in 'rejected'
    已退回到 rejected 的文件

    Services on hold
    暂停使用的服务

    Correct the file and copy it into 'incoming' again.
    请更正文件后，重新放入 incoming。

    {1} more failed rows are not listed by cause here.
    另有 {1} 个失败的行未在此按原因列出。

    {1} more problems are not shown here.
    另有 {1} 个问题未在此显示。

    {1} more rows with problems are not shown here; the results workbook has them all.
    另有 {1} 个有问题的行未在此显示；结果表格中列有全部。

    {1} more rows are not shown here; the results workbook has them all.
    另有 {1} 行未在此显示；结果表格中列有全部。

    {1} more pictures are not shown here; they lie in 'files'.
    另有 {1} 张图片未在此显示，请在 files 文件夹中查看。

    {1} older jobs are not shown here; each has its folder beside this page.
    另有 {1} 个较早的任务未在此显示；它们的文件夹与本页在同一位置。

    {1} more files are waiting.
    另有 {1} 个文件在等待。

    {1} older ones lie in the folder 'rejected'.
    另有 {1} 个较早退回的文件在 rejected 文件夹中。

    Copy the file {1} from this folder into one of these folders beside 'outgoing'. It acts within seconds, and an answer appears beside it.
    请把本文件夹中的 {1} 复制到与 outgoing 同级的以下文件夹之一。几秒内即可生效，答复会出现在它旁边。

    Copy this file into one of these folders beside 'outgoing', and the job obeys within seconds:
    请把本文件复制到与 outgoing 同级的以下文件夹之一，几秒内即可生效：

    control/pause: no further row starts; running rows come to their end.
    control/pause：暂停。不再开始新的行；正在处理的行会处理完。

    control/resume: the job goes on; also starts one that waits for its time.
    control/resume：继续。也可让等待开始的任务立即开始。

    control/cancel: the job ends now; what is done is kept.
    control/cancel：取消。任务立即结束；已完成的结果会保留。

    control/retry: failed and cancelled rows run again.
    control/retry：重试。重新处理失败和已取消的行。

    control/results: the results so far are written into this folder.
    control/results：把目前的结果写入本文件夹。

    control/clear: removes a finished job with all its files.
    control/clear：清除已结束的任务及其全部文件。

    An answer appears beside the copy. How the job stands is in STATUS.html.
    答复会出现在复制的文件旁边。任务的进展见 STATUS.html。

    A person cancelled the job.
    有人取消了此任务。

    A person paused the job. It goes on when its ticket is copied into control/resume.
    有人暂停了此任务。把任务票复制到 control/resume 即可继续。

    The job waits to be started: copy its ticket into control/resume.
    任务等待开始：请把任务票复制到 control/resume。

    The trial rows are done. Look at them; the others run when the ticket is copied into control/resume.
    试跑的行已完成，请查看结果；把任务票复制到 control/resume 后，其余的行才会处理。

    The job starts at {1}.
    任务将于 {1} 开始。

    All jobs are paused at present.
    目前所有任务都已暂停。

    The disk of the server is full. Rows start again when there is room.
    服务器的磁盘已满。有空间后会继续处理。

    All results, as a ZIP
    全部结果（ZIP）

    The results so far, as a ZIP
    目前的结果（ZIP）

    Results workbook
    结果表格

    Your table, with its bad cells marked
    您的表格（已标注有问题的单元格）

    Results workbook, so far
    结果表格（目前）

    {1} (from {2})
    {1}（来自 {2}）

    Starts at
    开始时间

    Rows that cannot run as they are
    不能直接处理的行

    Sheet
    工作表

    Header row
    表头所在行

    Text encoding
    文字编码

    Columns
    列

    Priority
    优先级

    {1} (1 is first, 9 last)
    {1}（1 最先，9 最后）

    Rows at once
    同时处理的行数

    Attempts after the first
    失败后重试次数

    Trial rows
    试跑行数

    Cost ceiling
    费用上限

    Cost so far
    目前费用

    Estimated time
    预计用时

    about {1}
    约 {1}

    Estimated cost
    预计费用

    The first row was started.
    开始处理第一行。

    The task file of row {1} was lost.
    第 {1} 行的任务文件已丢失。

    The job waits. {1}
    任务等待中。{1}

    The job waits.
    任务等待中。

    The job goes on. {1}
    任务继续。{1}

    Waiting rows are given up. {1}
    等待中的行已放弃。{1}

    Waiting rows are given up.
    等待中的行已放弃。

    Paused by {1}.
    {1} 暂停了任务。

    Resumed by {1}.
    {1} 让任务继续。

    Cancelled by {1}.
    {1} 取消了任务。

    {1} had failed rows run again.
    {1} 让失败的行重试。

    Settings changed by {1}.
    {1} 更改了设置。

    {1} asked for the results so far.
    {1} 要求写出目前的结果。

    Row {1}: {2}
    第 {1} 行：{2}

    Row {1}: {2} Next attempt: {3}.
    第 {1} 行：{2}下次重试：{3}。

    The job has ended: {1}.
    任务已结束：{1}。

    The job has ended.
    任务已结束。

    All jobs are paused: no row starts until an administrator resumes them.
    所有任务都已暂停：在管理员恢复之前，不会开始新的行。

    The disk of the server is almost full. Please tell your administrator.
    服务器的磁盘快满了，请告知管理员。
    """#
}
