import JobModel

extension WebWords {
  /// Of the pages where people log in and out.
  static let access: [String: Message] = [
    "accessToken": "Access token", "logIn": "Log in", "logOut": "Log out",
    "tokenHint": "Your administrator gives you one. It is asked for again after a week.",
    "save": "Save",
    "nameHint": "Jobs that you submit here get this name. It stays in this browser.",
    "byProxy": "Your organization's login page let you in; you log out there.",
  ]
}
