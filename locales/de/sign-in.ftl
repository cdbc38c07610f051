# Anmelden.
frame-account = Ihr Konto
sign-in-title = Anmelden
sign-in-already = Sie sind angemeldet als { $email }.
sign-in-go-on = Weiter
sign-in-provider = Mit Ihrer Organisation anmelden
sign-in-link-instead = Kein Konto dort? Wer diese Seite betreibt, kann Ihnen einen Einmal-Link schicken: er meldet Sie einmal an, innerhalb von 15 Minuten, und braucht kein Passwort.
sign-in-link-alone = Gastgeber melden sich mit einem Einmal-Link an. Bitten Sie darum, wer diese Seite betreibt: er meldet Sie einmal an, innerhalb von 15 Minuten, und braucht kein Passwort.
sign-in-sandbox = Dies ist der Sandkasten: wer auf der Startseite eine Sitzung öffnet, ist ihr Gastgeber, ohne sich anzumelden.
sign-in-guests = Gäste brauchen kein Konto. Öffnen Sie den Link, den man Ihnen geschickt hat.
sign-in-by-link = Dieser Link meldet Sie an als { $email }, in diesem Browser, einmal.
sign-in-now = Anmelden

# Warum jemand nicht angemeldet ist: was geschehen ist, dann was zu tun ist.
sign-in-failed = Sie sind nicht angemeldet
sign-in-no-provider = Hier kann sich niemand bei einem Anbieter anmelden. Bitten Sie um einen Einmal-Link, wer diese Seite betreibt.
sign-in-provider-down = Der Dienst, bei dem Sie sich anmelden, antwortet nicht. Versuchen Sie es in ein paar Minuten wieder, oder bitten Sie um einen Einmal-Link, wer diese Seite betreibt.
sign-in-declined = Der Dienst, bei dem Sie sich anmelden, hat Sie nicht angemeldet, und nichts wurde geändert. Versuchen Sie es noch einmal, wenn Sie möchten.
sign-in-not-on-its-way = Diese Anmeldung war schon beendet, hat länger als zehn Minuten gedauert oder in einem anderen Browser begonnen. Versuchen Sie es noch einmal.
sign-in-unproved = Der Dienst, bei dem Sie sich anmelden, stand nicht zu seiner Antwort. Versuchen Sie es noch einmal; geschieht es wieder, sagen Sie es, wer diese Seite betreibt.
sign-in-email-not-verified = Der Dienst, bei dem Sie sich anmelden, sagt nicht, dass Ihre E-Mail-Adresse bestätigt ist. Bestätigen Sie sie dort, und versuchen Sie es noch einmal.
sign-in-not-allowed = Sie sind bekannt, dürfen hier aber kein Gastgeber sein. Fragen Sie, wer diese Seite betreibt, oder melden Sie sich als jemand anderes an.
sign-in-link-unknown = Dieser Link führt nirgendwohin. Prüfen Sie, ob er ganz kopiert wurde.
sign-in-link-used = Dieser Link wurde schon benutzt und gilt nur einmal. Bitten Sie um einen neuen.
sign-in-link-expired = Dieser Link galt 15 Minuten, und die sind vorbei. Bitten Sie um einen neuen.

# Das Konto.
account-title = Ihr Konto
account-where = Wo Sie angemeldet sind
account-ends = Eine Anmeldung endet von selbst, nach 12 Stunden ohne Benutzung und nach 7 Tagen.
account-this = Dieser Browser
account-from = Von { $address }
account-since = Seit
account-last-seen = Zuletzt gesehen
account-revoke = Beenden
account-revoke-one = Die Anmeldung von { $browser } beenden
account-browser-on = { $browser } auf { $system }
account-browser-unknown = Ein unbekannter Browser
account-sign-out = Abmelden
account-operator = Seiten für Betreiber
account-everywhere = Überall abmelden
