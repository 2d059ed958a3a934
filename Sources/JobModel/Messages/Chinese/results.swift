extension MessageCatalogue {
  static let results = #"""
    Status
    状态

    Row
    原行号

    Attempts
    尝试次数

    Seconds
    用时（秒）

    Cost
    费用

    Cost ({1})
    费用（{1}）

    Cost of all rows
    费用合计

    Error
    错误说明

    {1} (preview)
    {1}（预览）

    … (cut; whole text in files/{1})
    …（已截断；全文见 files/{1}）

    Results
    结果

    Summary
    汇总

    Results: {1}
    结果：{1}

    The job is not finished: these are the results so far.
    任务尚未完成：以下为目前的结果。

    Workflow
    流程

    Job
    任务编号

    Submitted by
    提交人

    Submitted
    提交时间

    Started
    开始时间

    Finished
    完成时间

    Time zone
    时区

    Time from start to finish
    总用时

    Rows
    行数

    Share
    占比

    Attempts in all
    尝试总次数

    Working time of all rows
    各行用时合计

    Seconds per row (average)
    平均每行用时（秒）

    Files made
    生成文件数

    Notes
    说明

    What went wrong
    失败原因

    First rows
    涉及行（前几行）

    Other causes
    其他原因

    Rows by status
    各状态行数

    {1} columns at the right did not fit into a workbook and were left out. Your own file still has them.
    右侧有 {1} 列超出表格的列数上限，未写入结果。您的原文件中仍保留这些列。

    Only the first {1} files are linked: Excel allows no more in one sheet. The names of the others are plain.
    仅前 {1} 个文件带有链接（受 Excel 单表链接数限制），其余仅显示文件名。
    """#
}
