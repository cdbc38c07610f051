# Requests that cannot be read, and what lies over every address.
http-not-found = There is nothing at this address. /api/openapi.json lists what there is.
http-method = This address does not take this method. The Allow header lists those that it takes.
http-timeout = The request took too long to arrive. Send it again, in one go.
http-too-large = The request is larger than 16 KB. Send a smaller one.
http-not-json-type = Send the request as `Content-Type: application/json`.
http-unreadable = The request cannot be read. /api/openapi.json describes what is expected.
http-not-json = The body is not valid JSON. Check that it was sent whole.
http-body = The body cannot be read. Send the request again.
http-body-short = The body ended too early or cannot be read. Send the request again.
http-not-form-type = Send the form as `Content-Type: application/x-www-form-urlencoded`.
http-form = The form cannot be read. Send it again.
http-foreign = This request came from another site's page. Open Greenroom itself and try again.

# The plain page of an error outside the pages proper.
plain-internal = Something went wrong on our side
plain-busy = Very busy
plain-other = That did not work
plain-start = To the start page
