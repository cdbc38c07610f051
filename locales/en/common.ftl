# Words that many pages share.
role-host = Host
role-guest = Guest
erased-title = A session whose title was erased

# What a calendar's entry says.
calendar-guest = Open the link to come in. Camera and microphone can be checked there before. { $link }
calendar-host = Open the link to lead the session. { $link }
