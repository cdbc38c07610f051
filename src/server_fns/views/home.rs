//! The home page.

use crate::{
    server_fns::context::{refuse, service, visitor},
    wire::ApiError,
};

/// The home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeView {
    /// Whether the sandbox stands in for 8x8.vc: then one click makes anybody a host.
    pub sandbox: bool,
    /// Whether a host is signed in.
    pub signed_in: bool,
}

/// The home page.
///
/// # Errors
///
/// The storage fails.
pub async fn home() -> Result<HomeView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let signed_in = service.account(&visitor).await.map_err(refuse)?.is_some();
    Ok(HomeView { sandbox: service.is_sandbox(), signed_in })
}
