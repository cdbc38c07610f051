# Why something was not done: what happened, then what to do.
refused-no-api-key = This address needs an API key. Send it as `Authorization: Bearer <key>`.
refused-wrong-api-key = This API key is not known. Check that it was sent whole, and that the server has it: in `greenroom api-keys list` or in GREENROOM_API_KEYS.
refused-api-key-expired = This API key has expired. Ask those who run this Greenroom for a new one.
refused-api-key-revoked = This API key was revoked. Ask those who run this Greenroom for a new one.
refused-missing-scope = { $count ->
    [one] This API key may not do this: it lacks the scope { $scopes }.
   *[other] This API key may not do this: it has none of the scopes { $scopes }.
} Ask those who run this Greenroom for a key that has it.
refused-unknown-api-key = There is no such API key. Look at the list again.
refused-not-signed-in = This page is for hosts. Sign in first.
refused-not-host = This page is for the session's host. Sign in as its host, or open it with the host's link.
refused-not-owner = Only the person whose session this is can change it. Ask them.
refused-not-operator = This page is for those who run this Greenroom. Sign in with an address that stands in GREENROOM_OPERATORS on the server.
refused-unknown-invite = This link does not lead anywhere. Check that it was copied whole.
refused-unknown-session = There is no such session. Check the address.
refused-unknown-person = This person is not at the door any more. Look at the session's page again.
refused-invite-revoked = This link was withdrawn. Ask the person who invited you for a new one.
refused-invite-expired = This link has expired. Ask the person who invited you for a new one.
refused-invite-used-up = This link was made for fewer people than have used it. Ask the person who invited you for one of your own.
refused-session-ended = This session has ended. Ask its host if there will be another one.
refused-session-cancelled = This session was called off. Ask its host if there will be another one.
refused-not-open-yet = This session is not open yet. It opens at { $at } UTC.
refused-waiting-for-host = The host is not there yet. Wait on the page of your link: it opens by itself.
refused-waiting-to-be-let-in = The host lets guests in one by one. Wait on the page of your link: it opens by itself.
refused-kept-out = The host did not let you in. Ask the person who invited you.
refused-session-full = The session is full. Try again when somebody has left for good, or ask the host.
refused-changed-meanwhile = Somebody else changed this session meanwhile. Open it again and repeat your change.
refused-not-configured = This deployment signs no tokens. Set JITSI_DOMAIN and a key on the server.
refused-rate-limited = { $seconds ->
    [one] Too many requests came from here. Wait a second, then try again.
   *[other] Too many requests came from here. Wait { $seconds } seconds, then try again.
}
refused-not-ready = The database does not answer. The log says why.
refused-overloaded = The server is busy. Try again in a second.
refused-internal = Something went wrong on our side. Try again in a moment.

# What is wrong with a field of a form.
breach-empty = Write something here.
breach-long = Write at most { $max } characters.
breach-control = There is an invisible character in it. Type it again instead of pasting it.
breach-email = Write an e-mail address, such as hanna@example.com.
breach-many = { $max } at most.
breach-number = Choose a number from { $min } to { $max }.
breach-no-number = Write a number.
breach-zone = Choose a time zone from the list.
breach-moment = Choose a day and a time, in the next two years.
breach-time = Choose a day and a time.
