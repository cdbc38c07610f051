# Der Rahmen um jede Seite.
frame-skip = Zum Inhalt springen
frame-navigation = Hauptmenü
frame-sessions = Ihre Sitzungen
frame-api = Für Entwickler
moment-in-zone = { $moment } ({ $zone })

# Startseite.
home-title = Videositzungen per Link
home-headline = Ruhig in eine Videositzung
home-lead = Sitzung öffnen, Link schicken. Ihr Gast prüft Kamera und Mikrofon und tritt ein. Nichts zu installieren, kein Konto anzulegen.
home-field = Worum geht es?
home-example = Wöchentliches Gespräch
home-problem = Dieser Titel geht nicht. Schreiben Sie eine sichtbare Zeile mit höchstens 120 Zeichen.
home-open = Sitzung öffnen
home-next = Danach bekommen Sie einen Link für Ihre Gäste und einen Eingang für sich.
home-sandbox = {" "}Dies ist die Sandbox: sie läuft nur auf diesem Rechner und überträgt weder Ton noch Bild.
home-plan = Eine für später planen, oder mit mehr Regeln
home-host = Sie sind Gastgeber?
home-host-text = Melden Sie sich an, um Sitzungen zu planen und zu leiten.
home-sign-in = Anmelden
home-invite = Sie sind eingeladen?
home-invite-text = Öffnen Sie den Link, den Sie bekommen haben. Er führt direkt zu Ihrer Sitzung.
kind-legend = Wie treffen Sie sich?
kind-video = Mit Video
kind-audio = Nur Ton

# Links.
link-copy = Kopieren
link-copied = Kopiert.
link-press = Drücken Sie Strg oder Cmd und C zum Kopieren.
link-share = Teilen
link-qr = Als QR-Code zeigen
link-qr-label = QR-Code des Links
calendar-add = In den Kalender

# Wo eine Sitzung gerade steht.
state-planned = Geplant
state-open = Offen
state-ended = Beendet
state-cancelled = Abgesagt

# Eine Sitzung, für ihren Gastgeber.
session-video = Videositzung
session-audio = Tonsitzung
session-guests = { $count ->
    [one] Bisher { $count } Gast
   *[other] Bisher { $count } Gäste
}
session-guests-of = { $count } von { $most } Gästen
session-ended-at = Beendet
session-cancelled-at = Abgesagt
session-co-hosts = Geleitet mit
session-you = Sie
session-you-lead = Sie leiten die Sitzung. Prüfen Sie zuerst Kamera und Mikrofon.
session-you-inside = Vielleicht warten drinnen schon Gäste.
session-you-waits = Gäste kommen herein, wenn Sie drinnen sind.
session-you-admits = Gäste warten, bis Sie jeden einzeln einlassen.
session-enter = Als Gastgeber eintreten
session-opens = Die Tür öffnet

# Wer vor der Tür wartet.
door-count = { $count ->
    [0] Niemand wartet
    [one] { $count } Person wartet vor der Tür
   *[other] { $count } Personen warten vor der Tür
}
door-since = seit
door-admit = Einlassen
door-admit-one = { $name } einlassen
door-refuse = Ablehnen
door-refuse-one = { $name } ablehnen

# Wer eingelassen wurde.
people-title = Wer eingelassen wurde
people-none = Noch niemand. Hier steht jeder, der hereinkommt.
people-removed = Ausgeschlossen
people-remove = Entfernen
people-remove-what = { $name } wird aus dem Treffen genommen und kann nicht zurückkommen: der eigene Link wird zurückgezogen. Ein Link, den viele haben, wird für Neue geschlossen und durch einen neuen ersetzt; wer vorher damit kam, darf wiederkommen.
people-remove-now = Entfernen und ausschließen

