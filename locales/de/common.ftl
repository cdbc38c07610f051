# Wörter, die viele Seiten brauchen.
role-host = Gastgeber
role-guest = Gast
erased-title = Eine Sitzung, deren Titel gelöscht wurde

# Was ein Kalendereintrag sagt.
calendar-guest = Öffnen Sie den Link, um teilzunehmen. Dort lassen sich vorher Kamera und Mikrofon prüfen. { $link }
calendar-host = Öffnen Sie den Link, um die Sitzung zu leiten. { $link }
