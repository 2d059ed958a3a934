extension MessageCatalogue {
  /// What all pages in the browser have.
  static let web = #"""
    Skip to the contents
    跳到正文

    Pages
    页面

    To the first page
    回到首页

    Save
    保存

    Cancel
    取消

    No, go back
    不，返回

    The server does not answer. It is tried again.
    服务器没有响应，正在重试。

    {1} of {2}
    {1} / {2}

    Not found
    未找到

    That did not work
    操作未成功

    There is nothing at this address.
    此地址没有内容。

    The request could not be understood.
    无法识别该请求。

    The server could not do this. Its log says why; please tell your administrator.
    服务器未能完成此操作，原因见其日志；请告知管理员。

    Yes: {1}
    是，{1}

    """#
}
