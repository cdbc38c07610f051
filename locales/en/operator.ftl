# The pages of those who run the deployment.
operator-navigation = Operators' pages
operator-refused = For operators

# API keys.
operator-keys-title = API keys
operator-keys-what = With an API key a program of yours asks for tokens and works with sessions. The keys of GREENROOM_API_KEYS on the server are not listed here: they may do everything, until they are taken out there.
operator-keys-list = Keys that were made here
operator-keys-none = No key was made here yet.
operator-keys-more = Show older ones
operator-keys-made = The key for { $name } was made
operator-keys-made-what = Copy it now: it is shown this once, and only its hash is kept. Who loads this page again makes another key.
operator-keys-key = API key
operator-keys-done = Done
operator-keys-new = Make a key
operator-keys-name = What is it for? For example the name of the program that will use it
operator-keys-scopes = What may it do?
operator-keys-tokens-mint = Ask for tokens, for any user, room and role
operator-keys-sessions-read = Look at sessions and at the record of their tokens
operator-keys-sessions-write = Open and end sessions, make and withdraw their links
operator-keys-audit-read = Read what was done here, and by whom
operator-keys-days = In how many days does it end? (empty: never)
operator-keys-no-scope = Tick at least one.
operator-keys-make = Make the key
operator-keys-in-force = In force
operator-keys-expired = Expired
operator-keys-revoked = Revoked
operator-keys-made-at = Made
operator-keys-ends = Ends
operator-keys-never = Never ends
operator-keys-revoked-at = Revoked
operator-keys-used = Last used
operator-keys-unused = Not used yet
operator-keys-revoke = Revoke
operator-keys-revoke-one = Revoke the key for { $name }
operator-keys-revoke-what = From now on whoever uses this key is refused. That cannot be taken back: make a new key instead.
operator-keys-revoke-now = Revoke it now
