# Warum etwas nicht getan wurde: was geschehen ist, dann was zu tun ist.
refused-no-api-key = Diese Adresse verlangt einen API-Schlüssel. Schicken Sie ihn als `Authorization: Bearer <Schlüssel>`.
refused-wrong-api-key = Dieser API-Schlüssel ist nicht bekannt. Prüfen Sie, ob er ganz geschickt wurde und ob der Server ihn hat: in `greenroom api-keys list` oder in GREENROOM_API_KEYS.
refused-api-key-expired = Dieser API-Schlüssel ist abgelaufen. Bitten Sie die Betreiber dieses Greenroom um einen neuen.
refused-api-key-revoked = Dieser API-Schlüssel wurde widerrufen. Bitten Sie die Betreiber dieses Greenroom um einen neuen.
refused-missing-scope = { $count ->
    [one] Dieser API-Schlüssel darf das nicht: ihm fehlt das Recht { $scopes }.
   *[other] Dieser API-Schlüssel darf das nicht: er hat keines der Rechte { $scopes }.
} Bitten Sie die Betreiber dieses Greenroom um einen Schlüssel, der es hat.
refused-unknown-api-key = Diesen API-Schlüssel gibt es nicht. Sehen Sie noch einmal in die Liste.
refused-not-signed-in = Diese Seite ist für Gastgeber. Melden Sie sich zuerst an.
refused-not-host = Diese Seite ist für den Gastgeber der Sitzung. Melden Sie sich als Gastgeber an, oder öffnen Sie sie mit dem Link des Gastgebers.
refused-not-owner = Nur wem die Sitzung gehört, kann sie ändern. Fragen Sie diese Person.
refused-not-operator = Diese Seite ist für die Betreiber dieses Greenroom. Melden Sie sich mit einer Adresse an, die auf dem Server in GREENROOM_OPERATORS steht.
refused-unknown-invite = Dieser Link führt nirgendwohin. Prüfen Sie, ob er ganz kopiert wurde.
refused-unknown-session = Diese Sitzung gibt es nicht. Prüfen Sie die Adresse.
refused-unknown-person = Diese Person steht nicht mehr vor der Tür. Sehen Sie noch einmal auf die Seite der Sitzung.
refused-invite-revoked = Dieser Link wurde zurückgezogen. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.
refused-invite-expired = Dieser Link ist abgelaufen. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.
refused-invite-used-up = Diesen Link haben schon so viele benutzt, wie er zulässt. Bitten Sie die Person, die Sie eingeladen hat, um einen eigenen.
refused-session-ended = Diese Sitzung ist zu Ende. Fragen Sie den Gastgeber, ob es eine weitere gibt.
refused-session-cancelled = Diese Sitzung wurde abgesagt. Fragen Sie den Gastgeber, ob es eine andere gibt.
refused-not-open-yet = Diese Sitzung ist noch nicht offen. Sie öffnet am { $at } UTC.
refused-waiting-for-host = Der Gastgeber ist noch nicht da. Warten Sie auf der Seite Ihres Links: sie öffnet sich von selbst.
refused-waiting-to-be-let-in = Der Gastgeber lässt Gäste einzeln ein. Warten Sie auf der Seite Ihres Links: sie öffnet sich von selbst.
refused-kept-out = Der Gastgeber hat Sie nicht eingelassen. Fragen Sie die Person, die Sie eingeladen hat.
refused-session-full = Die Sitzung ist voll. Versuchen Sie es wieder, wenn jemand ganz gegangen ist, oder fragen Sie den Gastgeber.
refused-changed-meanwhile = Jemand anderes hat diese Sitzung inzwischen geändert. Öffnen Sie sie noch einmal und wiederholen Sie die Änderung.
refused-not-configured = Dieser Server stellt keine Tokens aus. Setzen Sie dort JITSI_DOMAIN und einen Schlüssel.
refused-rate-limited = { $seconds ->
    [one] Von hier kamen zu viele Anfragen. Warten Sie eine Sekunde und versuchen Sie es dann noch einmal.
   *[other] Von hier kamen zu viele Anfragen. Warten Sie { $seconds } Sekunden und versuchen Sie es dann noch einmal.
}
refused-not-ready = Die Datenbank antwortet nicht. Das Protokoll sagt, warum.
refused-overloaded = Der Server ist ausgelastet. Versuchen Sie es in einer Sekunde wieder.
refused-internal = Auf unserer Seite ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.

# Was an einem Feld eines Formulars nicht stimmt.
breach-empty = Schreiben Sie hier etwas hinein.
breach-long = Schreiben Sie höchstens { $max } Zeichen.
breach-control = Darin steht ein unsichtbares Zeichen. Tippen Sie den Text, statt ihn einzufügen.
breach-email = Schreiben Sie eine E-Mail-Adresse, zum Beispiel hanna@example.com.
breach-many = Höchstens { $max }.
breach-number = Wählen Sie eine Zahl von { $min } bis { $max }.
breach-no-number = Schreiben Sie eine Zahl.
breach-zone = Wählen Sie eine Zeitzone aus der Liste.
breach-moment = Wählen Sie einen Tag und eine Uhrzeit in den nächsten zwei Jahren.
breach-time = Wählen Sie einen Tag und eine Uhrzeit.
