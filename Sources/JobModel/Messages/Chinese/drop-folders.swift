extension MessageCatalogue {
  /// What lies in drop folders, and what is said of templates.
  static let dropFolders = #"""
    {1} ({2})
    {1}（{2}）

    1. Open “{1}”, fill in one row for each task, and save it under another name.
    1. 打开“{1}”，每行填写一个任务，然后另存为新的文件名。

    2. Close it, and copy it into this folder. Files that its rows name go with it: put them and the workbook into one folder, and copy that.
    2. 关闭表格，把它复制到本文件夹。表格里提到的文件要一起放：先和表格放进同一个文件夹，再复制整个文件夹。

       Pictures may also be copied here without a workbook: each of them is a task.
       也可以不用表格，直接放入图片：每张图片是一个任务。

       In the folders below, values are set already: {1}.
       下列子文件夹已预先设好取值：{1}。

    3. Within seconds the file disappears from here, and a folder for it appears in “outgoing”. Open STATUS.html there to watch.
    3. 几秒钟后文件会从这里消失，“outgoing”里出现对应的文件夹；打开其中的 STATUS.html 查看进度。

    4. The results come into the same folder: a workbook, a ZIP, and the files.
    4. 结果也在那个文件夹里：结果表格、ZIP 和成品文件。

    What cannot be taken comes back in “rejected”, with a text that says why.
    无法受理的文件会退回到“rejected”，旁边的文本说明原因。

    “{1}” was changed. It is only a template and is never started.
    “{1}”已被改动。它只是模板，不会被处理。

    To start it, save it under another name in this folder; then delete the changed template: a new one comes by itself.
    要开始处理，请把它另存为新的文件名并放在本文件夹；然后删除改动过的模板，新模板会自动出现。

    Nothing in it was touched.
    其中的内容没有被改动。

    This workbook was made from an older template.
    此表格来自旧版模板。

    Columns that are new since then: {1}.
    此后新增的列：{1}。

    Of these must be filled in: {1}.
    其中必填：{1}。

    Columns that are not used any more: {1}. What they hold is kept.
    不再使用的列：{1}，其内容原样保留。

    Preset
    预设

    A named set of values for this row alone. It may stay empty.
    仅用于本行的一组预设取值，可留空。
    """#
}
