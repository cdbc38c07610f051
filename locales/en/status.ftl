# The status page of those who run the deployment.
operator-status-title = Status
operator-status-checks = Configuration
operator-status-fails = { $count ->
    [one] One check fails. Mend that first.
   *[other] { $count } checks fail. Mend those first.
}
operator-status-warns = { $count ->
    [one] It works. One check has advice.
   *[other] It works. { $count } checks have advice.
}
operator-status-well = All is well.
operator-status-ok = Fine
operator-status-warn = Warning
operator-status-fail = Fails
operator-status-skipped = Skipped
operator-status-checked = Checked
operator-status-anew = Check again
operator-status-checks-what = These are the checks of `greenroom doctor`. Variables and files are read as the next start would read them; a check of the last minute is shown again.
operator-status-see = See
operator-status-server = Server and record
operator-status-version = Version
operator-status-since = Runs since
operator-status-database = Database
operator-status-kid = Signing key (kid)
operator-status-head = Last event of the record
operator-status-empty = None yet
operator-status-waiting = Events that wait for a place in it
operator-status-or-more = { $count } or more
operator-status-purged = Personal data last erased by age
operator-status-usage = The last 30 days
operator-status-usage-what = Days are those of UTC. The last one is today, and goes on.
operator-status-sessions = Sessions opened
operator-status-tokens = Tokens issued
operator-status-refused = Refusals
operator-status-guests = Guests
operator-status-hosts = Hosts
operator-status-backends = Backends
operator-status-tokens-guests = Tokens for guests
operator-status-tokens-hosts = Tokens for hosts
operator-status-tokens-backends = Tokens for backends
operator-status-day = Day (UTC)
operator-status-table = All numbers as a table
operator-status-chart = From { $first } to { $last }, by day (UTC): { $sum } altogether, { $most } at most on one day.
operator-status-bar = { $day }: { $count }
operator-status-refusals = Recent refusals
operator-status-all-refusals = All refusals, in the record
operator-status-no-refusals = Nothing was refused yet.
operator-status-refusals-what = The last 50, the newest first. Look in the log for a request's id to learn more.
operator-status-times = { $count ->
    [one] once
   *[other] { $written } times
}
operator-status-from = from
operator-status-key = API key
operator-status-session = session
operator-status-request = request
operator-refused-sign-in = Not signed in
operator-refused-unauthenticated = Nobody known
operator-refused-forbidden = Not allowed
operator-refused-scope = A scope is missing
operator-refused-not-found = Nothing there
operator-refused-invite-revoked = Link withdrawn
operator-refused-invite-expired = Link expired
operator-refused-invite-used-up = Link used up
operator-refused-session-ended = Session ended
operator-refused-session-cancelled = Session called off
operator-refused-session-full = Session full
operator-refused-session-not-open = Session not open yet
operator-refused-waiting = Not let in yet
operator-refused-kept-out = Kept out
operator-refused-rate-limited = Too many requests
operator-refused-other = Refused
operator-actor-anonymous = Somebody unknown
operator-actor-guest = A guest
operator-actor-host = A host
operator-actor-backend = A backend
operator-actor-operator = An operator
operator-actor-server = The server