# Der Link für alle Gäste und weitere Einladungen.
guests-title = Gäste
guests-what = Wer diesen Link hat, kann als Gast hereinkommen, ohne Moderationsrechte.
guests-none = Es gibt keinen Link für alle Gäste, der sich zeigen lässt. Erstellen Sie einen neuen.
guests-link = Gäste-Link
guests-renew = Diesen Link zurückziehen und einen neuen erstellen
invites-title = Einladungen
invites-revoke-all = Alle Links für Gäste zurückziehen
invites-revoke-all-what = Danach kommt niemand mehr mit einem Gäste-Link herein, auch nicht, wer vorher drinnen war. Wer drinnen ist, bleibt.
invites-revoke-all-now = Alle zurückziehen
invite-new = Weitere Einladung erstellen
invite-problem = Diese Einladung geht so nicht. Ein Ende liegt in der Zukunft, und die Zahl der Browser ist von 1 bis 1000.
invite-kind = Für wen?
invite-kind-one = Eine Person: ein Gast, auf allen eigenen Geräten derselbe
invite-kind-many = Viele: wer den Link hat, kommt als Gast herein
invite-kind-host = Mit-Gastgeber: leitet die Sitzung mit Ihnen, mit Moderationsrechten
invite-label = Wie nennen Sie sie? Zum Beispiel ein Name (freiwillig)
invite-expires = Bis wann lässt sie jemanden ein? Zeit von { $zone } (freiwillig)
invite-uses = In wie vielen Browsern darf sie benutzt werden? (freiwillig)
invite-make = Einladung erstellen
invite-shared = Link für alle Gäste
invite-guest = Einladung für einen Gast
invite-host = Einladung für Mit-Gastgeber
invite-link = Link
invite-over = Zurückgezogen oder vorbei
invite-no-link = Dieser Link wird nicht gezeigt: er lässt niemand Neues mehr ein, oder er macht zum Gastgeber und stand hier, als er erstellt wurde.
invite-used = { $count ->
    [0] Noch nicht benutzt
    [one] In { $count } Browser benutzt
   *[other] In { $count } Browsern benutzt
}
invite-revoke = Diese Einladung zurückziehen
allows-one = Lässt eine Person als Gast ein, ohne Moderationsrechte, auf jedem ihrer Geräte.
allows-many = Lässt alle, die ihn haben, als Gast ein, ohne Moderationsrechte.
allows-host = Lässt die Sitzung mit Moderationsrechten leiten, Einladungen erstellen und zurückziehen und die Sitzung beenden.
allows-uses = { $count ->
    [one] Gilt für einen Browser.
   *[other] Gilt für { $written } Browser.
}
allows-until = Endet { $moment } ({ $zone }).

# Eine Sitzung ändern.
change-title = Diese Sitzung
change-edit = Ändern
change-copy = Eine weitere wie diese planen
change-cancel = Absagen
change-cancel-what = Wer einen Link dazu öffnet, liest, dass sie abgesagt ist. Laden Sie den Kalendereintrag noch einmal, um ihn dort zu streichen.
change-cancel-now = Jetzt absagen
change-cancelled-file = Kalendereintrag, der sie streicht
change-end = Sitzung beenden
change-end-what = Danach kommt niemand mehr herein, mit keinem Link, und das Treffen wird für alle geschlossen.
change-end-now = Jetzt beenden
outcome-ended-done = Die Sitzung ist für alle beendet.
outcome-ended-failed = Die Sitzung ist beendet: niemand kommt mehr herein. Der Dienst für Treffen hat nicht geantwortet; wer drinnen ist, bleibt, bis er geht.
outcome-ended-here = Die Sitzung ist beendet: niemand kommt mehr herein. Wer drinnen ist, bleibt, bis er geht.
outcome-removed-done = Die Person wurde herausgenommen und kann nicht zurückkommen.
outcome-removed-failed = Die Person bekommt keinen neuen Eingang. Der Dienst für Treffen hat nicht geantwortet; vielleicht ist sie noch drinnen: beenden Sie die Sitzung, oder entfernen Sie sie im Treffen.
outcome-removed-unseen = Die Person bekommt keinen neuen Eingang. Ihre Seite hat nicht gesagt, wo im Treffen sie ist; vielleicht ist sie noch drinnen: sehen Sie dort nach, entfernen Sie sie im Treffen, oder beenden Sie die Sitzung.
outcome-removed-here = Die Person bekommt keinen neuen Eingang. Hier lässt sich niemand herausnehmen: entfernen Sie sie auch im Treffen.

# Die Sitzungen eines Gastgebers.
sessions-title = Ihre Sitzungen
sessions-new = Sitzung planen
sessions-search = In Titeln suchen
sessions-find = Suchen
sessions-parts = Welche Sitzungen
sessions-live = Jetzt
sessions-upcoming = Kommende
sessions-past = Vergangene
sessions-none-live = Gerade läuft nichts.
sessions-none-upcoming = Nichts ist geplant. Planen Sie eine Sitzung, oder öffnen Sie jetzt eine auf der Startseite.
sessions-none-past = Noch ist nichts vorbei.
sessions-not-found = Kein Titel hier enthält diese Wörter.
sessions-co-host = Mit-Gastgeber
sessions-more = Mehr zeigen

