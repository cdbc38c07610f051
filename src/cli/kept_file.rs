//! Small files of the data folder that are made once and kept: the sandbox's account, the key of links.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
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
            match put(path, &text) {
                Ok(()) => Ok(text),
                // Another program made it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::read_to_string(path).map_err(failed),
                Err(error) => Err(failed(error)),
            }
        }
        Err(error) => Err(failed(error)),
    }
}

/// Writes it beside its place and links it there: whoever looks finds all of it or nothing, and the first one stays.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.new", process::id()));
    // Of one with our number that did not come to its end.
    let _ = fs::remove_file(&beside);
    private_file::write_new(&beside, text.as_bytes(), 0o600)?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    linked
}
