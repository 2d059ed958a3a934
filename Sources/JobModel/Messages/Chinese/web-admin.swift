extension MessageCatalogue {
  /// The page for administrators.
  static let webAdmin = #"""
    Administration
    管理

    This cannot be done at this address.
    此地址不支持该操作。

    All jobs together
    所有任务合计

    Limit
    上限

    Configured
    配置值

    Services
    服务

    No job has needed a service yet.
    还没有任务用到服务。

    Workflows and presets
    流程与预设

    Storage
    存储

    Health of this machine
    本机状况

    Settings in force
    当前设置

    Set in
    来源

    Look again
    重新检查

    Name
    名称

    Title in English
    英文标题

    Title in Chinese
    中文标题

    The whole file as text
    以文本编辑整个文件

    One moment …
    请稍候……

    Folder
    文件夹

    Size
    大小

    Files
    文件数

    Empty: as configured. A change holds for all jobs at once, and after a restart too.
    留空表示使用配置值。更改立即对所有任务生效，重启后仍然有效。

    Empty fields are left to the row.
    留空的字段由各行自行填写。

    Service
    服务

    State
    状态

    Next try
    下次尝试

    Everything is paused
    已全部暂停

    Rows start as they can
    正常处理中

    Pause everything
    全部暂停

    Let everything go on
    全部继续

    No further row of any job starts until you let everything go on. Running rows end.
    在您选择“全部继续”之前，任何任务都不再开始新的行；正在处理的行会处理完。

    The limits were changed.
    上限已更改。

    Works
    正常

    Slowed down
    已放慢

    Try now
    立即尝试

    The next row tries the service '{1}'.
    下一行将尝试服务“{1}”。

    {1} wait
    {1} 行等待

    Edit
    编辑

    Remove
    删除

    Up
    上移

    Down
    下移

    Add a preset
    添加预设

    Remove the preset '{1}'? Jobs that use it keep their copies.
    删除预设“{1}”？正在使用它的任务会保留自己的副本。

    The preset '{1}' was removed.
    预设“{1}”已删除。

    The preset '{1}' was saved.
    预设“{1}”已保存。

    New preset for {1}
    为 {1} 新建预设

    Preset {1} of {2}
    {2} 的预设 {1}

    In order
    正常

    Remark
    注意

    Fault
    故障

    default
    默认值

    {1} free of {2}
    剩余 {1}，共 {2}

    room for {1} more files
    还可存放 {1} 个文件

    Finished jobs are kept until somebody clears them: {1}.
    已完成的任务会一直保留，直到有人清除：{1} 个。

    Finished jobs are cleared after {1} days. There are {2}; within a week {3} are cleared.
    已完成的任务在 {1} 天后清除。现有 {2} 个，一周内将清除 {3} 个。

    The next is due {1}.
    下一个将于 {1} 清除。

    Nothing to report.
    没有需要报告的内容。

    No row uses a service '{1}'.
    没有行使用服务“{1}”。

    '{1}' must be a whole number from {2} to {3}, or null for what is configured.
    “{1}”必须是 {2} 到 {3} 的整数，或为 null 以采用配置值。

    'presets' must be a list of names.
    “presets”必须是名称列表。

    Give either 'text', or 'titles' and 'values'.
    请提供“text”，或者“titles”和“values”。

    Somebody has changed the preset '{1}' meanwhile. Load it again and repeat your change.
    预设“{1}”已被他人修改。请重新载入后再修改。

    The preset '{1}' is named twice.
    预设“{1}”出现了两次。

    The column '{1}' is given twice.
    列“{1}”出现了两次。

    The preset cannot be written as YAML: {1}
    该预设无法写成 YAML：{1}

    Its columns are: {1}.
    现有的列：{1}。

    The workflow '{1}' has a preset '{2}' already. Remove it first.
    流程“{1}”已有预设“{2}”。请先将其移除。

    '{1}' cannot be the name of a preset: it names a folder too. Use letters and digits of any script, blanks inside, '-' and '_', {2} bytes at most.
    “{1}”不能作为预设名称，因为它同时也是文件夹名。可使用任意文字的字母和数字、中间的空格、“-”和“_”，最多 {2} 字节。

    The file {1} cannot be written.
    无法写入文件 {1}。

    The file {1} cannot be removed.
    无法移除文件 {1}。

    The folder {1} cannot be opened.
    无法打开文件夹 {1}。

    The folder {1} cannot be locked.
    无法锁定文件夹 {1}。

    The reason: {1}.
    原因：{1}。

    """#
}
