# Signing in.
frame-account = Your account
sign-in-title = Sign in
sign-in-already = You are signed in as { $email }.
sign-in-go-on = Go on
sign-in-provider = Sign in with your organisation
sign-in-link-instead = No account there? Whoever runs this site can send you a one-time link: it signs you in once, within 15 minutes, and needs no password.
sign-in-link-alone = Hosts sign in with a one-time link. Ask whoever runs this site for one: it signs you in once, within 15 minutes, and needs no password.
sign-in-sandbox = This is the sandbox: whoever opens a session on the start page is its host, without signing in.
sign-in-guests = Guests need no account. Open the link that you were sent.
sign-in-by-link = This link signs you in as { $email }, in this browser, once.
sign-in-now = Sign in

# Why somebody is not signed in: what happened, then what to do.
sign-in-failed = You are not signed in
sign-in-no-provider = Nobody can sign in with a provider here. Ask whoever runs this site for a one-time link.
sign-in-provider-down = The service that you sign in with does not answer. Try again in a few minutes, or ask whoever runs this site for a one-time link.
sign-in-declined = The service that you sign in with did not sign you in, and nothing was changed. Try again if you want to.
sign-in-not-on-its-way = This sign-in was finished before, took longer than ten minutes, or began in another browser. Try again.
sign-in-unproved = The service that you sign in with did not stand by its answer. Try again; if it happens twice, tell whoever runs this site.
sign-in-email-not-verified = The service that you sign in with does not say that your e-mail address is verified. Verify it there, then try again.
sign-in-not-allowed = You are known, and may not host here. Ask whoever runs this site, or sign in as somebody else.
sign-in-link-unknown = This link does not lead anywhere. Check that it was copied whole.
sign-in-link-used = This link was used before, and works once. Ask for a new one.
sign-in-link-expired = This link was valid for 15 minutes, which are over. Ask for a new one.

# The account.
account-title = Your account
account-where = Where you are signed in
account-ends = A sign-in ends by itself after 12 hours without use, and after 7 days.
account-this = This browser
account-from = From { $address }
account-since = Since
account-last-seen = Last seen
account-revoke = Revoke
account-revoke-one = Revoke the sign-in of { $browser }
account-browser-on = { $browser } on { $system }
account-browser-unknown = An unknown browser
account-sign-out = Sign out
account-operator = Operators' pages
account-everywhere = Sign out everywhere
