extension MessageCatalogue {
  /// What is said of results workbooks that are dropped back.
  static let dropBack = #"""
    run again
    重跑

    keep
    保留

    Run this row again?
    要重跑这一行吗？

    Choose “run again”, save this workbook, and drop it back into the drop folder. Failed and changed rows run again without it.
    如需重跑，请选择“重跑”，保存本表格后放回投放文件夹。失败的行和改过的行无需选择，会自动重跑。

    Taken over from
    沿用自

    Job {1}, row {2}
    任务 {1}，第 {2} 行

    The job {1} still works on rows of this workbook. Wait until it is finished, or cancel it; then drop its results workbook again.
    任务 {1} 仍在处理本表格中的行。请等它完成，或先取消它，再重新放入它的结果表格。

    Dropped back: taken over from the job {1}, at no further cost: {2}. Rows to run: {3}.
    结果表格已放回：{2} 行沿用任务 {1} 的结果，不再计费；将运行 {3} 行。

    Of those to run: {1}.
    将运行的行：{1}。

    failed before: {1}
    {1} 行此前失败

    changed: {1}
    {1} 行有改动

    marked to run again: {1}
    {1} 行标记为重跑

    copies of other rows: {1}
    {1} 行由其他行复制而来

    result files gone: {1}
    {1} 行的结果文件已不存在

    new: {1}
    {1} 行为新增

    Rows that run again because files of their results are gone from the earlier job: {1}.
    有 {1} 行在原任务中的结果文件已不存在，因此将重新运行。

    Rows of which it is not known what became of them, and that were not run again: {1}. Choose “run again” in their Status cells and drop the workbook back if they are to run.
    有 {1} 行结果不明，没有重新运行。如需运行，请在这些行的“状态”单元格中选择“重跑”，再把表格放回。

    Rows whose earlier results are not here any more, and that run as new rows: {1}.
    有 {1} 行的原有结果已不在此处，将作为新行运行。

    This is a results workbook, but the job that it comes from is not here any more (it was cleared, or was another server's).
    这是一份结果表格，但它所属的任务已不在此处（已被清除，或属于另一台服务器）。

    This is a results workbook, but its hidden column “rowspool key” is gone or empty, so its rows are not known again.
    这是一份结果表格，但其中隐藏的“rowspool key”列已不存在或为空，因此无法识别各行。

    All {1} rows would run as new rows and be paid again; so the job waits. 'resume' starts it, 'cancel' ends it.
    全部 {1} 行将作为新行运行并再次计费，因此任务先行等待。放入 resume 文件夹即可开始，放入 cancel 文件夹即可取消。

    Row {1} ({2}): There is no file “{3}” in the drop. Put the file and the table into one folder or ZIP, and drop that.
    第 {1} 行（{2}）：放入的内容中没有文件“{3}”。请把该文件和表格放进同一个文件夹或 ZIP，再一起放入。

    This workbook holds results of the workflow '{1}', and it was dropped into the folder of '{2}'. Drop it into the folder '{3}', or into 'incoming' itself.
    此表格是流程“{1}”的结果，却放进了“{2}”的文件夹。请放入文件夹“{3}”，或直接放入 incoming 文件夹。

    """#
}
