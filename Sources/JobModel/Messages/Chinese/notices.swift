extension MessageCatalogue {
  /// What people are told by chat and mail.
  static let notices = #"""
    Settings, notify: there is nobody called “{1}” to tell.
    设置，通知：没有名为“{1}”的通知对象，因此不会通知。
    Known are: {1}.
    可用：{1}。
    Settings, notify: no mail goes to “{1}”, as this server sends none.
    设置，通知：本服务器不发送邮件，因此不会给“{1}”发邮件。
    Settings, notify: no mail goes to “{1}”, as an address must end in {2}.
    设置，通知：不会给“{1}”发邮件，地址必须以 {2} 结尾。
    The job runs all the same.
    任务照常运行。
    The job '{1}' is completed.
    任务“{1}”已完成。

    The job '{1}' ended with failures.
    任务“{1}”已结束，有失败的行。

    The job '{1}' was cancelled.
    任务“{1}”已取消。

    The file '{1}' could not be taken.
    无法接收文件“{1}”。

    A service does not work; rows wait for it.
    有服务无法使用，相关的行正在等待。

    A service works again; rows go on.
    服务已恢复，相关的行继续处理。

    Rows: {1}. Done: {2}. Failed: {3}.
    行数：{1}，完成：{2}，失败：{3}。

    Rows whose result is unknown: {1}.
    结果不明的行：{1}。

    Cancelled rows: {1}.
    已取消的行：{1}。

    Folder: {1}
    文件夹：{1}

    The server's disk is nearly full: {1} are free, {2} must be. New files wait in 'incoming' and no row starts until there is room; results are still written. Tell the administrator.
    服务器磁盘将满：剩余 {1}，至少需要 {2}。新文件会在“incoming”中等待，暂不开始新的行，直到有空间；结果仍会生成。请告知管理员。
    """#
}
