//! Small files of the data folder that are made once and kept: the sandbox's account, the key of links.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::private_file;

/// Such a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum KeptFileError {
    /// It could not be read or written.
    #[error("{} cannot be read or written ({source}): check the rights of the data folder", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It does not hold what was written there.
    #[error("{} is damaged: put a copy of it back, or remove it, and a new one is made", .0.display())]
    Damaged(PathBuf),
    /// The system could not make a key.
    #[error("the sandbox's key could not be made")]
    Key,
}

/// The file's text; made and written down, for its owner alone, where there is no such file.
pub(super) fn read_or_write(
    path: &Path,
    make: impl FnOnce() -> Result<String, KeptFileError>,
) -> Result<String, KeptFileError> {
    let failed = |source| KeptFileError::File { path: path.to_owned(), source };
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
