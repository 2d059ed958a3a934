extension MessageCatalogue {
  /// What people drop into `control/`, and what they are answered.
  static let control = #"""
    '{1}' names no job. Drop a job's ticket here, or an empty file with the job's name.
    “{1}”没有对应的任务。请放入任务票，或以任务名命名的空文件。

    '{1}' is a folder and names no job. Drop the tickets themselves here, or a job's folder under its own name.
    “{1}”是文件夹，没有对应的任务。请直接放入任务票，或放入保持原名的任务文件夹。

    The order in '{1}' is '{2}': it belongs into that folder.
    “{1}”中的命令是“{2}”，应放入同名的文件夹。

    The job's folder was put back into 'outgoing'.
    任务文件夹已放回“outgoing”。

    The job's folder stays here, because the folder 'outgoing' is not reachable now.
    任务文件夹留在这里，因为现在无法访问“outgoing”文件夹。

    This folder stays here with everything in it, because 'outgoing' has a folder of this job too. You can move it away or delete it; it gives no further order.
    该文件夹及其内容留在这里，因为“outgoing”中也有此任务的文件夹。您可以移走或删除它；它不会再次触发命令。

    The job's folder stays here with everything in it: it could not be moved back to 'outgoing' ({1}). You can move it yourself; it gives no further order.
    任务文件夹及其内容留在这里：无法移回“outgoing”（{1}）。您可以自己移动它；它不会再次触发命令。

    '{1}' could not be removed here ({2}). It gives no further order; you can delete it.
    无法从这里删除“{1}”（{2}）。它不会再次触发命令，您可以删除它。

    '{1}' is only a shortcut ({2}): next time, copy the ticket itself here. The shortcut gives no further order; you can delete it.
    “{1}”只是快捷方式（{2}），下次请直接复制任务票。该快捷方式不会再次触发命令，您可以删除它。

    '{1}' is no ticket: it holds something else ({2}), so it was left here as it is. It gives no further order; you can delete it or move it away.
    “{1}”不是任务票，里面是其他内容（{2}），因此原样留在这里。它不会再次触发命令，您可以删除或移走它。

    '{1}' was left here with everything in it; you can move it away.
    “{1}”及其内容原样留在这里，您可以移走它。

    '{1}' is empty; you can delete it.
    “{1}”是空的，您可以删除它。

    Answer to {1}, {2} {3}
    答复 {1}，{2} {3}

    The ticket does not say what is to be changed. Open it with a text editor, add a line such as 'priority: 1' (1 is first, 9 is last) or 'concurrency: 4' (rows at once), save it, and drop it here again.
    任务票没有写明要修改什么。请用文本编辑器打开，添加一行，例如“优先级：1”（1 最先，9 最后）或“并发数：4”（同时处理的行数），保存后重新放入这里。

    {1}: '{2}' is not a whole number from {3} to {4}.
    {1}：“{2}”不是 {3} 到 {4} 之间的整数。

    cost-ceiling: '{1}' is not an amount of money. Write a number such as 20.
    费用上限：“{1}”不是金额。请写数字，例如 20。

    Priority: {1}.
    优先级：{1}。

    Rows at once: {1}.
    同时处理的行数：{1}。

    The most it may cost: {1}.
    费用上限：{1}。

    '{1}' could not be replaced: somebody has it open, perhaps. The new one is '{2}'.
    无法替换“{1}”，可能有人正在打开它。新文件是“{2}”。

    PAUSE: no further row of the job starts. Rows that are running come to their end.
    暂停（pause）：任务不再开始新的行，正在处理的行会处理完。

    RESUME: a job that was paused, or that waits to be started, goes on.
    继续（resume）：已暂停或等待开始的任务继续处理。

    CANCEL: no further row of the job starts, and running ones are stopped. What is done is kept.
    取消（cancel）：任务不再开始新的行，正在处理的行会停止。已完成的结果保留。

    RETRY: the rows of the job that failed or were cancelled run again.
    重试（retry）：任务中失败或已取消的行重新处理。

    CLEAR: a finished job and all its files are removed, its folder in “outgoing” too.
    清除（clear）：删除已完成的任务及其全部文件，包括“outgoing”里的任务文件夹。

    RESULTS: the results so far are written now.
    结果（results）：立即生成目前为止的结果。

    SET: a job's priority, or how many of its rows run at once, is changed.
    设置（set）：修改任务的优先级或同时处理的行数。

    Copy the job's ticket into this folder: the file that ends in “.ticket.txt”, in the job's folder in “outgoing”. An empty file with the job's name will do, and so will the job's folder itself, which is put back.
    把任务票复制到本文件夹：即“outgoing”里任务文件夹中以“.ticket.txt”结尾的文件。也可以放入以任务名命名的空文件，或任务文件夹本身（之后会放回原处）。

    Within seconds the ticket disappears from here, and a text appears: “….done.txt”, or “….refused.txt” which says why not. These texts are removed after a day.
    几秒钟后任务票会从这里消失，并出现一个文本文件：“….done.txt”表示已执行；“….refused.txt”说明未执行的原因。这些文本一天后自动删除。

    Copy the job's ticket somewhere, open it with a text editor and add a line, such as:
    把任务票复制到别处，用文本编辑器打开，添加一行，例如：

    priority: 1
    优先级：1

    concurrency: 4
    并发数：4

    Priority 1 comes first, 9 last; concurrency is the number of rows at once. Save it and copy it into this folder.
    优先级 1 最先，9 最后；并发数是同时处理的行数。保存后复制到本文件夹。
    """#
}
