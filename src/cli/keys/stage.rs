//! `keys stage`: the next key comes into the ring.

use std::path::Path;

use super::{Context, KeysError};
use crate::{
    cli::signing_key::written_at,
    config::{Deployment, secret_file},
    jaas::PrivateKey,
    key_ring::Known,
};

/// Takes in the key in that file, or makes one.
pub(super) fn stage(context: &Context, file: Option<&Path>) -> Result<String, KeysError> {
    let (key, made_at) = if let Some(file) = file {
        (read(file)?, written_at(file))
    } else {
        eprintln!("Making an RSA key of 4096 bits…");
        (PrivateKey::generate().map_err(|error| KeysError::NotMade(error.to_string()))?, Some(context.now))
    };
    let fingerprint = key.fingerprint()?;
    let new = Known { fingerprint: fingerprint.clone(), bits: key.bits(), kid: None, made_at };
    context.change(|ring| {
        ring.stage(&new, context.configured.as_ref(), context.now)?;
        // Before the ring is written: it names no key that is not there.
        Ok(context.folder.keep_key(&key, &fingerprint)?)
    })?;
    Ok(next_steps(context, &new))
}

fn read(file: &Path) -> Result<PrivateKey, KeysError> {
    let text = secret_file(file).map_err(|reason| KeysError::NoKey(file.display().to_string(), reason))?;
    PrivateKey::parse(&text).map_err(|error| KeysError::NoKey(file.display().to_string(), error.to_string()))
}

fn next_steps(context: &Context, new: &Known) -> String {
    let public = context.folder.public_path(&new.fingerprint);
    let (public, short) = (public.display(), &new.fingerprint[..16]);
    let upload = match &context.deployment {
        Deployment::SelfHosted { .. } => format!(
            "1. Give {public} to the server that your Jitsi fetches keys from, under an id of its own.\n\
             2. Then let it sign, under that id:"
        ),
        _ => format!(
            "1. In the JaaS console (https://jaas.8x8.vc), under API Keys, choose Add API key and upload\n   {public}.\n   Leave the key of now where it is: both are valid.\n\
             2. Copy the id of the new row, and let the key sign:"
        ),
    };
    format!(
        "Staged: a key of {} bits, fingerprint {short}…. Nothing is signed with it yet.\n\n\
         {upload}\n\n   greenroom keys activate --kid <the id>",
        new.bits
    )
}
