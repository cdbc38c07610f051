//! How the component gets a token: any async function of the app that uses it.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use crate::wire::{MeetingToken, RoomClaim};

/// What the component tells its token source.
///
/// Greenroom's own source uses the name and the form alone: its server knows the rest. The other
/// fields are the component's props, for apps whose backend wants them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenRequest {
    /// The IFrame API's `roomName`.
    pub room_name: String,
    /// The name that others shall see; may be empty.
    pub display_name: String,
    /// The component's prop of that name.
    pub email: Option<String>,
    /// The component's prop of that name.
    pub user_id: Option<String>,
    /// The component's prop of that name.
    pub avatar: Option<String>,
    /// The component's prop of that name. A wish: a server must know who moderates.
    pub moderator: bool,
    /// The form of the room claim to ask for, after the usual one was refused.
    pub room_claim: Option<RoomClaim>,
}

/// Why no token came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenFailure {
    /// 429, 502, 503, 504: asked again.
    Busy {
        /// Whether it was a 429.
        rate_limited: bool,
        /// What `Retry-After` said.
        retry_after_seconds: Option<u32>,
    },
    /// The network failed: asked again.
    Unreachable,
    /// 400, 401, 403, 404, 410, 422: final, in the server's words.
    Refused(String),
}

type Asked = Pin<Box<dyn Future<Output = Result<MeetingToken, TokenFailure>>>>;

/// An async function that gets a token.
#[derive(Clone)]
pub struct TokenSource(Arc<dyn Fn(TokenRequest) -> Asked + Send + Sync>);

impl TokenSource {
    /// Wraps an async function.
    pub fn new<F, Fut>(source: F) -> Self
    where
        F: Fn(TokenRequest) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<MeetingToken, TokenFailure>> + 'static,
    {
        Self(Arc::new(move |request| Box::pin(source(request))))
    }

    /// Asks for a token.
    pub fn ask(&self, request: TokenRequest) -> impl Future<Output = Result<MeetingToken, TokenFailure>> + use<> {
        (self.0)(request)
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSource")
    }
}
