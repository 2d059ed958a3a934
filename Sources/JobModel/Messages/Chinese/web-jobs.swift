extension MessageCatalogue {
  /// The list of jobs, orders and what all requests have in common.
  static let webJobs = #"""
    The request is larger than {1} KiB.
    请求超过 {1} KiB。

    The request must carry a JSON object.
    请求须包含一个 JSON 对象。

    '{1}' must be a whole number from {2} to {3}.
    “{1}”须为 {2} 到 {3} 之间的整数。

    There is no member '{1}' here. There are: {2}.
    此处没有“{1}”这一项。可用的有：{2}。

    There is no member '{1}' here. None is needed.
    此处没有“{1}”这一项，也不需要任何内容。

    '{1}' is missing.
    缺少“{1}”。

    '{1}' must be a JSON object.
    “{1}”须为 JSON 对象。

    '{1}' must be a text.
    “{1}”须为文本。

    '{1}' must be true or false.
    “{1}”须为 true 或 false。

    '{1}' is too long.
    “{1}”过长。

    '{1}' must be one of: {2}.
    “{1}”须为以下之一：{2}。

    'after' must be the 'next' of an earlier answer of the same order.
    “after”须为同一排序方式下前一次返回的“next”。

    There is no state '{1}'. The states are: {2}.
    没有状态“{1}”。可用的状态有：{2}。

    The order could not be written down, so nothing was done. Its disk may be full; try again in a while.
    指令无法记录，因此未执行任何操作。磁盘可能已满，请稍后再试。

    'jobs' must be a list of jobs' names, at most {1}.
    “jobs”须为任务名列表，最多 {1} 个。

    You may give orders for your own jobs only.
    您只能操作自己的任务。

    'verb' must be one of: {1}.
    “verb”须为以下之一：{1}。

    'values' must be an object of new values by column.
    “values”须为按列名给出新值的对象。

    'rows' must be a list of row numbers, at most {1}.
    “rows”须为行号列表，最多 {1} 个。

    'maxCost' must be an amount of money such as 20.
    “maxCost”须为金额，例如 20。

    Name what is to be changed: 'priority', 'concurrency' or 'maxCost'.
    请指明要修改的内容：“priority”“concurrency”或“maxCost”。

    The request does not open a WebSocket of version 13.
    该请求未按版本 13 建立 WebSocket。

    The job waits to be started.
    任务等待开始。

    The trial rows are done. Look at them, then start the others.
    试运行的行已完成，请查看后再开始其余的行。

    Statistics
    统计

    Rows today
    今日行数

    Rows per minute, last hour
    最近一小时，每分钟行数

    Why rows failed
    失败原因

    Search
    搜索

    Order
    排序

    Only mine
    只看我的

    Selected jobs
    已选任务

    Select all shown
    全选当前显示

    Show more
    显示更多

    This page needs JavaScript. Without it, look at STATUS.html in the folder 'outgoing'.
    本页需要 JavaScript。若无法启用，请查看文件夹“outgoing”中的 STATUS.html。

    Pause
    暂停

    Resume
    继续

    Start
    开始

    Retry
    重试

    Clear
    清除

    Results so far
    目前的结果

    Undo
    撤销

    Select {1}
    选择 {1}

    Priority of {1}
    {1} 的优先级

    {1} from {2}
    {1}，来自 {2}

    {1} of {2} rows
    {1}/{2} 行

    Rows: {1}
    行数：{1}

    {1} ×
    {1} 次

    {1} left
    剩余 {1}

    next attempt in {1}
    {1}后重试

    next attempt now
    即将重试

    starts at {1}
    {1} 开始

    cost {1}
    费用 {1}

    {1} selected
    已选 {1} 个

    Jobs: {1}
    任务：{1}

    No job matches.
    没有符合条件的任务。

    There are no jobs yet. Start one on the first page, or copy a filled-in workbook into a drop folder.
    还没有任务。请在首页新建，或把填好的表格放入投放文件夹。

    Cancel {1}? Rows that are done are kept; the others end now.
    要取消 {1} 吗？已完成的行会保留，其余行立即结束。

    Cancel {1} jobs? Rows that are done are kept; the others end now.
    要取消 {1} 个任务吗？已完成的行会保留，其余行立即结束。

    Clear {1}? The job, its results and its source files are removed and cannot be brought back.
    要清除 {1} 吗？任务、结果和源文件都会被删除，无法恢复。

    Clear {1} jobs? They, their results and their source files are removed and cannot be brought back.
    要清除 {1} 个任务吗？任务、结果和源文件都会被删除，无法恢复。

    '{1}' does not fit any of the selected jobs now.
    所选任务目前都不能“{1}”。

    {1} has priority {2} now.
    {1} 的优先级现为 {2}。

    Jobs paused: {1}
    已暂停的任务：{1}

    Jobs that go on: {1}
    已继续的任务：{1}

    Jobs being cancelled: {1}
    正在取消的任务：{1}

    Jobs whose failed rows are being queued again: {1}
    失败行正在重新排队的任务：{1}

    Jobs being removed: {1}
    正在清除的任务：{1}

    Jobs whose results are being written: {1}
    正在写出结果的任务：{1}

    {1} failed
    失败 {1}

    pictures: {1}
    图片：{1}

    last minute {1}, most {2}, in the hour {3}
    上一分钟 {1}，最多 {2}，一小时共 {3}

    Live
    实时

    Looking every few seconds
    每隔几秒查看

    Connection lost, trying again
    连接已断开，正在重试

    Not finished
    未结束

    Newest first
    最新在前

    Oldest first
    最早在前

    By name
    按名称

    By priority
    按优先级

    By status
    按状态

    """#
}
