//! Why a command is not carried out, and with which status `JaaS` is taken to say so: its
//! documentation names none.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::sandbox::refusal::Refusal;

/// Why a command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::sandbox) enum Denied {
    #[error("there is no bearer token")]
    NoToken,
    #[error(transparent)]
    Token(#[from] Refusal),
    #[error("the token does not say admin")]
    NoAdmin,
    #[error("the token's sub, the address and the conference must name one tenant, and it must be this one")]
    Tenant,
    #[error("the body is no command that the sandbox knows")]
    Body,
    #[error("there is no such meeting, or nobody of that id in it")]
    Nobody,
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoToken | Self::Token(_) => StatusCode::UNAUTHORIZED,
            Self::NoAdmin | Self::Tenant => StatusCode::FORBIDDEN,
            Self::Body => StatusCode::BAD_REQUEST,
            Self::Nobody => StatusCode::NOT_FOUND,
        };
        (status, self.to_string()).into_response()
    }
}
