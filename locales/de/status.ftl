# Die Status-Seite für Betreiber.
operator-status-title = Status
operator-status-checks = Konfiguration
operator-status-fails = { $count ->
    [one] Eine Prüfung schlägt fehl. Beheben Sie das zuerst.
   *[other] { $count } Prüfungen schlagen fehl. Beheben Sie das zuerst.
}
operator-status-warns = { $count ->
    [one] Es läuft. Eine Prüfung gibt einen Rat.
   *[other] Es läuft. { $count } Prüfungen geben einen Rat.
}
operator-status-well = Alles ist in Ordnung.
operator-status-ok = Gut
operator-status-warn = Warnung
operator-status-fail = Fehler
operator-status-skipped = Ausgelassen
operator-status-checked = Geprüft
operator-status-anew = Noch einmal prüfen
operator-status-checks-what = Das sind die Prüfungen von `greenroom doctor`, in dessen Sprache: Englisch. Variablen und Dateien werden so gelesen, wie der nächste Start sie läse; eine Prüfung der letzten Minute wird noch einmal gezeigt.
operator-status-see = Siehe
operator-status-server = Server und Aufzeichnung
operator-status-version = Version
operator-status-since = Läuft seit
operator-status-database = Datenbank
operator-status-kid = Schlüssel, der unterschreibt (kid)
operator-status-head = Letztes Ereignis der Aufzeichnung
operator-status-empty = Noch keines
operator-status-waiting = Ereignisse, die dort auf ihren Platz warten
operator-status-or-more = { $count } oder mehr
operator-status-purged = Persönliche Daten zuletzt nach Alter gelöscht
operator-status-usage = Die letzten 30 Tage
operator-status-usage-what = Die Tage sind die von UTC. Der letzte ist heute und noch nicht vorbei.
operator-status-sessions = Geöffnete Sitzungen
operator-status-tokens = Ausgestellte Tokens
operator-status-refused = Abweisungen
operator-status-guests = Gäste
operator-status-hosts = Gastgeber
operator-status-backends = Programme
operator-status-tokens-guests = Tokens für Gäste
operator-status-tokens-hosts = Tokens für Gastgeber
operator-status-tokens-backends = Tokens für Programme
operator-status-day = Tag (UTC)
operator-status-table = Alle Zahlen als Tabelle
operator-status-chart = Vom { $first } bis zum { $last }, nach Tagen (UTC): zusammen { $sum }, höchstens { $most } an einem Tag.
operator-status-bar = { $day }: { $count }
operator-status-refusals = Letzte Abweisungen
operator-status-all-refusals = Alle Abweisungen, im Protokoll
operator-status-no-refusals = Es wurde noch niemand abgewiesen.
operator-status-refusals-what = Die letzten 50, die neueste zuerst. Mehr steht im Log, bei der Nummer der Anfrage.
operator-status-times = { $count ->
    [one] einmal
   *[other] { $written }-mal
}
operator-status-from = von
operator-status-key = API-Schlüssel
operator-status-session = Sitzung
operator-status-request = Anfrage
operator-refused-sign-in = Nicht angemeldet
operator-refused-unauthenticated = Niemand Bekanntes
operator-refused-forbidden = Nicht erlaubt
operator-refused-scope = Es fehlt ein Recht
operator-refused-not-found = Dort ist nichts
operator-refused-invite-revoked = Link zurückgezogen
operator-refused-invite-expired = Link abgelaufen
operator-refused-invite-used-up = Link aufgebraucht
operator-refused-session-ended = Sitzung zu Ende
operator-refused-session-cancelled = Sitzung abgesagt
operator-refused-session-full = Sitzung voll
operator-refused-session-not-open = Sitzung noch nicht offen
operator-refused-waiting = Noch nicht eingelassen
operator-refused-kept-out = Nicht eingelassen
operator-refused-rate-limited = Zu viele Anfragen
operator-refused-other = Abgewiesen
operator-actor-anonymous = Jemand Unbekanntes
operator-actor-guest = Ein Gast
operator-actor-host = Ein Gastgeber
operator-actor-backend = Ein Programm
operator-actor-operator = Ein Betreiber
operator-actor-server = Der Server
