//! Whether hosts could sign in at the provider now.

use crate::{
    checks::{Check, Topic},
    oidc::OidcError,
    service::Service,
};

/// Its discovery document, and the issuer that it names.
pub(super) async fn check(service: &Service) -> Check {
    match service.look_at_provider().await {
        None => Check::skipped(
            Topic::Provider,
            "OIDC_ISSUER is not set: hosts sign in with one-time links, which `greenroom hosts invite` makes.",
        ),
        Some(Ok(())) => {
            let callback = format!("{}sign-in/callback", service.public_url());
            Check::ok(
                Topic::Provider,
                format!(
                    "The provider answers and is the configured one. Its list of redirect addresses must have {callback}."
                ),
            )
        }
        Some(Err(error @ OidcError::Unreachable(_))) => Check::fail(
            Topic::Provider,
            format!("Nobody can sign in: {error}. Check OIDC_ISSUER and the way out of this machine."),
        ),
        Some(Err(error)) => Check::fail(
            Topic::Provider,
            format!("Nobody can sign in: {error}. Write OIDC_ISSUER exactly as the provider does."),
        ),
    }
}
