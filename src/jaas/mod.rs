//! The domain core: what `JaaS` and Jitsi call things, and the rules that hold for them.
//!
//! No I/O, no clock, no randomness of its own. App id, room name and the small vocabularies are
//! shared with the browser; claims, keys and the signer are the server's alone.

mod app_id;
#[cfg(feature = "ssr")]
mod claims;
#[cfg(feature = "ssr")]
pub mod explain;
mod feature;
#[cfg(feature = "ssr")]
mod key;
#[cfg(feature = "ssr")]
mod keychain;
mod role;
mod room;
mod room_claim;
mod session_type;
#[cfg(feature = "ssr")]
mod signer;
#[cfg(feature = "ssr")]
mod verifier;

pub use app_id::{AppId, AppIdError, TENANT_PREFIX};
#[cfg(feature = "ssr")]
pub use claims::{AdminClaims, Claims, Context, Features, User, Validity};
pub use feature::{Feature, UnknownFeature};
#[cfg(feature = "ssr")]
pub use key::{GenerateError, KeyError, PrivateKey, RECOMMENDED_BITS};
#[cfg(feature = "ssr")]
pub use keychain::Keychain;
pub use role::Role;
pub use room::{RoomName, RoomNameError};
pub use room_claim::RoomClaim;
pub use session_type::SessionType;
#[cfg(feature = "ssr")]
pub use signer::{KeyId, KeyIdError, SignError, Signer};
#[cfg(feature = "ssr")]
pub use verifier::{Verdict, Verifier, VerifierError};
