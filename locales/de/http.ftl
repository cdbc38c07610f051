# Anfragen, die nicht zu lesen sind, und was über jeder Adresse liegt.
http-not-found = Unter dieser Adresse gibt es nichts. /api/openapi.json zählt auf, was es gibt.
http-method = Diese Adresse nimmt diese Methode nicht an. Der Kopf Allow zählt die auf, die sie annimmt.
http-timeout = Die Anfrage brauchte zu lange. Schicken Sie sie noch einmal, in einem Zug.
http-too-large = Die Anfrage ist größer als 16 KB. Schicken Sie eine kleinere.
http-not-json-type = Schicken Sie die Anfrage als `Content-Type: application/json`.
http-unreadable = Die Anfrage ist nicht zu lesen. /api/openapi.json beschreibt, was erwartet wird.
http-not-json = Der Inhalt ist kein gültiges JSON. Prüfen Sie, ob er ganz geschickt wurde.
http-body = Der Inhalt ist nicht zu lesen. Schicken Sie die Anfrage noch einmal.
http-body-short = Der Inhalt hörte zu früh auf oder ist nicht zu lesen. Schicken Sie die Anfrage noch einmal.
http-not-form-type = Schicken Sie das Formular als `Content-Type: application/x-www-form-urlencoded`.
http-form = Das Formular ist nicht zu lesen. Schicken Sie es noch einmal.
http-foreign = Diese Anfrage kam von der Seite einer anderen Website. Öffnen Sie Greenroom selbst und versuchen Sie es noch einmal.

# Die einfache Seite eines Fehlers außerhalb der eigentlichen Seiten.
plain-internal = Auf unserer Seite ist etwas schiefgegangen
plain-busy = Gerade ist viel los
plain-other = Das hat nicht geklappt
plain-start = Zur Startseite
