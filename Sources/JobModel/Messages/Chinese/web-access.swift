extension MessageCatalogue {
  /// Who may use the page, and how much of it.
  static let webAccess = #"""
    Who you are
    您是谁

    Access token
    访问令牌

    Log in
    登录

    Log out
    退出登录

    Your administrator gives you one. It is asked for again after a week.
    请向管理员索取。一周后需要重新输入。

    Your name
    您的姓名

    Jobs that you submit here get this name. It stays in this browser.
    您在此提交的任务将标注此姓名，姓名仅保存在此浏览器中。

    Your organization's login page let you in; you log out there.
    您是通过本单位的登录页面进入的，请在那里退出登录。

    administrator
    管理员

    operator
    操作员

    Please log in first.
    请先登录。

    This access token is not known here. Please check it, or ask your administrator.
    此访问令牌无效。请核对后重试，或咨询管理员。

    Too many wrong access tokens came from your address. Please wait a few minutes, then try again.
    您的地址多次输入了错误的访问令牌。请等待几分钟后再试。

    Too many requests came from you within a minute. Please wait a little.
    您在一分钟内的请求过多，请稍候。

    Too many pages are open at the server at present. This one is brought up to date less often.
    目前打开的页面过多，此页面的更新会慢一些。

    This link was valid for a limited time, which is over. Please ask for a new one.
    此链接已过有效期，请索取新的链接。

    This link is not valid: it was changed, or is for another file. Please ask for a new one.
    此链接无效：它被改动过，或者属于另一个文件。请索取新的链接。

    Only links to a job's files and results can be signed.
    只能为任务的文件和结果生成链接。

    The proxy gave no proper name for you. Please tell your administrator.
    代理服务器没有提供正确的用户名，请告知管理员。

    The request does not say for which server it is.
    请求没有说明要访问哪台服务器。

    This page is not known by the name {1}. If it is right, your administrator can add it to webHosts in rowspool.yaml.
    此页面不使用名称 {1}。如果该名称正确，管理员可以把它加入 rowspool.yaml 的 webHosts。

    This request came from another site's page, so nothing was done. Please use the pages of this server.
    此请求来自其他网站的页面，未执行任何操作。请使用本服务器的页面。

    This request came through a proxy that the server does not know. Your administrator can name it in webProxies in rowspool.yaml.
    此请求经由服务器不认识的代理。管理员可以在 rowspool.yaml 的 webProxies 中写明该代理。

    The page is out of date, so nothing was done. Please load it again, then retry.
    页面已过期，未执行任何操作。请重新加载页面后再试。

    Only administrators can do this. Please ask one of them.
    只有管理员可以执行此操作，请联系管理员。

    The address is too long.
    地址过长。

    The address contains characters that are no text.
    地址中含有无法识别的字符。

    The request is too large.
    请求内容过大。

    The server has too many connections at present. Please try again in a while.
    服务器目前的连接过多，请稍后再试。

    The request's header is too large.
    请求的头部过大。
    """#
}
