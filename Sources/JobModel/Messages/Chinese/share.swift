extension MessageCatalogue {
  static let share = #"""
    Problems
    问题
    Table
    表格
    What is wrong in “{1}”
    “{1}”中的问题
    Correct the orange cells on the sheet with the rows, save this workbook, and copy it into the drop folder. The column “{1}”, the comments and this sheet may stay: they are not read.
    请修改数据工作表中的橙色单元格，保存本表格，再复制到投放文件夹。“{1}”列、批注和本工作表可以保留，不会被读取。
    The table is very long: this workbook holds only the rows with something wrong, with their numbers.
    原表格很长：本表格只包含有问题的行，并注明原行号。
    Place
    位置
    What is wrong
    问题
    What to do
    如何修改
    … and {1} more, all marked in the rows.
    …… 另有 {1} 处，均已在各行中标注。
    This column is missing.
    缺少此列。
    The text is longer than a cell can hold and was cut here. Correct this row in your own file instead.
    文字超过单元格的长度上限，此处已截断。请在您自己的文件中修改这一行。
    From this row on there are more rows than the workflow takes at once ({1}).
    从这一行起，行数超过了该流程一次可接收的上限（{1} 行）。
    Move them into another file.
    请把它们移到另一个文件中。
    Fill in this column. If the table has it under another name, rename that column instead.
    请填写此列。如果表格中已有此列但名称不同，请改为修改那一列的名称。
    “{1}” is not a column that is asked for.
    “{1}”不是所需的列。
    If “{1}” is meant, rename the column.
    如果是指“{1}”，请修改列名。
    The sheet “{1}” has the columns: write its name beside 'sheet' in Settings, or leave that empty.
    工作表“{1}”中有这些列：请在“设置”的“工作表”一项填写它的名称，或将该项留空。
    The rows that cannot be used are in “{1}”: correct them there, and drop that.
    无法使用的行在“{1}”中：请在其中修改，然后放入该文件。
    The other rows are run. This workbook holds only the rows that cannot be used, with their numbers; corrected and dropped, they are a job of their own.
    其他行会照常运行。本表格只包含无法使用的行，并注明原行号；修改后放入，它们会成为单独的任务。
    “{1}” beside this text holds the same table with a sheet that says this.
    旁边的“{1}”是同一个表格，其中有一个工作表说明此问题。
    Pictures in cells are not in this workbook: correct the cells in your own file, and drop that again.
    单元格中的图片不在本表格中：请在您自己的文件中修改，再重新放入。
    Its columns fit the drop folder {1}: was it meant for that?
    它的列符合投放文件夹{1}的要求：是否应放入那里？
    … and {1} more, all marked in “{2}”.
    …… 另有 {1} 处，均已在“{2}”中标注。
    … and {1} more.
    …… 另有 {1} 处。
    Nothing of it was run. “{1}” lies here as it was dropped.
    没有运行任何内容。“{1}”原样保存在这里。
    the folder “{1}”
    文件夹“{1}”
    the drop folder
    原投放文件夹
    What to do: open “{1}” beside this text. What is to be corrected is orange there, with a comment. Correct it, save it, and copy it into {2} again.
    处理方法：打开旁边的“{1}”，需要修改的地方标为橙色并带有批注。修改后保存，再次复制到{2}。
    How to fill in the columns: see “{1}” in the drop folder “{2}”.
    各列的填写方法：见投放文件夹“{2}”中的“{1}”。

    """#
}
