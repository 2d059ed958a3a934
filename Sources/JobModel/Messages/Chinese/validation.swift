extension MessageCatalogue {
  static let validation = #"""
    Sheet '{1}', cell {2}
    工作表“{1}”单元格 {2}

    Sheet '{1}', row {2}
    工作表“{1}”第 {2} 行

    Cell {1}
    单元格 {1}

    Row {1}
    第 {1} 行

    {1} ({2}): {3}
    {1}（{2}）：{3}

    Settings ({1}): {2}
    设置（{1}）：{2}

    The value is missing.
    没有填写。

    Fill in the cell.
    请填写此单元格。

    The cell shows the error {1}.
    单元格显示错误 {1}。

    Correct its formula, or write the value itself.
    请修正公式，或直接填写数值。

    It is a list.
    这里是一个列表。

    It is a mapping.
    这里是一组键值。

    Give one value.
    请只给一个值。

    The text has {1} characters; {2} are allowed.
    文字有 {1} 个字符，最多允许 {2} 个。

    Shorten it.
    请缩短。

    {1} may be {2} or {3}.
    {1}可能是 {2} 或 {3}。

    Write one of these.
    请写明是哪一个。

    {1} is not a whole number.
    {1}不是整数。

    Leave out the fraction.
    请去掉小数部分。

    {1} is not {2}.
    {1}不是{2}。

    Write digits only.
    请只填写数字。

    {1} is out of range.
    {1} 超出范围。

    Write a number from {1} to {2}.
    请填写 {1} 到 {2} 之间的数字。

    Write a number not less than {1}.
    请填写不小于 {1} 的数字。

    Write a number not more than {1}.
    请填写不大于 {1} 的数字。

    {1} is neither yes nor no.
    {1}既不是“是”也不是“否”。

    Write yes or no (是 or 否).
    请填写“是”或“否”（yes 或 no）。

    {1} is not a date.
    {1}不是日期。

    Write it like 2026-11-21.
    请写成 2026-11-21 这样。

    {1} is not one of: {2}.
    {1}不在可选值中：{2}。

    The list has {1} entries; {2} are allowed.
    列表有 {1} 项，最多允许 {2} 项。

    Take out {1}.
    请去掉 {1} 项。

    The text is not JSON: {1} (character {2}).
    文字不是 JSON：{1}（第 {2} 个字符）。

    Correct it, or leave the cell empty.
    请改正，或让单元格留空。

    something follows the value
    值的后面还有多余内容

    the text ends early
    内容提前结束

    nested too deeply
    嵌套太深

    a name was expected
    此处应为名称

    a colon was expected
    此处应为冒号

    a comma or } was expected
    此处应为逗号或 }

    a comma or ] was expected
    此处应为逗号或 ]

    a value was expected
    此处应为值

    a number was expected
    此处应为数字

    the text is not UTF-8
    文字不是 UTF-8 编码

    a control character stands in a text
    文字中含有控制字符

    a text does not end
    文字没有结束的引号

    an unknown escape
    不能识别的转义符

    {1} is an address of the kind '{2}:', which is not used.
    {1}是“{2}:”类型的地址，不能使用。

    Write one that begins with https:// or http://.
    请填写以 https:// 或 http:// 开头的网址。

    The web address has a user's name or a password in it ('…@').
    网址中含有用户名或密码（“…@”）。

    Take out what stands before the '@', and the '@'.
    请删除“@”及其前面的内容。

    {1} is not a web address.
    {1}不是网址。

    The preset {1} has a mistake: {2}
    预设{1}有错误：{2}

    Tell the administrator.
    请告诉管理员。

    It has none: leave the cell empty.
    该流程没有预设：请让单元格留空。

    There are: {1}.
    现有：{1}。

    The workflow has no preset {1}.
    该流程没有预设{1}。

    The row chooses the preset '{1}', which this job does not have. Drop the row again.
    该行选择的预设“{1}”不在此任务中。请重新放入该行。

    The preset '{1}' of this job cannot be used.
    此任务的预设“{1}”无法使用。
    """#
}
