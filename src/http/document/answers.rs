//! The answers that follow from how the server is built, and refusals with the codes that they bear.

use std::collections::BTreeMap;

use utoipa::{
    IntoResponses,
    openapi::{
        AllOfBuilder, ContentBuilder, Header, HeaderBuilder, HttpMethod, Object, ObjectBuilder, OpenApi, Ref, RefOr,
        Response, ResponseBuilder, Schema, path::Operation, schema::Type,
    },
};

use super::operations;
use crate::wire::ErrorCode::{
    self, Forbidden, Internal, InvalidRequest, MissingScope, NotFound, NotReady, OutOfPolicy, PayloadTooLarge,
    RateLimited, Unauthenticated, UnsupportedMediaType,
};

/// Answers by their status.
pub(in crate::http) type Answers = BTreeMap<String, RefOr<Response>>;

/// Refusals of one operation: each status with its codes and when it comes.
pub(in crate::http) fn refusals<const N: usize>(list: [(u16, &[ErrorCode], &str); N]) -> Answers {
    list.into_iter().map(|(status, codes, when)| (status.to_string(), refusal(status, codes, when).into())).collect()
}

/// No session has that id.
pub(in crate::http) struct UnknownSession;

impl IntoResponses for UnknownSession {
    fn responses() -> Answers {
        refusals([(404, &[NotFound], "There is no session with that id.")])
    }
}

/// What an operation may answer because of what it takes.
struct Common {
    status: u16,
    /// Under which name it stands among the document's responses.
    name: &'static str,
    codes: &'static [ErrorCode],
    when: &'static str,
    holds: fn(&HttpMethod, &Operation) -> bool,
}

const COMMON: [Common; 12] = [
    Common {
        status: 400,
        name: "Unreadable",
        codes: &[InvalidRequest],
        when: "The body is not JSON or did not come whole, or a part of the address cannot be read.",
        holds: |method, operation| *method != HttpMethod::Get || operation.parameters.is_some(),
    },
    Common {
        status: 401,
        name: "Unauthenticated",
        codes: &[Unauthenticated],
        when: "There is no API key, one that is not known, has expired or was revoked, or more than one.",
        holds: |_, operation| operation.security.is_some(),
    },
    Common {
        status: 403,
        name: "Foreign",
        codes: &[Forbidden],
        when: "A browser sent it from a page of another site.",
        holds: |method, operation| *method != HttpMethod::Get && operation.security.is_none(),
    },
    Common {
        status: 403,
        name: "Scopeless",
        codes: &[MissingScope],
        when: "The API key has not the scope that this needs. The sentence names it.",
        holds: |method, operation| *method == HttpMethod::Get && operation.security.is_some(),
    },
    Common {
        status: 403,
        name: "ForeignOrScopeless",
        codes: &[Forbidden, MissingScope],
        when: "A browser sent it from a page of another site (`forbidden`), or the API key has not the scope that this needs (`missing_scope`).",
        holds: |method, operation| *method != HttpMethod::Get && operation.security.is_some(),
    },
    Common {
        status: 408,
        name: "Slow",
        codes: &[InvalidRequest],
        when: "The request took more than 20 seconds to arrive, or to be answered.",
        holds: |_, _| true,
    },
    Common {
        status: 413,
        name: "TooLarge",
        codes: &[PayloadTooLarge],
        when: "The body is larger than 16 KB.",
        holds: |_, _| true,
    },
    Common {
        status: 415,
        name: "NotJson",
        codes: &[UnsupportedMediaType],
        when: "The body was not sent as `application/json`.",
        holds: |_, operation| operation.request_body.is_some(),
    },
    Common {
        status: 422,
        name: "Unfit",
        codes: &[InvalidRequest, OutOfPolicy],
        when: "A field is missing or of the wrong type (`invalid_request`), or against its rule (`out_of_policy`). The sentence names it.",
        holds: |_, operation| operation.request_body.is_some(),
    },
    Common {
        status: 429,
        name: "RateLimited",
        codes: &[RateLimited],
        when: "Too much was asked for: by this API key, or without one from this address.",
        holds: |_, operation| operation.security.is_some(),
    },
    Common {
        status: 500,
        name: "Internal",
        codes: &[Internal],
        when: "Something went wrong on our side; the log has the cause under the answer's `X-Request-Id`.",
        holds: |_, _| true,
    },
    Common {
        status: 503,
        name: "NotReady",
        codes: &[NotReady],
        when: "The database does not answer.",
        holds: |_, operation| operation.security.is_some() || operation.request_body.is_some(),
    },
];

/// Adds to every operation what it may answer because of what it takes, where it does not say more about
/// that status itself, and to every answer the headers that all of them bear.
pub(super) fn add(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for (method, operation) in operations(item) {
            let common: Vec<_> = COMMON.iter().filter(|common| (common.holds)(&method, operation)).collect();
            let answers = &mut operation.responses.responses;
            for common in common {
                let shared = || RefOr::Ref(Ref::from_response_name(common.name));
                answers.entry(common.status.to_string()).or_insert_with(shared);
            }
            for (_, answer) in answers.iter_mut() {
                if let RefOr::T(answer) = answer {
                    bear_headers(answer);
                }
            }
        }
    }
    let responses = &mut document.components.get_or_insert_default().responses;
    for Common { status, name, codes, when, .. } in COMMON {
        let mut answer = refusal(status, codes, when);
        bear_headers(&mut answer);
        responses.insert(name.to_owned(), answer.into());
    }
}

/// A refusal with one of these codes.
fn refusal(status: u16, codes: &[ErrorCode], when: &str) -> Response {
    let code = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes.iter().map(|code| code.as_str())));
    let body = AllOfBuilder::new()
        .item(Ref::from_schema_name("ApiError"))
        .item(ObjectBuilder::new().schema_type(Type::Object).property("code", code))
        .build();
    let content = ContentBuilder::new().schema(Some(Schema::AllOf(body))).build();
    let answer = ResponseBuilder::new().description(when).content("application/json", content);
    match status {
        401 => answer.header("WWW-Authenticate", text_header("`Bearer`")),
        429 | 503 => answer.header("Retry-After", seconds_header()),
        _ => answer,
    }
    .build()
}

fn bear_headers(answer: &mut Response) {
    let id = text_header("The request's id, as the log has it.");
    answer.headers.insert("X-Request-Id".to_owned(), id.into());
    answer.headers.insert("Cache-Control".to_owned(), text_header("`no-store`").into());
}

fn text_header(description: &str) -> Header {
    HeaderBuilder::new().schema(Some(Object::with_type(Type::String))).description(Some(description)).build()
}

fn seconds_header() -> Header {
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).build();
    let description = "In how many seconds to come again, where that is known.";
    HeaderBuilder::new().schema(Some(seconds)).description(Some(description)).build()
}
