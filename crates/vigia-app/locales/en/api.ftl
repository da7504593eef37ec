# What the server answers when something cannot be done: "api-<code>" is the title;
# "api-<code>-detail", what the person can do.

api-bad-parameter = A value cannot be used
api-bad-parameter-detail = Check the value named here and ask again.
api-bad-parameter-field = "{ $field }": { $reason }
api-bad-body = What was sent cannot be understood
api-bad-body-detail = The content must be JSON with the members that the documentation names: { $reason }
api-not-signed-in = You need to sign in
api-not-signed-in-detail = Your session does not exist or has ended. Sign in and repeat what you were doing.
api-bad-credentials = The user name or the password is not right
api-bad-credentials-detail = Check both. If you forgot your password, ask the person who runs the system for a new one.
api-not-allowed = Your account cannot do this
api-not-allowed-detail = If your work needs it, ask the person who runs the system.
api-csrf = The request did not come from this page
api-csrf-detail = Load the page again and retry. Nothing was changed.
api-wrong-host = This is not the address of the server
api-wrong-host-detail = Open the address that the server printed when it started.
api-not-found = There is no such thing
api-not-found-detail = Nothing has that name, or it is gone. Go back to the list and look for it again.
api-method-not-allowed = This address does not take that operation
api-method-not-allowed-detail = See the documentation at /api/docs.
api-too-large = What was sent is too large
api-too-large-detail = The limit is { $limit } bytes.
api-unusable-file = The file cannot be used
api-unusable-file-detail = { $title } ({ $file }: { $reason }). { $remedy }
api-too-many-attempts = Too many attempts
api-too-many-attempts-detail = Wait { $seconds } seconds and try again.
api-too-many-streams = Too many pages are open with your account
api-too-many-streams-detail = Close those that you do not use. This one goes on without immediate notices.
api-timeout = The answer took too long
api-timeout-detail = Try again. If it happens again, ask for a smaller area.
api-busy = The server is busy
api-busy-detail = Try again in a few seconds.
api-internal = Something failed in the server
api-internal-detail = It is not your fault. If it happens again, give the person who runs the system this number: { $instance }

value-not-a-number = is not a valid number
value-out-of-range = must lie between { $min } and { $max }
value-unknown = "{ $value }" is not known; it can be: { $choices }
value-not-understood = cannot be understood ({ $reason })
parameter-unknown = is not a parameter of this request; it can be: { $known }
parameter-none = is not a parameter of this request, which takes none

username-form = must have 2 to 64 letters, digits or . - _ @, without spaces
username-taken = there is already an account "{ $username }"
password-length = must have between { $min } and { $max } characters
password-holds-name = must not contain the user name
value-same-holder = A holder is not compared with itself ({ $value }).
