# The frame around every page.
frame-skip = Skip to the content
frame-navigation = Main
frame-sessions = Your sessions
frame-api = For developers
moment-in-zone = { $moment } ({ $zone })

# Home.
home-title = Video sessions by link
home-headline = A calm way into a video session
home-lead = Open a session, send the link. Your guest checks camera and microphone, and walks in. Nothing to install, no account to make.
home-field = What is it about?
home-example = Weekly check-in
home-problem = This title cannot be used. Write one visible line of at most 120 characters.
home-open = Open a session
home-next = Next you get a link for your guests and a way in for yourself.
home-sandbox = {" "}This is the sandbox: it runs on this machine alone and carries no sound or picture between people.
home-plan = Plan one for later, or with more rules
home-host = You are a host?
home-host-text = Sign in to plan sessions and to lead them.
home-sign-in = Sign in
home-invite = Have an invite?
home-invite-text = Open the link that you were sent. It leads straight to your session.
kind-legend = How do you meet?
kind-video = With video
kind-audio = Audio only

# Links.
link-copy = Copy
link-copied = Copied.
link-press = Press Ctrl or Cmd and C to copy.
link-share = Share
link-qr = Show as QR code
link-qr-label = QR code of the link
calendar-add = Add to calendar

# Where a session is on its way.
state-planned = Planned
state-open = Open
state-ended = Ended
state-cancelled = Called off

# A session, for its host.
session-video = Video session
session-audio = Audio session
session-guests = { $count ->
    [one] { $count } guest so far
   *[other] { $count } guests so far
}
session-guests-of = { $count } of { $most } guests
session-ended-at = Ended
session-cancelled-at = Called off
session-co-hosts = Led with
session-you = You
session-you-lead = You lead the session. Check your camera and microphone first.
session-you-inside = Guests may already wait inside.
session-you-waits = Guests come in when you are inside.
session-you-admits = Guests wait until you let each of them in.
session-enter = Enter as host
session-opens = The door opens

# Who waits at the door.
door-count = { $count ->
    [0] Nobody waits
    [one] { $count } person waits at the door
   *[other] { $count } people wait at the door
}
door-since = since
door-admit = Let in
door-admit-one = Let { $name } in
door-refuse = Refuse
door-refuse-one = Refuse { $name }

# Who was let in.
people-title = Who was let in
people-none = Nobody yet. Everybody who comes in is listed here.
people-removed = Kept out
people-remove = Remove
people-remove-what = { $name } is put out of the meeting and cannot come back: their own link is withdrawn. A link that many share is closed to newcomers and replaced by a new one; who came by it before may come back.
people-remove-now = Remove and keep out

# The link for all guests, and further invites.
guests-title = Guests
guests-what = Whoever has this link can come in as a guest, without moderator rights.
guests-none = There is no link for all guests that can be shown. Make a new one.
guests-link = Guest link
guests-renew = Withdraw this link and make a new one
invites-title = Invites
invites-revoke-all = Withdraw all guests' links
invites-revoke-all-what = After this nobody can come in by any guest's link, not even those who were in before. Who is inside stays.
invites-revoke-all-now = Withdraw them all
invite-new = Make another invite
invite-problem = This invite cannot be made. An end lies in the future, and uses are a number from 1 to 1000.
invite-kind = For whom?
invite-kind-one = One person: a guest, the same on all their devices
invite-kind-many = Many people: whoever has the link comes in as a guest
invite-kind-host = A co-host: leads the session with you, as moderator
invite-label = What do you call it? For example a name (optional)
invite-expires = Until when does it let anybody in? Time of { $zone } (optional)
invite-uses = By how many browsers can it be used? (optional)
invite-make = Make the invite
invite-shared = Link for all guests
invite-guest = Guest's invite
invite-host = Co-host's invite
invite-link = Link
invite-over = Withdrawn or over
invite-no-link = This link is not shown: it lets nobody new in any more, or it makes a host and was shown when it was made.
invite-used = { $count ->
    [0] Not used yet
    [one] Used by { $count } browser
   *[other] Used by { $count } browsers
}
invite-revoke = Withdraw this invite
allows-one = Lets one person in as a guest, without moderator rights, on any of their devices.
allows-many = Lets everybody who has it in as a guest, without moderator rights.
allows-host = Lets its bearer lead the session as a moderator, make and withdraw invites, and end it.
allows-uses = { $count ->
    [one] Can be used by one browser.
   *[other] Can be used by { $written } browsers.
}
allows-until = Ends { $moment } ({ $zone }).

