extension MessageCatalogue {
  /// HTTP transfers: servers that cannot be reached, are not trusted or break off, and requests that cannot be sent.
  static let transfers = #"""
    The server {1} could not be reached: its name is not known.
    无法连接服务器 {1}：找不到这个域名。
    The proxy for {1} could not be reached: its name is not known.
    无法连接 {1} 的代理服务器：找不到它的域名。
    The server {1} could not be reached: it takes no connections.
    无法连接服务器 {1}：它不接受连接。
    The server {1} could not be reached: it did not answer within {2}.
    无法连接服务器 {1}：它在 {2}内没有回应。
    The server {1} had not answered in full after {2}.
    服务器 {1} 在 {2}内没有答复完。
    The server {1} was silent for {2}.
    服务器 {1} 有 {2}没有任何回应。
    The server {1} ended the connection before its answer was complete.
    服务器 {1} 还没有答复完就断开了连接。
    The server {1} answered too much.
    服务器 {1} 的答复太大。
    The server {1} answered with headers of more than {2} KiB.
    服务器 {1} 的答复头超过了 {2} KiB。
    The server {1} answered with a body of more than {2} bytes.
    服务器 {1} 的答复超过了 {2} 字节。
    The server {1} answered with an event of more than {2} bytes.
    服务器 {1} 发来的一条消息超过了 {2} 字节。
    The server {1} answered with something that is not HTTP.
    服务器 {1} 的答复不是 HTTP。
    The server {1} answered with a body whose compression is broken.
    服务器 {1} 的答复压缩有误，无法解开。
    The server {1} has no Internet address.
    服务器 {1} 没有互联网地址。
    The server {1} is not among the hosts that may be called.
    服务器 {1} 不在允许访问的主机之列。
    The server {1} was not called: its address {2} is not a public one.
    没有访问服务器 {1}：它的地址 {2} 不是公网地址。
    The server {1} sent the request on to another. {2}
    服务器 {1} 把请求转到了别处。{2}
    The server {1} was the last of too many that sent it on.
    请求被转发的次数太多，最后一个服务器是 {1}。
    The server {1} was not trusted: {2}.
    服务器 {1} 不可信任：{2}。
    its certificate comes from an authority that is not trusted
    它的证书不是由可信任的机构签发的
    its certificate has expired
    它的证书已过期
    its certificate is for another address
    它的证书属于另一个地址
    its certificate is for another name
    它的证书属于另一个域名
    its certificate is not valid
    它的证书无效
    its certificate is not valid yet
    它的证书尚未生效
    its certificate is signed by itself and by nobody else
    它的证书是自己签发的
    its certificate was revoked
    它的证书已被吊销
    no encrypted connection came about
    无法建立加密连接
    the certificates of trusted authorities cannot be read
    无法读取受信任机构的证书
    {1} second
    {1} 秒
    {1} seconds
    {1} 秒
    The request to {1} ended with the program.
    程序停止，发往 {1} 的请求也随之结束。
    The request to {1} failed: this machine has no room for it.
    发往 {1} 的请求失败：本机资源不足。
    The request to {1} was cancelled.
    发往 {1} 的请求已取消。
    The answer of {1} could not be written to its file: {2}.
    无法把 {1} 的答复写入文件。
    The file {1} could not be read to be sent: {2}.
    无法读取要发送的文件“{1}”。
    A file became shorter while it was sent.
    文件在发送途中变短了。
    A file could not be read while it was sent: {1}.
    文件在发送途中无法读取。
    This process makes no requests.
    这个程序不发送请求。
    This process knows no services.
    这个程序没有配置任何服务。
    The address cannot be called: {1}.
    无法访问这个网址：{1}。
    The address cannot be called: it is not written rightly.
    无法访问这个网址：写法不正确。
    an address of {1} bytes is too long; at most {2} are sent
    网址有 {1} 字节，太长了，最多 {2} 字节
    it has a space, a line break or another control character in it
    其中有空格、换行或其他控制字符
    it has a zero byte in it
    其中有空字节
    it has no host
    其中没有主机名
    it has no host, or one whose name cannot be
    其中没有主机名，或主机名不正确
    it is not written rightly
    写法不正确
    it is too long
    网址太长
    it must not hold a user's name or password
    网址里不能写用户名或密码
    it cannot be read
    无法识别
    it does not begin with http:// or https://
    网址没有以 http:// 或 https:// 开头
    its IPv6 address is not written rightly
    IPv6 地址的写法不正确
    its host's name cannot be
    主机名不正确
    its port is not one of 1 to 65535
    端口不在 1 到 65535 之间
    no memory is left
    内存不足
    only http and https addresses can be called
    只能访问 http 和 https 网址
    The request cannot be sent: {1}.
    无法发送请求：{1}。
    The request cannot be sent: libcurl does not take it.
    无法发送请求：libcurl 不接受它。
    it has a header whose name is not a word
    有一个请求头的名称不正确
    its method is not a word
    请求方法不正确
    the header {1} is set from its body
    请求头 {1} 由程序自动填写，不能另行指定
    the name or the type of a part holds a control character
    某个部分的名称或类型里有控制字符
    the value of its header {1} holds a line break or another control character
    请求头 {1} 的值里有换行或其他控制字符
    """#
}
