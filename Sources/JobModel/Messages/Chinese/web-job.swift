extension MessageCatalogue {
  /// The page of a job, with its rows, pictures, marks and log.
  static let webJob = #"""
    All jobs
    全部任务

    Parts of this page
    本页内容

    Row by row
    逐行

    All rows
    全部行

    Search in the rows
    在各行中搜索

    Mark
    标记

    Marked or not
    不论是否标记

    Marked ✓
    已标 ✓

    Marked ✗
    已标 ✗

    Not marked
    未标记

    Run those marked ✗ again
    重新处理标 ✗ 的

    ZIP of those marked ✓
    打包下载标 ✓ 的

    ZIP of those marked ✗
    打包下载标 ✗ 的

    Marks are kept with the job. They stand in the results workbook, in a column of their own, from the next time it is written: when the job ends, or when you choose “Write the results now”.
    标记随任务保存。下次写入结果表格时（任务结束，或点“立即写入结果”），标记会列在单独的一列中。

    The drop is being read and checked. Its rows appear here when that is done.
    正在读取并检查放入的内容，完成后各行会显示在这里。

    Nothing of it has run. Correct the file and hand it in again.
    其中没有任何一行被处理。请改正文件后重新提交。

    Larger
    放大

    Smaller
    缩小

    Fit to the window
    适合窗口

    Real size
    实际大小

    Compare with a slider
    滑动对比

    Good
    满意

    Not good
    不满意

    How much of the original is shown
    原图显示的比例

    Run again …
    重新处理…

    Edit …
    编辑…

    Search in what happened
    在记录中搜索

    Everything
    全部

    Troubles with rows
    行的问题

    Orders
    操作

    Run again with changes
    修改后重新处理

    Only what you change here is changed. With no change the row runs again as it is, from its first step.
    只有您在此改动的内容会改变。若不改动，该行会从第一步起原样重新处理。

    Run
    开始处理

    {1} of {2} rows are shown.
    已显示 {1} 行，共 {2} 行。

    {1} rows are shown.
    已显示 {1} 行。

    {1} % of the rows are looked through …
    已查看 {1}% 的行…

    No row matches.
    没有符合条件的行。

    No pictures match.
    没有符合条件的图片。

    What it was given
    输入内容

    What came of it
    处理结果

    For your administrator
    供管理员查看

    {1} rows are queued again.
    已重新排队 {1} 行。

    as it is
    保持不变

    needed
    必填

    A file cannot be changed here.
    文件不能在此更换。

    The results are being written. The download starts when they are there.
    正在写入结果，写好后会自动开始下载。

    Video
    视频

    Edit this picture
    编辑此图片

    Choose what to do with it. The result becomes a job of one row, which is shown beside it when it is done.
    请选择要做的处理。系统会新建一个只有一行的任务，完成后其结果会显示在旁边。

    What to do with it
    处理方式

    Without a preset
    不使用预设

    No workflow takes a picture.
    没有可处理图片的工作流程。

    Taken over from job {1}, row {2}
    取自任务 {1} 的第 {2} 行

    Nothing matches.
    没有符合条件的内容。

    Attempt {1} began
    第 {1} 次处理开始

    Sent to the service (step {1})
    已发送给服务（第 {1} 步）

    The service has begun (step {1})
    服务已开始处理（第 {1} 步）

    Step {1} is done
    第 {1} 步已完成

    Ended: {1}
    结束：{1}

    Cut off
    被中断

    Given back at a stop of the server
    服务器停止时退回

    Queued again by {1}
    由 {1} 重新排队

    Yes
    是

    No
    否

    (empty)
    （空）

    The server does not answer. What you see may be old.
    服务器没有响应，当前显示的内容可能已过时。

    Start now
    立即开始

    Run failed rows again
    重新处理失败的行

    Write the results now
    立即写入结果

    Cancel this job? Rows that are done are kept; the others end now and can be run again later.
    取消此任务？已完成的行会保留；其余的行现在结束，以后可以重新处理。

    Clear away
    清除

    Remove this job with all its files, here and in 'outgoing'? This cannot be undone.
    删除此任务及其在此处和“outgoing”中的所有文件？此操作无法撤销。

    The drop of job {1} is still being read.
    任务 {1} 的内容仍在读取中。

    There is no row '{1}'.
    没有第“{1}”行。

    The job has no row {1}.
    该任务没有第 {1} 行。

    The job has no such rows, so nothing was done.
    该任务没有这些行，因此未做任何操作。

    'mark' must be good or bad.
    “mark”必须是 good 或 bad。

    'marks' must be an object with good, bad or null for each file, at most {1} of them.
    “marks”必须是对象，每个文件对应 good、bad 或 null，最多 {1} 个。

    A mark must be good, bad or null.
    标记必须是 good、bad 或 null。

    The job has no result '{1}', so nothing was marked.
    该任务没有结果“{1}”，因此未做任何标记。

    The job has no such file, or not yet.
    该任务没有此文件，或文件尚未生成。

    The results are not there yet: they are being written now. Try again in a few seconds.
    结果尚未写好，正在写入。请过几秒再试。

    No result has this mark yet, so there is nothing to pack.
    还没有带此标记的结果，没有可打包的内容。

    Priority and limits
    优先级与上限

    Change
    更改

    Keys: ← → other picture, ↑ ↓ its edits, E edit, + − larger and smaller, 0 fit, 1 real size, C compare, G good, B not good, Esc close.
    快捷键：← → 切换图片，↑ ↓ 切换编辑结果，E 编辑，+ − 缩放，0 适合窗口，1 实际大小，C 对比，G 满意，B 不满意，Esc 关闭。

    Run these again …
    重新处理这些…

    Edits
    编辑结果

    Run 1 row again
    重新处理 1 行

    Run {1} rows again
    重新处理 {1} 行

    These are all rows of: {1}. They run again from their first step; their results are replaced.
    这些是符合以下条件的全部行：{1}。它们会从第一步起重新处理，原有结果会被替换。

    All rows of this job run again from their first step; their results are replaced.
    此任务的所有行会从第一步起重新处理，原有结果会被替换。

    {2} rows are shown by: {1}. The {3} of them that have ended run again from their first step; their results are replaced.
    符合以下条件的共有 {2} 行：{1}。其中已结束的 {3} 行会从第一步起重新处理，原有结果会被替换。

    No row that is shown has ended, so there is nothing to run again.
    显示的各行都还没有结束，没有可重新处理的行。

    No row that matches has ended, so there is nothing to run again.
    符合条件的行都还没有结束，没有可重新处理的行。

    With pictures
    有图片的行

    Change values in all of them
    修改所有这些行的内容

    Further fields
    更多内容

    The edit was started. It appears with the picture as soon as it is done.
    编辑已开始，完成后会立即显示在图片旁边。

    Edit: {1}
    编辑：{1}

    The picture it began with
    编辑前的图片

    Its own page
    打开其页面

    Being read
    正在读取

    This picture is not there any more.
    此图片已不存在。

    Begun with a picture of a job that is not there any more.
    由另一任务的图片开始，该任务已不存在。

    Begun with the picture of row {1} of “{2}”
    由“{2}”第 {1} 行的图片开始

    The preset '{1}' also changes how the steps work, and a job keeps the steps that it began with. Hand the rows in as a new job with this preset.
    预设“{1}”还会改变处理步骤，而任务始终沿用开始时的步骤。请用此预设把这些行作为新任务提交。

    'filter' must be an object with state, search, mark or media.
    “filter”必须是对象，可含 state、search、mark 或 media。

    """#
}
