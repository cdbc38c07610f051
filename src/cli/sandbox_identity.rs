//! The sandbox's own account: an app id and a key, made at the first start and kept in the data
//! folder, so that tokens survive a restart.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;

use super::private_file;
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

/// The sandbox's account could not be read or made.
#[derive(Debug, thiserror::Error)]
pub(super) enum IdentityError {
    /// A file of it could not be read or written.
    #[error("{} cannot be read or written ({source}): check the rights of the data folder", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of it does not hold what was written there.
    #[error("{} is damaged: remove it, and a new one is made", .0.display())]
    Damaged(PathBuf),
    /// The system could not make a key.
    #[error("the sandbox's key could not be made")]
    Key,
}

/// Reads the account from the data folder, or makes it.
pub(super) fn load_or_make(data_dir: &Path, world: &dyn World) -> Result<SandboxIdentity, IdentityError> {
    let id_path = data_dir.join(APP_ID_FILE);
    let id = read_or_write(&id_path, || {
        let mut random = [0; 16];
        world.fill(&mut random);
        Ok(HEXLOWER.encode(&random))
    })?;
    let app_id: AppId = id.trim().parse().map_err(|_| IdentityError::Damaged(id_path))?;
    let key_path = data_dir.join(KEY_FILE);
    let pem = read_or_write(&key_path, || {
        let key = PrivateKey::generate().map_err(|_| IdentityError::Key)?;
        key.to_pkcs1_pem().map(|pem| pem.to_string()).map_err(|_| IdentityError::Key)
    })?;
    let key = PrivateKey::parse(&pem).map_err(|_| IdentityError::Damaged(key_path))?;
    let kid = KeyId::parse(KEY_ID, &app_id).map_err(|_| IdentityError::Key)?;
    Ok(SandboxIdentity { app_id, key, kid })
}

fn read_or_write(path: &Path, make: impl FnOnce() -> Result<String, IdentityError>) -> Result<String, IdentityError> {
    let failed = |source| IdentityError::File { path: path.to_owned(), source };
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let text = make()?;
            private_file::write_new(path, text.as_bytes(), 0o600).map_err(failed)?;
            Ok(text)
        }
        Err(error) => Err(failed(error)),
    }
}
