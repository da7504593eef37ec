# The map's server and people's accounts.

serve-address = Map at { $url }
serve-sign-in = Sign in with one of these accounts: { $names }.
serve-nobody = Nobody can sign in yet. Stop the server (Ctrl+C) and add a person: { $command }
serve-stop = Ctrl+C stops it.
serve-stopped = The server has stopped and let the workspace go.
serve-watching = Watching { $folder }: new scenes are ingested, and clearings looked for.
watch-failed = What is new in { $folder } could not be worked on: { $reason }

user-added = Account "{ $username }" made ({ $role }).
user-password = Password: { $password }
user-password-once = It is shown this once. Hand it over in person, not in a message.
user-password-set = "{ $username }" has another password and their sessions have ended.
user-disabled = "{ $username }" can no longer sign in and their sessions have ended.
user-line = { $username }  { $role }  { $name }{ $note }
user-disabled-note = {" "} (disabled)
user-none = There are no accounts. "vigia user add NAME --role ROLE" adds one.
role-prosecutor = prosecutor
role-analyst = analyst
role-field = field
role-admin = admin

demo-accounts = Accounts of the demonstration (passwords are shown once and kept in { $file }, which only you can read):
demo-accounts-known = The passwords of the demonstration are in { $file }.
demo-account = { $username }  { $password }

hint-locked = If it is the map's server, stop it (Ctrl+C in its window) and run the command again; with "vigia serve --watch DIR" new scenes come in without stopping it.
hint-no-such-person = "vigia user list" shows the accounts.
hint-unprotected = Use --tls-cert and --tls-key, or put a proxy with TLS in front and name it with --trusted-proxy; to try it on this machine, --listen 127.0.0.1:8080.
hint-address = Another program may use that port: choose another with --listen, or 127.0.0.1:0 for a free one.
hint-certificate = Both files must be PEM: the certificate with its chain, and its private key without a password.
