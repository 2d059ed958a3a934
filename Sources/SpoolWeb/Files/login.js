// Browsers do not send the cookie of a login along when a link in a mail is followed, so that visitor comes here although
// they are logged in: this request of our own page has the cookie.
"use strict";
(async () => {
  const response = await fetch("/api/v1/session", { credentials: "same-origin" });
  if (response.ok) location.replace(document.querySelector("input[name=back]").value);
})();
