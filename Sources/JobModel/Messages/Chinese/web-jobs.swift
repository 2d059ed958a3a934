extension MessageCatalogue {
  /// The list of jobs, orders and what all requests have in common.
  static let webJobs = #"""
    The request is larger than {1} KiB.
    请求超过 {1} KiB。

    The request must carry a JSON object.
    请求须包含一个 JSON 对象。

    '{1}' must be a whole number from {2} to {3}.
    “{1}”须为 {2} 到 {3} 之间的整数。

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

    """#
}
