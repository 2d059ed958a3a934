extension MessageCatalogue {
  /// Services: what they answer, and the back ends that are held.
  static let services = #"""
    It is not known whether the service '{1}' did the work for this row. Look there if you can, then retry the row or leave it.
    无法确定服务“{1}”是否已处理这一行。请尽量到那里查看，再决定重试这一行还是保持原样。
    {1} (status {2}).
    {1}（状态 {2}）。
    {1} (status {2}), so it is not known whether it did the work.
    {1}（状态 {2}），无法确定它是否已处理。
    {1}, so it is not known whether it did the work.
    {1}，无法确定它是否已处理。
    The service '{1}' has moved
    服务“{1}”已搬到别处
    An administrator has to correct its address.
    请管理员更正它的地址。
    The service '{1}' cannot use this row
    服务“{1}”无法处理这一行
    Check the row's values.
    请检查这一行的内容。
    The service '{1}' gave no result for this row
    服务“{1}”没有给出这一行的结果
    Change the row's text or picture.
    请修改这一行的文字或图片。
    The service '{1}' had a fault
    服务“{1}”出了故障
    The row is tried again.
    这一行会再次尝试。
    The service '{1}' is busy
    服务“{1}”繁忙
    The row is tried again later.
    这一行稍后会再次尝试。
    The quota or credit of the service '{1}' is used up
    服务“{1}”的额度或余额已用完
    An administrator has to see to it.
    请管理员处理。
    The service '{1}' refuses access
    服务“{1}”拒绝访问
    An administrator has to check its key.
    请管理员检查它的密钥。
    The service '{1}' gave no clear answer
    服务“{1}”没有给出明确的答复
    Look there if you can, then retry the row or leave it.
    请尽量到那里查看，再决定重试这一行还是保持原样。
    The service '{1}' did the row with a remark. Look at the result.
    服务“{1}”处理了这一行，但有提醒。请查看结果。
    The service says: {1}
    服务的说明：{1}
    The service '{1}' gave no {2} for this row.
    服务“{1}”没有给出这一行的 {2}。
    The service '{1}' gave {2} files for '{3}'; the first {4} were kept.
    服务“{1}”为“{3}”给出了 {2} 个文件，只保留了前 {4} 个。
    The service '{1}' gave a file that cannot be used: {2}.
    服务“{1}”给出的文件无法使用：{2}。
    its base64 text is broken or was cut off
    它的 base64 文字有误或不完整
    it is empty (0 bytes)
    它是空的（0 字节）
    it was cut off: its end is missing
    它不完整，缺少结尾
    it is no {1} but {2}
    它不是{1}，而是{2}
    image
    图片
    video
    视频
    audio
    音频
    document
    文档
    custom
    其他文件
    other
    其他文件
    a web page
    网页
    a text
    文字
    something unknown
    无法识别的内容
    a file of the type {1}
    类型为 {1} 的文件
    The service '{1}' did the row, but the link to its file does not work any more (status {2}). Retry the row to send it again; that may cost again.
    服务“{1}”已处理这一行，但结果文件的链接已失效（状态 {2}）。重试这一行会再次发送，可能再次收费。
    The service '{1}' does not know its work on this row any more, so it is not known whether it was done. Look there if you can. Retry the row to send it again.
    服务“{1}”已查不到这一行的处理记录，无法确定是否已完成。请尽量到那里查看。重试这一行会再次发送。
    The service '{1}' has lost its work on this row. It is sent again.
    服务“{1}”丢失了对这一行的处理。这一行会再次发送。
    The service '{1}' still works on this row after {2}. Look there if you can. Retry the row to go on waiting; it is not sent again.
    过了 {2}，服务“{1}”仍在处理这一行。请尽量到那里查看。重试这一行会继续等待，不会再次发送。
    The service '{1}' works on this row, but the workflow does not say how to ask for the result.
    服务“{1}”正在处理这一行，但流程没有说明如何查询结果。
    The answer of the service '{1}' could not be read from the disk.
    无法从磁盘读取服务“{1}”的答复。
    The answer of the service '{1}' ended before it was whole.
    服务“{1}”的答复没有完整就结束了。
    The answer of the service '{1}' was kept, but the workflow has no output '{2}' for it.
    服务“{1}”的答复已保留，但流程里没有对应的输出“{2}”。
    The row was sent to the service '{1}', but {2}. It is not sent again by itself, because it may have been done and paid for. Retry the row if it is to be sent again.
    这一行已发送给服务“{1}”，但{2}。它可能已处理并收费，因此不会自动再次发送。如需再次发送，请重试这一行。
    its result could not be fetched
    无法取回结果
    rowspool was stopped before its answer came
    在得到答复之前 rowspool 被停止了
    The row was sent to the service before, so it is not known whether the work was done. Look there if you can, then retry the row or leave it.
    这一行之前已发送给服务，无法确定是否已处理。请尽量到那里查看，再决定重试这一行还是保持原样。
    The row was cancelled while its request was with the service, and no answer came in time. It may have been done and paid for. Look there if you can, then retry the row or leave it.
    这一行在服务处理期间被取消，没有及时得到答复。它可能已处理并收费。请尽量到那里查看，再决定重试这一行还是保持原样。
    The service '{1}' does not work at present.
    服务“{1}”目前无法使用。
    The service '{1}' refuses all requests at present.
    服务“{1}”目前拒绝所有请求。
    The service '{1}' says that its money or quota is spent.
    服务“{1}”表示余额或额度已用完。
    The service '{1}' refuses the key.
    服务“{1}”不接受密钥。
    Rows that need it wait, and it costs them no attempt.
    需要它的行会等待，不占用尝试次数。
    It is tried again by itself.
    系统会自动再次尝试。
    Pay or raise its limit, then resume the job; it is also tried again by itself.
    请充值或提高额度，然后继续任务；系统也会自动再次尝试。
    Put a valid key into its key file, then resume the job; it is also tried again by itself.
    请把有效的密钥放入密钥文件，然后继续任务；系统也会自动再次尝试。
    Last answer: {1}
    最近一次答复：{1}
    The service '{1}' is on hold; the row waits until it works again.
    服务“{1}”已暂停使用；这一行会等到它恢复。
    The service '{1}' has not worked for {2}, so the row is given up. Retry the row when the service works again. Last answer: {3}
    服务“{1}”已有 {2}无法使用，因此放弃了这一行。服务恢复后请重试这一行。最近一次答复：{3}
    The service '{1}' has not worked for {2}. Rows that waited for it all that time fail now; retry them when it works again. Last answer: {3}
    服务“{1}”已有 {2}无法使用。一直等待它的行现在记为失败；服务恢复后请重试这些行。最近一次答复：{3}
    The service '{1}' works again after {2}. Rows go on.
    服务“{1}”在 {2}后恢复使用。各行继续处理。
    The key of the service '{1}'
    服务“{1}”的密钥
    {1} cannot be read from {2}: {3}.
    无法从 {2} 读取{1}。
    {1} cannot be read: rowspool has no permission for {2}.
    无法读取{1}：rowspool 没有读取 {2} 的权限。
    {1} cannot be read: {2} is not a plain file.
    无法读取{1}：{2} 不是普通文件。
    {1} is not there: rowspool was not started by a systemd unit with credentials.
    没有{1}：rowspool 不是由带有凭据的 systemd 单元启动的。
    {1} is not there: {2} is empty.
    没有{1}：{2} 是空的。
    {1} is not there: {2} is missing.
    没有{1}：找不到 {2}。
    {1} is refused: others can read {2} (its mode is {3}).
    {1}不予使用：其他用户也能读取 {2}（权限为 {3}）。
    {1} is refused: {2} belongs to another user (number {3}).
    {1}不予使用：{2} 属于另一个用户（编号 {3}）。
    {1} is refused: {2} holds more than {3} bytes.
    {1}不予使用：{2} 超过了 {3} 字节。
    {1} is refused: {2} holds spaces, control characters or more than one line.
    {1}不予使用：{2} 里有空格、控制字符或不止一行。
    the environment variable {1}
    环境变量 {1}
    the systemd credential '{1}'
    systemd 凭据“{1}”
    Run: chmod 600 {1}
    请管理员运行：chmod 600 {1}
    Run: chown {1} {2} && chmod 600 {3}
    请管理员运行：chown {1} {2} && chmod 600 {3}
    Put it there with: install -D -m 600 -o {1} /dev/stdin {2}
    请管理员用这条命令放好密钥：install -D -m 600 -o {1} /dev/stdin {2}
    Set {1} for the server and start it again.
    请管理员为服务器设置 {1} 并重新启动。
    Add LoadCredential={1}:/path/of/the/key to the unit and start it again.
    请管理员在单元里加上 LoadCredential={1}:/path/of/the/key 并重新启动。
    There is no service '{1}'.
    没有名为“{1}”的服务。
    Did you mean '{1}'?
    是否想写“{1}”？
    Describe it in {1} in the folder of the workflows.
    请管理员在流程文件夹的 {1} 里写明它。
    The services cannot be read: {1} has a mistake. Tell the administrator.
    无法读取各项服务：{1} 有错误。请告诉管理员。
    The workflow may not call {1}.
    这个流程不能访问 {1}。
    Use an address at {1}, or ask the administrator to add the host to the workflow.
    请使用 {1} 的网址，或请管理员把这个主机加入流程。
    no host at all
    （没有可用的主机）
    {1} is an address inside this network or this machine, which the workflow may not call.
    {1} 是内部网络或本机的地址，这个流程不能访问。
    Use a public web address.
    请使用公网网址。
    Dify (service '{1}'): {2}
    Dify（服务“{1}”）：{2}
    It says: {1}
    它的说明：{1}
    the app does not take this row's values.
    应用不接受这一行的内容。
    the key belongs to an app of another kind than the workflow's 'app:' says.
    密钥所属的应用类型与流程里 app: 写的不同。请管理员处理。
    the app is not published or not set up. An administrator has to publish it.
    应用尚未发布或尚未设置好。请管理员发布。
    the model's provider has no valid key. An administrator has to add it.
    模型供应商没有有效的密钥。请管理员添加。
    the app's model is not available any more.
    应用所用的模型已不可用。
    the quota of the model's provider is spent.
    模型供应商的额度已用完。
    the plan's number of calls is spent.
    套餐的调用次数已用完。
    too many runs at the same time.
    同时运行的任务太多。
    the app could not finish.
    应用没有运行完。
    this version of the app may not be run.
    不允许运行应用的这个版本。
    a file of this row is too large.
    这一行的文件太大。
    a file of this row is of a kind that is not taken.
    不接受这一行的文件类型。
    the file storage cannot be reached.
    无法连接文件存储。
    the key is refused. An administrator has to look at the service's key.
    密钥不被接受。请管理员检查服务的密钥。
    access is refused. The app's API may be switched off.
    访问被拒绝。应用的 API 可能已关闭。
    the account's money is spent.
    账户余额已用完。
    what was asked for is not there.
    找不到所请求的内容。
    too many requests.
    请求太多。
    the row's file or text is too large.
    这一行的文件或文字太大。
    the request was refused (status {1}).
    请求被拒绝（状态 {1}）。
    the service has a fault (status {1}).
    服务出了故障（状态 {1}）。
    the answer has the unexpected status {1}.
    答复的状态 {1} 不在预料之中。
    The service '{1}' has no usable 'url:'. An administrator has to look at services.yaml.
    服务“{1}”没有可用的 url:。请管理员检查 services.yaml。
    The service '{1}' gave an answer that cannot be read. The row is tried again.
    服务“{1}”的答复无法识别。这一行会再次尝试。
    The row has nothing to say to the app. Fill in the question.
    这一行没有要对应用说的内容。请填写问题。
    There was no time left to start the run. The row is tried again.
    剩余时间不足，没有开始运行。这一行会再次尝试。
    The disk did not take what is to be remembered of this row: {1}. An administrator has to look at it.
    磁盘没能记下这一行的情况：{1}。请管理员检查。
    that it was sent
    它已发送
    how it ended
    它如何结束
    The row was sent to Dify (service '{1}'), and what became of it cannot be found out. {2}: it may have been done and paid for. Retry the row if it was not.
    这一行已发送给 Dify（服务“{1}”），但无法查明结果。{2}：它可能已处理并收费。如果没有，请重试这一行。
    Look at the run {1} in Dify
    请在 Dify 里查看运行 {1}
    Look at the app's logs in Dify
    请在 Dify 里查看应用的日志
    The run in Dify (service '{1}') had not ended after {2}. It may still be working, or its end was lost. Retry the row to look again.
    Dify（服务“{1}”）里的运行过了 {2}还没有结束。它可能仍在运行，也可能已结束而没有通知到。重试这一行会再次查看。
    The run was stopped in Dify before its end
    运行在 Dify 里被中途停止
    Retry the row to run it again.
    重试这一行会再次运行。
    The run in Dify waits for a person's input. Answer it in Dify, then retry the row: its result is fetched, and nothing is run again.
    Dify 里的运行正在等待人工输入。请在 Dify 里答复，然后重试这一行：会直接取回结果，不会再次运行。
    The run in Dify failed
    Dify 里的运行失败
    A part of the app failed and the rest went on without it
    应用的一部分失败，其余部分继续完成
    Look at the result.
    请查看结果。
    The run in Dify ended well but gave no '{1}'. Look at the app's outputs in Dify, or at 'outputs:' in the workflow.
    Dify 里的运行顺利结束，但没有给出“{1}”。请管理员检查 Dify 里应用的输出，或流程里的 outputs:。
    The run gave {1} files for '{2}'; the first {3} were kept.
    运行为“{2}”给出了 {1} 个文件，只保留了前 {3} 个。
    The run in Dify is done, but the link to its file has expired and is not renewed (status {1}). Retrying the row runs it again, which may be billed again.
    Dify 里的运行已完成，但结果文件的链接已过期且无法更新（状态 {1}）。重试这一行会再次运行，可能再次收费。
    A file of the run's result could not be fetched (status {1}).
    无法取回运行结果中的一个文件（状态 {1}）。
    A file of the run's result could not be read.
    无法读取运行结果中的一个文件。
    The run in Dify gave an empty file (0 bytes) for '{1}'.
    Dify 里的运行为“{1}”给出了空文件（0 字节）。
    The file for '{1}' should be of the kind {2}, but {3} came.
    “{1}”的文件应为{2}，收到的却是 {3}。
    The picture for '{1}' came without its end.
    “{1}”的图片不完整，缺少结尾。
    A file input of the step '{1}' got a value that names no file.
    步骤“{1}”的文件输入得到的内容不是文件名。
    {1} is neither a file of this row nor a link that begins with https://.
    {1} 既不是这一行的文件，也不是以 https:// 开头的链接。
    The file {1} is of a kind that the app does not take here. It takes: {2}.
    应用在这里不接受文件 {1} 的类型。可接受：{2}。
    """#
}