# Das Formular einer Sitzung.
plan-new = Sitzung planen
plan-change = Sitzung ändern
plan-make = Planen
plan-save = Speichern
plan-back = Zurück
plan-title = Worum geht es?
plan-starts = Wann beginnt sie? (leer: jetzt)
plan-minutes = Wie viele Minuten? (leer: bis sie beendet wird)
plan-zone = Zeitzone
plan-capacity = Wie viele Gäste höchstens? (leer: beliebig viele)
plan-door = An der Tür
plan-waits = Gäste warten, bis ein Gastgeber drinnen ist
plan-admits = Ein Gastgeber lässt Gäste einzeln ein
plan-features = Was Gastgeber im Treffen benutzen können
plan-features-more = Mehr davon
plan-co-hosts = Wer leitet sie mit Ihnen? E-Mail-Adressen (freiwillig)
feature-livestreaming = Livestream
feature-recording = Aufzeichnung
feature-transcription = Mitschrift
feature-sip-inbound-call = SIP-Anrufe annehmen
feature-sip-outbound-call = Per SIP anrufen
feature-inbound-call = Telefonanrufe annehmen
feature-outbound-call = Mit dem Telefon anrufen
feature-file-upload = Dateien teilen
feature-list-visitors = Liste der Besucher
feature-send-groupchat = An alle schreiben
feature-create-polls = Umfragen
feature-branding = Eigenes Aussehen
feature-calendar = Kalender
feature-flip = Bilder spiegeln
feature-live-translation = Übersetzung während des Treffens
feature-lobby = Vorraum
feature-moderation = Ton und Bild moderieren
feature-room = Den Raum verwalten
feature-screen-sharing = Bildschirm teilen
feature-send-private-message = Private Nachrichten

# Vor einer Tür, die nicht offen ist.
waiting-opening = Sie sind früh dran. Die Sitzung ist noch nicht offen.
waiting-opens-in = Sie öffnet in
waiting-host = Wir warten auf den Gastgeber. Sagen Sie, wer Sie sind: der Gastgeber sieht, dass Sie da sind.
waiting-host-knows = Wir warten auf den Gastgeber. Er sieht, dass Sie da sind.
waiting-knock = Der Gastgeber lässt Gäste einzeln ein. Sagen Sie, wer Sie sind.
waiting-answer = Der Gastgeber sieht, dass Sie warten, und lässt Sie ein.
waiting-as = Sie warten als { $name }.
waiting-say = Sagen, dass ich da bin
waiting-by-itself = Lassen Sie diese Seite offen: sie öffnet sich von selbst.
name-label = Ihr Name
name-problem = Schreiben Sie Ihren Namen so, wie ihn die anderen sehen sollen, mit höchstens 80 Zeichen.
host-to-be = Sie sind eingeladen, diese Sitzung zu leiten
host-to-be-text = Dieser Link lässt sich nur begrenzt oft benutzen. Gehen Sie in dem Browser weiter, den Sie benutzen werden.
host-to-be-go = Die Sitzung hier leiten

# Der Raum vor dem Treffen.
green-host = Sie leiten diese Sitzung.
green-guest = Sie sind Gast in dieser Sitzung.
green-audio = {" "}Es geht nur um Ton: keine Kamera wird benutzt.
green-microphone = Mikrofon
green-camera = Kamera
green-asking = Erlaubnis wird erfragt
green-join = Teilnehmen
room-no-script = Das Treffen braucht JavaScript. Schalten Sie es für diese Seite ein, oder öffnen Sie den Link in einem anderen Browser.

# Nach dem Treffen.
after-title = Danke
after-headline = Danke für Ihre Teilnahme
after-lasted = Ihre Sitzung dauerte { $duration }.
after-off = Kamera und Mikrofon sind aus. Sie können diese Seite schließen.
after-session = Zur Sitzung
after-back = Wieder hinein

# Absagen.
refusal-no-page = Unter dieser Adresse gibt es keine Seite. Prüfen Sie, ob sie ganz kopiert wurde.
refusal-not-found = Hier ist nichts
refusal-invite-revoked = Dieser Link wurde zurückgezogen
refusal-invite-expired = Dieser Link ist abgelaufen
refusal-invite-used-up = Dieser Link wurde schon benutzt
refusal-session-ended = Diese Sitzung ist zu Ende
refusal-session-cancelled = Diese Sitzung wurde abgesagt
refusal-session-full = Die Sitzung ist voll
refusal-session-not-open = Noch nicht offen
refusal-kept-out = Sie wurden nicht eingelassen
refusal-forbidden = Nur für den Gastgeber
refusal-unauthenticated = Für Gastgeber
refusal-busy = Gerade ist viel los
refusal-other = Etwas ist schiefgegangen
refusal-start = Zur Startseite
refusal-again = Noch einmal versuchen
refusal-sign-in = Anmelden

# The page about the API. What it describes is in English.
reference-title = Die HTTP-API
reference-lead = Für eigene Programme, die Sitzungen eröffnen und Token anfordern. Die Beschreibung ist auf Englisch.
reference-document = Dasselbe für Maschinen: ein OpenAPI-Dokument
reference-contents = Inhalt
