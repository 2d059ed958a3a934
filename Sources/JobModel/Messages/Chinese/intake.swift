extension MessageCatalogue {
  static let intake = #"""
    “{1}” in “{2}”
    “{2}”中的“{1}”

    “{1}” in {2}
    {2}中的“{1}”

    {1} is a link to another place, and links are not followed. Copy the file itself here.
    {1}是指向别处的链接，不会打开。请把文件本身复制到这里。

    {1} is neither a file nor a folder, so there is nothing in it to read. Delete it here.
    {1}既不是文件也不是文件夹，没有可读取的内容。请从这里删除。

    {1} is a folder. Only files are taken here: move it away.
    {1}是文件夹。这里只接收文件：请把它移走。

    {1} has just arrived. It is taken when it has been still for a moment.
    {1}刚刚放入，稍等片刻没有变化后就会接收。

    {1} is still being copied. It is taken when the copy has ended.
    {1}还在复制，复制完成后就会接收。

    {1} is empty (0 bytes). If the copy is not still going on, copy it here again, or delete it.
    {1}是空文件（0 字节）。如果不是还在复制，请重新复制到这里，或删除它。

    A program still has {1} open for writing. It is taken when that program closes it.
    还有程序正在写入{1}，该程序关闭文件后就会接收。

    {1} is not complete yet: {2}. {3}
    {1}还不完整：{2}。{3}

    its contents have not arrived
    内容还没有到达

    the end of the file is missing
    缺少文件结尾

    the end of the picture is missing
    缺少图片结尾

    If the copy is not still going on, copy it here again.
    如果不是还在复制，请重新复制到这里。

    {1} does not end with a whole line, so more may be coming. It is taken when it has been still longer.
    {1}的最后一行不完整，可能还有内容；再等一段时间没有变化后就会接收。

    {1} cannot be read yet: {2}. It is tried again by itself.
    {1}暂时无法读取：{2}。稍后会自动重试。

    {1} cannot be taken: rowspool has no right to move it out of this folder. It stays here and is tried again; ask the administrator to give rowspool that right.
    {1}无法处理：rowspool 没有权限把它移出这个文件夹。它会留在这里，并会自动再试；请联系管理员为 rowspool 授予该权限。

    {1} cannot be taken yet: {2}. It stays here and is tried again by itself.
    {1}暂时无法处理：{2}。它会留在这里，稍后会自动再试。

    {1} is ready. It waits a moment for other pictures that may belong to it.
    {1}已就绪，正在稍等同一批的其他图片。

    {1} has {2} open in {3}. It is taken when it is closed there. If nobody has it open, delete the hidden file “{4}” beside it.
    {1} 正在用 {3} 打开{2}，关闭后就会接收。如果没有人打开它，请删除旁边的隐藏文件“{4}”。

    Somebody
    有人

    rowspool has no right to read it
    rowspool 没有读取权限

    another program is using it
    其他程序正在使用

    too many files are open on this machine
    本机打开的文件太多

    its folders are nested too deep
    文件夹层数太多

    The folder {1} is not reachable now: {2}. Nothing is lost; work goes on by itself when it is back.
    文件夹 {1} 现在无法访问：{2}。不会丢失任何内容，恢复后会自动继续。

    its mark is not there
    找不到它的标记文件

    {1} belongs to another spool. Check what is mounted there; until then nothing is taken from it.
    {1} 属于另一个 spool。请检查那里挂载的内容；在此之前不会从中接收文件。

    The drop folder {1} cannot be listed: {2}. It is tried again by itself.
    放入文件夹 {1} 无法列出：{2}。稍后会自动重试。

    The system's limit of watched folders is reached, so new files are noticed a few seconds later. An administrator can raise fs.inotify.max_user_watches.
    系统可监视的文件夹数已达上限，新文件会晚几秒才被发现。管理员可以调高 fs.inotify.max_user_watches。

    The system gives no file events ({1}), so new files are noticed a few seconds later. An administrator can raise fs.inotify.max_user_instances.
    系统不提供文件事件（{1}），新文件会晚几秒才被发现。管理员可以调高 fs.inotify.max_user_instances。

    The intake cannot start: {1}.
    无法开始接收文件：{1}。

    The file needs more memory to read than one file may use (512 MB). Split it into smaller files.
    读取该文件需要的内存超过单个文件的上限（512 MB）。请拆分成较小的文件。

    The file takes too long to read. Save it again with your spreadsheet program, or split it into smaller files.
    读取该文件的时间太长。请用表格软件重新保存，或拆分成较小的文件。

    The file could not be read: it is damaged in a way that stopped the reading program. Save it again with your spreadsheet program and drop the new file.
    文件无法读取：文件损坏，使读取程序中止。请用表格软件重新保存，再放入新的文件。

    This drop holds the same as the job {1}, which was dropped just before. It was not run a second time. To run it again, put 'rerun' or '重跑' into its name.
    此次放入的内容与刚才的任务 {1} 相同，没有再次运行。如需重新运行，请在文件名中加入“重跑”或“rerun”。

    The workflow of this drop folder cannot be used; tell its administrator. {1}
    这个放入文件夹的流程无法使用，请告诉管理员。{1}

    The drop could not be read: {1}
    放入的内容无法读取：{1}

    The drop could not be taken.
    放入的内容无法接收。

    This workbook is a template of the workflow '{1}', and it was dropped into the folder of '{2}'. Drop it into the folder '{3}', or use the template of '{4}'.
    此表格是流程“{1}”的模板，却放入了“{2}”的文件夹。请放入文件夹“{3}”，或使用“{4}”的模板。

    It is not said which workflow this drop is for. Drop it into one of these folders: {1}.
    没有说明由哪个流程处理。请放入以下文件夹之一：{1}。

    There is no workflow '{1}'. There are: {2}.
    没有流程“{1}”。现有：{2}。

    The workflow '{1}' has no preset '{2}'.
    流程“{1}”没有预设“{2}”。

    It has none.
    该流程没有预设。

    It has: {1}.
    现有：{1}。

    none yet (the administrator adds workflows)
    暂无（由管理员添加流程）

    Settings, {1}: '{2}' is not a whole number from {3} to {4}.
    设置，{1}：“{2}”不是 {3} 到 {4} 之间的整数。

    Settings, cost-ceiling: '{1}' is not an amount of money. Write a number such as 20.
    设置，费用上限：“{1}”不是金额。请填写数字，例如 20。

    Settings, start-at: '{1}' is not a time. Write it as 2026-11-21 18:30, 'now', or 'ask'.
    设置，开始时间：“{1}”不是时间。请写成 2026-11-21 18:30、“立即”或“询问”。

    Settings, bad-rows: '{1}' is not known. Write 'skip' or 'reject'.
    设置，坏行：不认识“{1}”。请填写“跳过”或“拒绝”。

    Settings: '{1}' is neither a setting nor a column of the workflow.
    设置：“{1}”既不是设置项，也不是该流程的列。

    Sheets that were not read: {1}.
    没有读取的工作表：{1}。

    Row {1} is the template's example row and was left out.
    第 {1} 行是模板的示例行，已跳过。

    Pictures that no row names were added below the table: {1} and {2} more.
    没有行提到的图片已加在表格下方：{1}等，另有 {2} 张。

    Pictures that no row names were added below the table: {1}.
    没有行提到的图片已加在表格下方：{1}。

    The workflow '{1}' takes no pictures. Drop an Excel workbook or a CSV file with the columns: {2}.
    流程“{1}”不接收图片。请放入包含以下列的 Excel 表格或 CSV 文件：{2}。

    There is no workbook, CSV file or picture in “{1}”. Drop an .xlsx or .csv file, or pictures.
    “{1}”中没有表格、CSV 文件或图片。请放入 .xlsx 或 .csv 文件，或图片。

    The drop has {1} rows, and the workflow '{2}' takes at most {3} at once: {4} too many. Split it into several drops.
    放入的内容有 {1} 行，流程“{2}”一次最多接收 {3} 行，多出 {4} 行。请分几次放入。

    There are no rows below the header in “{1}”. Fill in at least one.
    “{1}”的表头下面没有数据行。请至少填写一行。

    Its only row cannot be used.
    唯一的一行无法使用。

    Not one of the {1} rows can be used.
    全部 {1} 行都无法使用。

    {1} of the {2} rows cannot be used, and this job takes only drops without bad rows.
    共 {2} 行，其中 {1} 行无法使用；此任务只接收没有坏行的内容。

    Put the file and the table into one folder or ZIP, and drop that.
    请把文件和表格放在同一个文件夹或 ZIP 中，再放入。

    The file “{1}” could not be taken out of the ZIP.
    无法从 ZIP 中取出文件“{1}”。

    The file “{1}” cannot be read.
    文件“{1}”无法读取。

    “{1}” cannot be read. Write one 'key: value' to a line.
    “{1}”无法读取。请每行写一个“key: value”。

    “{1}” holds no settings. Write one 'key: value' to a line.
    “{1}”中没有设置。请每行写一个“key: value”。

    “{1}” has no visible sheet with a table. Show the sheet, or add one.
    “{1}”中没有可见的、带数据的工作表。请取消隐藏，或添加一个。
    """#
}
