//! Which key signs, and where it lies: the ring's active one, else the configured one.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::key_folder::{KeyFolder, KeyFolderError};
use crate::{
    config::{Deployment, Environment, GivenKey, Problems, Settings},
    jaas::KeyId,
    key_ring::{Key, Known, Ring},
};

/// The ring as it was read, and what signs by it.
pub(super) struct SigningKey {
    /// The ring's folder.
    pub(super) folder: KeyFolder,
    /// The ring.
    pub(super) ring: Ring,
    given: Option<GivenKey>,
}

/// Where the key that signs lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// In the folder of the ring.
    Ring(PathBuf),
    /// In a file that a variable names.
    File(PathBuf),
    /// In a variable.
    Variable,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ring(path) => write!(f, "{}, the active key of the ring", path.display()),
            Self::File(path) => write!(f, "{} (JITSI_PRIVATE_KEY_FILE)", path.display()),
            Self::Variable => f.write_str("JITSI_PRIVATE_KEY"),
        }
    }
}

impl Source {
    /// The file, where it lies in one.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::Ring(path) | Self::File(path) => Some(path),
            Self::Variable => None,
        }
    }
}

impl SigningKey {
    /// Reads the ring, and the key of it that signs.
    pub(super) fn find(environment: &Environment) -> Result<Self, KeyFolderError> {
        let folder = KeyFolder::of(&environment.data_dir());
        let ring = folder.ring()?;
        let given = ring.active().map(|active| {
            let key = folder.key(&active.fingerprint)?;
            let kid = active.kid.clone().unwrap_or_default();
            Ok(GivenKey { key, kid, place: folder.ring_path().display().to_string() })
        });
        Ok(Self { given: given.transpose()?, folder, ring })
    }

    /// The settings with the key that signs.
    pub(super) fn settings(environment: &Environment) -> Result<(Settings, Self), Problems> {
        let mut found = Self::find(environment).map_err(|error| Problems(vec![error.into()]))?;
        Ok((Settings::read_with(environment, found.given.take())?, found))
    }

    /// The deployment alone, with the key that signs.
    pub(super) fn deployment(environment: &Environment) -> Result<(Deployment, Self), Problems> {
        let mut found = Self::find(environment).map_err(|error| Problems(vec![error.into()]))?;
        Ok((Deployment::read(environment, found.given.take())?, found))
    }

    /// Where it lies.
    pub(super) fn source(&self, environment: &Environment) -> Source {
        match (self.ring.active(), environment.private_key_file()) {
            (Some(active), _) => Source::Ring(self.folder.key_path(&active.fingerprint)),
            (None, Some(file)) => Source::File(file.to_owned()),
            (None, None) => Source::Variable,
        }
    }

    /// Every key, the configured one among them.
    pub(super) fn keys(&self, environment: &Environment) -> Vec<Key> {
        self.ring.with_configured(configured(environment).as_ref())
    }
}

/// The configured key, where there is one that could sign.
pub(super) fn configured(environment: &Environment) -> Option<Known> {
    let deployment = Deployment::read(environment, None).ok()?;
    let key = deployment.key()?;
    Some(Known {
        fingerprint: key.fingerprint().ok()?,
        bits: key.bits(),
        kid: deployment.kid().map(|kid| KeyId::as_str(kid).to_owned()),
        made_at: environment.private_key_file().and_then(written_at),
    })
}

/// When a file was last written, in seconds since 1970, where the system says so.
pub(super) fn written_at(file: &Path) -> Option<i64> {
    let changed = fs::metadata(file).and_then(|data| data.modified()).ok()?;
    i64::try_from(changed.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}
