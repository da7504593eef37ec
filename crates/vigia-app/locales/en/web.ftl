# Messages of the page. Arguments arrive as finished text; "form" is the plural form (one,
# other).

web-brand = Vigía: go to the map
web-skip = Skip to content
web-nav = Sections
web-nav-map = Map
web-nav-briefing = Area briefing
web-title-map = Alert map
web-title-alert = Alert
web-title-briefing = Area briefing
web-title-unknown = No such page
web-unknown-page = This address leads to no page
web-unknown-page-remedy = The link may be incomplete.
web-to-map = Go to the map
web-close = Close
web-cancel = Cancel
web-retry = Try again
web-loading = Loading…

## Errors

web-error-unreachable = The server does not answer
web-error-unreachable-remedy = Check the connection and try again. What you typed is still here.
web-error-server = The server could not answer
web-error-server-remedy = Try again in a moment; if it happens again, tell whoever runs the system (code { $status }).
web-error-reference = Reference of the request: { $id }

## Session

web-sign-in = Sign in
web-sign-in-busy = Checking…
web-sign-in-title = Sign in
web-sign-in-intro = Alerts of new clearings with indications of mining in the Peruvian Amazon. For authorised people only.
web-sign-in-name = User name
web-sign-in-password = Password
web-sign-in-help = No account, or password forgotten? Ask whoever runs the system in your institution.
web-sign-out = Sign out
web-session-lost = Your session has ended
web-session-lost-text = What you were doing is still on the page. Sign in and you will go on where you were.
web-session-lost-leave = Leave without saving
web-account = Account of { $name }
web-role-prosecutor = Prosecutor
web-role-analyst = Analyst
web-role-field = Field team
web-role-admin = Administration
web-language = Language
web-language-es = Español
web-language-en = English
web-theme-dark = Dark mode
web-api-docs = API documentation

## Search

web-search = Search a place, mining right, holder or coordinates
web-search-hint = Place, code, holder, UTM or degrees
