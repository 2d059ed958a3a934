extension MessageCatalogue {
  static let orders = #"""
    The job is still being read. Try again when its rows are queued.
    任务还在读取中。请在各行排队后再试。

    The drop was rejected, so there is no job. Correct the file and drop it again.
    放入的内容已被退回，没有生成任务。请修改文件后重新放入。

    The job is being cleared away.
    任务正在清除。

    The job is paused already.
    任务已经暂停。

    The job is not paused.
    任务没有暂停。

    The job is not finished. Cancel it first, then clear it.
    任务尚未完成。请先取消，再清除。

    The job is being cancelled already.
    任务已在取消中。

    The job is being cancelled. Try again when that is done.
    任务正在取消。请在取消完成后再试。

    All rows of the job have ended; its results are being written.
    任务的所有行都已结束，正在生成结果。

    The job's results are being written. Clear it when they are there.
    正在生成任务的结果。请在结果生成后再清除。

    The job is cancelled already.
    任务已经取消。

    The job is finished.
    任务已完成。

    There is no job {1}.
    没有任务 {1}。

    This order was done already.
    此命令已执行过。

    The results are being written again.
    正在重新生成结果。

    The job and its files are being removed.
    正在清除任务及其文件。

    The failed and cancelled rows are being queued again. Rows whose result is unknown are left as they are, unless the order names them ('rowspool retry' with --row or --unknown).
    失败和已取消的行正在重新排队。结果不明的行保持不变，除非命令中指明（rowspool retry 加 --row 或 --unknown）。

    The file '{1}' cannot be exchanged by a retry.
    重试时不能更换文件“{1}”。

    The workflow has no column '{1}'. Its columns are: {2}.
    该流程没有列“{1}”。现有的列：{2}。

    The limits for all jobs were changed.
    所有任务的上限已更改。

    No further row of any job starts until 'resume all'.
    在“resume all”之前，所有任务都不再开始新的行。

    Rows start again.
    各行重新开始运行。

    There is no job that this order is for.
    没有适用此命令的任务。

    The job is paused: no further row starts. Running rows come to their end.
    任务已暂停：不再开始新的行，正在处理的行会继续到完成。

    The job goes on.
    任务继续运行。

    The job is being cancelled.
    任务正在取消。

    The rows are being queued again.
    各行正在重新排队。

    The results so far are being written.
    正在生成目前的结果。

    The job's limits were changed.
    任务的上限已更改。


    Waiting
    等待中

    Claiming
    接收中

    Checking
    检查中

    Scheduled
    定时等待

    Paused
    已暂停

    On hold
    待继续

    Cancelling
    取消中

    Writing results
    生成结果中

    Completed
    已完成

    Completed with failures
    已完成（有失败行）

    Clearing
    清除中

    Rejected
    已退回

    Pending
    待处理

    Retrying
    重试中

    Running
    处理中

    Done
    已完成

    Done, with a warning
    已完成（有提醒）

    Failed
    失败

    Unknown
    结果不明

    Cancelled
    已取消
    """#
}
