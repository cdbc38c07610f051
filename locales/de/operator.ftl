# Die Seiten für Betreiber.
operator-navigation = Seiten für Betreiber
operator-refused = Für Betreiber

# API-Schlüssel.
operator-keys-title = API-Schlüssel
operator-keys-what = Mit einem API-Schlüssel bittet ein Programm von Ihnen um Tokens und arbeitet mit Sitzungen. Die Schlüssel aus GREENROOM_API_KEYS auf dem Server stehen hier nicht: sie dürfen alles, bis sie dort herausgenommen werden.
operator-keys-list = Schlüssel, die hier gemacht wurden
operator-keys-none = Hier wurde noch kein Schlüssel gemacht.
operator-keys-more = Ältere zeigen
operator-keys-made = Der Schlüssel für { $name } ist gemacht
operator-keys-made-what = Kopieren Sie ihn jetzt: er wird nur dieses eine Mal gezeigt, und nur sein Hash wird aufbewahrt. Wer diese Seite neu lädt, macht noch einen Schlüssel.
operator-keys-key = API-Schlüssel
operator-keys-done = Fertig
operator-keys-new = Einen Schlüssel machen
operator-keys-name = Wofür ist er? Zum Beispiel der Name des Programms, das ihn benutzt
operator-keys-scopes = Was darf er?
operator-keys-tokens-mint = Um Tokens bitten, für jede Person, jeden Raum und jede Rolle
operator-keys-sessions-read = Sitzungen und das Verzeichnis ihrer Tokens ansehen
operator-keys-sessions-write = Sitzungen öffnen und beenden, ihre Links machen und zurückziehen
operator-keys-audit-read = Lesen, was hier getan wurde und von wem
operator-keys-days = In wie vielen Tagen endet er? (leer: nie)
operator-keys-no-scope = Wählen Sie mindestens eines.
operator-keys-make = Schlüssel machen
operator-keys-in-force = Gültig
operator-keys-expired = Abgelaufen
operator-keys-revoked = Widerrufen
operator-keys-made-at = Gemacht
operator-keys-ends = Endet
operator-keys-never = Endet nie
operator-keys-revoked-at = Widerrufen
operator-keys-used = Zuletzt benutzt
operator-keys-unused = Noch nicht benutzt
operator-keys-revoke = Widerrufen
operator-keys-revoke-one = Den Schlüssel für { $name } widerrufen
operator-keys-revoke-what = Wer diesen Schlüssel benutzt, wird von jetzt an abgewiesen. Das lässt sich nicht zurücknehmen: machen Sie stattdessen einen neuen Schlüssel.
operator-keys-revoke-now = Jetzt widerrufen