# Changing a session.
change-title = This session
change-edit = Change it
change-copy = Plan another one like it
change-cancel = Call it off
change-cancel-what = Whoever opens a link of it reads that it was called off. Download the calendar entry again to strike it out there.
change-cancel-now = Call it off now
change-cancelled-file = Calendar entry that strikes it out
change-end = End session
change-end-what = After this nobody can come in any more, by any link, and the meeting is closed for everyone inside.
change-end-now = End it now
outcome-ended-done = The session has ended for everyone.
outcome-ended-failed = The session has ended: nobody can come in any more. The meeting service did not answer, so who is inside stays until they leave.
outcome-ended-here = The session has ended: nobody can come in any more. Who is inside stays until they leave.
outcome-removed-done = They were put out and cannot come back.
outcome-removed-failed = They get no new way in. The meeting service did not answer, so they may still be inside: end the session, or remove them in the meeting.
outcome-removed-unseen = They get no new way in. Their page did not tell where in the meeting they are, so they may still be inside: look there, and remove them in the meeting or end the session.
outcome-removed-here = They get no new way in. This deployment cannot put anybody out: remove them in the meeting as well.

# A host's sessions.
sessions-title = Your sessions
sessions-new = Plan a session
sessions-search = Search in titles
sessions-find = Search
sessions-parts = Which sessions
sessions-live = Now
sessions-upcoming = Upcoming
sessions-past = Past
sessions-none-live = Nothing goes on at this moment.
sessions-none-upcoming = Nothing is planned. Plan a session, or open one now on the start page.
sessions-none-past = Nothing is over yet.
sessions-not-found = No title here has these words.
sessions-co-host = Co-host
sessions-more = Show more

# The form of a session.
plan-new = Plan a session
plan-change = Change the session
plan-make = Plan it
plan-save = Save
plan-back = Back
plan-title = What is it about?
plan-starts = When does it start? (empty: now)
plan-minutes = How many minutes? (empty: until it is ended)
plan-zone = Time zone
plan-capacity = How many guests at most? (empty: any number)
plan-door = At the door
plan-waits = Guests wait until a host is inside
plan-admits = A host lets guests in one by one
plan-features = What hosts can use in the meeting
plan-features-more = More of it
plan-co-hosts = Who leads it with you? E-mail addresses (optional)
feature-livestreaming = Live streaming
feature-recording = Recording
feature-transcription = Transcription
feature-sip-inbound-call = Receiving SIP calls
feature-sip-outbound-call = Placing SIP calls
feature-inbound-call = Receiving telephone calls
feature-outbound-call = Placing telephone calls
feature-file-upload = Sharing files
feature-list-visitors = List of visitors
feature-send-groupchat = Writing to everybody
feature-create-polls = Polls
feature-branding = Branding
feature-calendar = Calendar
feature-flip = Flipping pictures
feature-live-translation = Live translation
feature-lobby = Lobby
feature-moderation = Moderating sound and picture
feature-room = Managing the room
feature-screen-sharing = Sharing the screen
feature-send-private-message = Private messages

# At a door that is not open.
waiting-opening = You are early. The session is not open yet.
waiting-opens-in = It opens in
waiting-host = Waiting for the host. Say who you are: the host sees that you are there.
waiting-host-knows = Waiting for the host. The host sees that you are there.
waiting-knock = The host lets guests in one by one. Say who you are.
waiting-answer = The host sees that you wait, and will let you in.
waiting-as = You wait as { $name }.
waiting-say = Say that I am here
waiting-by-itself = Keep this page open: it opens by itself.
name-label = Your name
name-problem = Write your name as the others shall see it, in at most 80 characters.
host-to-be = You are invited to lead this session
host-to-be-text = This link can be used a limited number of times. Go on in the browser that you will use.
host-to-be-go = Lead the session here

# The green room.
green-host = You lead this session.
green-guest = You are a guest in this session.
green-audio = {" "}It is audio only: no camera is used.
green-microphone = Microphone
green-camera = Camera
green-asking = Asking for permission
green-join = Join
room-no-script = The meeting needs JavaScript. Switch it on for this site, or open the link in another browser.

# After the meeting.
after-title = Thank you
after-headline = Thank you for coming
after-lasted = Your session lasted { $duration }.
after-off = Camera and microphone are off. You can close this page.
after-session = To the session
after-back = Back in

# Refusals.
refusal-no-page = There is no page at this address. Check that it was copied whole.
refusal-not-found = Nothing here
refusal-invite-revoked = This link was withdrawn
refusal-invite-expired = This link has expired
refusal-invite-used-up = This link was used already
refusal-session-ended = This session has ended
refusal-session-cancelled = This session was called off
refusal-session-full = The session is full
refusal-session-not-open = Not open yet
refusal-kept-out = You were not let in
refusal-forbidden = For the host alone
refusal-unauthenticated = For hosts
refusal-busy = Very busy
refusal-other = Something went wrong
refusal-start = To the start page
refusal-again = Try again
refusal-sign-in = Sign in

# The page about the API. What it describes is in English.
reference-title = The HTTP API
reference-lead = For programs of your own that open sessions and ask for tokens.
reference-document = The same for machines: an OpenAPI document
reference-contents = Contents
