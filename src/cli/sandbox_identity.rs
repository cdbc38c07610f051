//! The sandbox's own account: an app id and a key, made at the first start and kept in the data
//! folder, so that tokens survive a restart.

use std::path::Path;

use data_encoding::HEXLOWER;

use super::kept_file::{KeptFileError, read_or_write};
use crate::{
    clock::World,
    jaas::{AppId, KeyId, PrivateKey},
};

const KEY_FILE: &str = "sandbox.key";
const APP_ID_FILE: &str = "sandbox.app-id";
/// The key's id, as a console would have given it.
const KEY_ID: &str = "5a4db0";

/// Who the sandbox's tokens are from.
pub(super) struct SandboxIdentity {
    /// Its account.
    pub(super) app_id: AppId,
    /// Its key.
    pub(super) key: PrivateKey,
    /// The key's name.
    pub(super) kid: KeyId,
}

/// Reads the account from the data folder, or makes it.
pub(super) fn load_or_make(data_dir: &Path, world: &dyn World) -> Result<SandboxIdentity, KeptFileError> {
    let id_path = data_dir.join(APP_ID_FILE);
    let id = read_or_write(&id_path, || {
        let mut random = [0; 16];
        world.fill(&mut random);
        Ok(HEXLOWER.encode(&random))
    })?;
    let app_id: AppId = id.trim().parse().map_err(|_| KeptFileError::Damaged(id_path))?;
    let key_path = data_dir.join(KEY_FILE);
    let pem = read_or_write(&key_path, || {
        let key = PrivateKey::generate().map_err(|_| KeptFileError::Key)?;
        key.to_pkcs1_pem().map(|pem| pem.to_string()).map_err(|_| KeptFileError::Key)
    })?;
    let key = PrivateKey::parse(&pem).map_err(|_| KeptFileError::Damaged(key_path))?;
    let kid = KeyId::parse(KEY_ID, &app_id).map_err(|_| KeptFileError::Key)?;
    Ok(SandboxIdentity { app_id, key, kid })
}
