//! `keys retire`: a key goes.

use super::{Context, KeysError};
use crate::{
    config::Deployment,
    key_ring::{Key, Origin, Which},
};

/// Lets go of a key, and removes its private half.
pub(super) fn retire(context: &Context, which: Which<'_>, leaked: bool) -> Result<String, KeysError> {
    let key = context.change(|ring| Ok(ring.retire(which, leaked, context.now)?.clone()))?;
    if key.origin == Origin::Folder {
        context.folder.remove_key(&key.fingerprint)?;
    }
    Ok(said(context, &key))
}

fn said(context: &Context, key: &Key) -> String {
    let name = key.kid.as_deref().unwrap_or("the key");
    let private = match (key.origin, context.environment.private_key_file()) {
        (Origin::Folder, _) => "Its private key was removed.".to_owned(),
        (Origin::Configured, Some(file)) => format!(
            "Its private key is in {}: unset JITSI_PRIVATE_KEY_FILE and JITSI_KEY_ID, which nothing reads\n\
             while a key of the ring signs, and remove the file.",
            file.display()
        ),
        (Origin::Configured, None) => {
            "Its private key is in JITSI_PRIVATE_KEY: unset that and JITSI_KEY_ID, which nothing reads while\n\
             a key of the ring signs."
                .to_owned()
        }
    };
    let public = match &context.deployment {
        Deployment::SelfHosted { .. } => "Now remove its public key from the server that your Jitsi fetches keys from.",
        _ => "Now delete its public key in the JaaS console (https://jaas.8x8.vc), under API Keys.",
    };
    format!("Retired: {name}, fingerprint {}…. {private}\n\n{public}", key.short())
}
