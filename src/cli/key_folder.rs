//! The folder `keys/` in the data folder: the private halves of the ring's keys, and the ring itself.
//!
//! | file | mode | owns |
//! | --- | --- | --- |
//! | `ring.json` | 600 | which key is what; the folder is an empty ring without it |
//! | `{fingerprint}.key` | 600 | a private key; gone when the key is retired |
//! | `{fingerprint}.key.pub` | 644 | its public half, for the upload |
//!
//! A file of a key is written before the ring names it, and removed after the ring has let go of it.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::private_file;
use crate::{
    config::{Problem, secret_file},
    jaas::{KeyError, PrivateKey},
    key_ring::{ReadError, Ring},
};

const FOLDER: &str = "keys";
const RING: &str = "ring.json";

/// The folder of one ring.
#[derive(Clone, Debug)]
pub(super) struct KeyFolder(PathBuf);

/// Something in the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum KeyFolderError {
    /// A file or the folder could not be read or written.
    #[error("{} cannot be read or written ({source}): check the rights of the data folder", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The ring is none.
    #[error(
        "{} cannot be used: {reason}. Put a copy of it back. Where there is none, move the file away; without it the configured key signs",
        path.display()
    )]
    Ring {
        /// Its file.
        path: PathBuf,
        /// Why.
        reason: ReadError,
    },
    /// The file of a key holds no key.
    #[error("{}: {reason}. Put a copy of it back, or let another key sign with `greenroom keys activate`", path.display())]
    Key {
        /// Its file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl From<KeyFolderError> for Problem {
    fn from(error: KeyFolderError) -> Self {
        Self::new("GREENROOM_DATA_DIR", error.to_string())
    }
}

impl KeyFolder {
    /// The folder in that data folder. It need not be there.
    pub(super) fn of(data_dir: &Path) -> Self {
        Self(data_dir.join(FOLDER))
    }

    /// Where the ring is written.
    pub(super) fn ring_path(&self) -> PathBuf {
        self.0.join(RING)
    }

    /// Where that key's private half is, or would be.
    pub(super) fn key_path(&self, fingerprint: &str) -> PathBuf {
        self.0.join(format!("{fingerprint}.key"))
    }

    /// Where its public half is.
    pub(super) fn public_path(&self, fingerprint: &str) -> PathBuf {
        self.key_path(fingerprint).with_added_extension("pub")
    }

    /// The ring; an empty one where none was written yet.
    pub(super) fn ring(&self) -> Result<Ring, KeyFolderError> {
        let path = self.ring_path();
        match fs::read_to_string(&path) {
            Ok(json) => Ring::read(&json).map_err(|reason| KeyFolderError::Ring { path, reason }),
            // A data folder that is no folder has no ring, and fails by itself where it is used.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Ring::default())
            }
            Err(source) => Err(KeyFolderError::File { path, source }),
        }
    }

    /// A key of the ring, which must be the one that it is said to be.
    pub(super) fn key(&self, fingerprint: &str) -> Result<PrivateKey, KeyFolderError> {
        let path = self.key_path(fingerprint);
        let read = secret_file(&path).and_then(|text| PrivateKey::parse(&text).map_err(|error| error.to_string()));
        match read {
            Ok(key) if key.fingerprint().is_ok_and(|found| found == fingerprint) => Ok(key),
            Ok(_) => Err(KeyFolderError::Key { path, reason: "it holds another key than its name says".to_owned() }),
            Err(reason) => Err(KeyFolderError::Key { path, reason }),
        }
    }

    /// The files in it, whoever put them there: when one of them changes, the ring did.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.push(self.ring_path());
        paths.sort();
        paths
    }

    /// Makes the folder where it is missing, and keeps everybody else from changing it while what is
    /// returned is held.
    pub(super) fn lock(&self) -> Result<File, KeyFolderError> {
        let failed = |source| KeyFolderError::File { path: self.0.clone(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0).map_err(failed)?;
        let folder = File::open(&self.0).map_err(failed)?;
        folder.lock().map_err(failed)?;
        Ok(folder)
    }

    /// Writes the ring down.
    pub(super) fn keep_ring(&self, ring: &Ring) -> Result<(), KeyFolderError> {
        let path = self.ring_path();
        private_file::replace(&path, ring.write().as_bytes(), 0o600)
            .map_err(|source| KeyFolderError::File { path, source })
    }

    /// Writes both halves of a key down.
    pub(super) fn keep_key(&self, key: &PrivateKey, fingerprint: &str) -> Result<(), KeyFolderError> {
        let private = key.to_pkcs1_pem();
        let public = key.public_pem().map(Zeroizing::new);
        for (path, content, mode) in
            [(self.key_path(fingerprint), private, 0o600), (self.public_path(fingerprint), public, 0o644)]
        {
            let content = content
                .map_err(|error: KeyError| KeyFolderError::Key { path: path.clone(), reason: error.to_string() })?;
            private_file::replace(&path, content.as_bytes(), mode)
                .map_err(|source| KeyFolderError::File { path, source })?;
        }
        Ok(())
    }

    /// Removes both halves of a key; one that is gone already is no failure.
    pub(super) fn remove_key(&self, fingerprint: &str) -> Result<(), KeyFolderError> {
        for path in [self.key_path(fingerprint), self.public_path(fingerprint)] {
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(KeyFolderError::File { path, source });
                }
                _ => {}
            }
        }
        Ok(())
    }
}
