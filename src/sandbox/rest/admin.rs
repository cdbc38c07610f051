//! Whose commands are taken: those of a server of the tenant, with a token that says so.

use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization},
    typed_header::TypedHeaderRejection,
};
use serde_json::Value;

use super::{Denied, Sandbox};
use crate::sandbox::token::{check_login, signed_claims};

/// The bearer token of a request, where it has one.
pub(super) type Bearer = Result<TypedHeader<Authorization<authorization::Bearer>>, TypedHeaderRejection>;

/// Checks that the token is of the tenant, and for commands.
pub(super) fn check(sandbox: &Sandbox, bearer: Bearer) -> Result<(), Denied> {
    let TypedHeader(bearer) = bearer.map_err(|_| Denied::NoToken)?;
    let claims = signed_claims(bearer.token(), &sandbox.0.keys)?;
    check_login(&claims, (sandbox.0.now)())?;
    if claims.get("admin") != Some(&Value::Bool(true)) {
        return Err(Denied::NoAdmin);
    }
    let tenant = claims.get("sub").and_then(Value::as_str);
    if tenant.is_some_and(|tenant| sandbox.serves(tenant)) { Ok(()) } else { Err(Denied::Tenant) }
}
