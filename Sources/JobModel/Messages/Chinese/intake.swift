extension MessageCatalogue {
  static let intake = #"""

    {1} cannot be taken: rowspool has no right to move it out of this folder. It stays here and is tried again; ask the administrator to give rowspool that right.
    {1}无法处理：rowspool 没有权限把它移出这个文件夹。它会留在这里，并会自动再试；请联系管理员为 rowspool 授予该权限。

    {1} cannot be taken yet: {2}. It stays here and is tried again by itself.
    {1}暂时无法处理：{2}。它会留在这里，稍后会自动再试。

    """#
}
