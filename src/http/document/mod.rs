//! The OpenAPI document: what it says of the API as a whole, and how it is put together.
//!
//! Each operation is described beside its handler. What follows from how the server is built is added
//! here, so that no description can forget it: the answers that every address may give (`answers`), the
//! rules of fields with the very numbers that the use cases hold them against (`fields`), and the calls of
//! our own pages, which are no handlers of ours (`page_calls`).

pub(super) mod answers;
mod fields;
mod page_calls;

use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, HttpMethod,
        path::{Operation, PathItem},
        security::{Http, HttpAuthScheme, SecurityScheme},
        server::Server,
    },
};

use crate::{
    service::Service,
    wire::{ApiError, ErrorCode},
};

/// The address of the document.
pub(super) const ADDRESS: &str = "/api/openapi.json";

/// What stands above all operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Greenroom",
        description = "Tokens and sessions for Jitsi as a Service, for backends of your own.\n\n\
            Bodies are JSON in UTF-8, 16 KB at most; fields that are not known are not heard. Times are whole \
            seconds since 1970, in UTC. Texts are one line; blanks around them do not count. Every answer bears \
            `X-Request-Id`, which the server's log has, too, and none may be cached.\n\n\
            A refusal says in `error` what happened and what to do, for people, and in `code` the same for \
            programs. Go by `code`: sentences may be worded otherwise tomorrow.\n\n\
            Call it from a server. There is no CORS, and an API key may do anything that is described here."
    ),
    tags(
        (name = "Tokens", description = "Tokens for any user, room and role."),
        (name = "Sessions", description = "Something people meet in: opened, shown and ended."),
        (name = "Invites", description = "Links into a session, each of which can be withdrawn."),
        (name = "The record", description = "What was done and refused, by whom, from where and by which request."),
        (name = "This description", description = "The API, described for machines."),
        (
            name = "Our own pages",
            description = "What Greenroom's own pages call. They are no part of the API: they change with the \
                pages, without notice. They are described because they are what a browser can reach."
        ),
    ),
    paths(page_calls::meeting_token, page_calls::joined, page_calls::document),
    components(schemas(ApiError, ErrorCode)),
    modifiers(&ApiKeyScheme)
)]
pub(super) struct Document;

/// Describes the API key.
struct ApiKeyScheme;

impl Modify for ApiKeyScheme {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.description = Some(
            "A key that an operator made, or one of `GREENROOM_API_KEYS`, as `Authorization: Bearer <key>`, in one header: two of them count as none."
                .to_owned(),
        );
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("api_key", SecurityScheme::Http(scheme));
    }
}

/// The document of this server: what its handlers say, and what holds for all of them.
pub(super) fn complete(mut document: openapi::OpenApi, service: &Service) -> Value {
    let url = service.public_url().as_str().trim_end_matches('/');
    document.servers = Some(vec![Server::new(url)]);
    document.info.license = None;
    fields::hold(&mut document, service);
    answers::add(&mut document);
    serde_json::to_value(document).expect("it is text and numbers")
}

/// The operations of an address, with their methods.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let all = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}
