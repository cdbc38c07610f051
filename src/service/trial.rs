//! A token that only shows that tokens can be made: for a room that nobody meets in, written down
//! nowhere and given to nobody.

use super::{Refusal, Service, ids};
use crate::jaas::{Features, User, Validity};

/// How long the trial token is valid, in seconds.
const SECONDS: i64 = 60;

impl Service {
    /// A token as a guest would get it now; `None` where the deployment takes no tokens.
    ///
    /// # Errors
    ///
    /// The key refuses to sign, or the storage does not say which form of the room claim holds.
    pub async fn trial_token(&self) -> Result<Option<String>, Refusal> {
        let Some(signing) = &self.signing else { return Ok(None) };
        let user = User {
            id: ids::new_id(&*self.world),
            name: "Trial".to_owned(),
            email: None,
            avatar: None,
            moderator: false,
        };
        let room = ids::new_room(&*self.world);
        let validity = Validity::lasting(SECONDS, self.world.now());
        let form = self.form_in_force().await?;
        let jti = ids::new_id(&*self.world);
        let claims = self.meetings.claims(&room, form, user, Features::new([]), validity, jti);
        let signer = self.meetings.keys().ok_or(Refusal::NotConfigured)?.active();
        Ok(Some(signing.sign(signer, claims.ok_or(Refusal::NotConfigured)?).await?))
    }
}
