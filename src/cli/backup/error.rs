//! Why there is no backup, or nothing was restored: what happened, then what to do.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{config::Problems, storage::CopyError};

#[derive(Debug, thiserror::Error)]
pub(super) enum BackupError {
    #[error("{0}")]
    Config(#[from] Problems),
    #[error(
        "The database is PostgreSQL's, which makes its own copies while the server runs: \
         `pg_dump --format=custom --file=greenroom.dump \"$DATABASE_URL\"`, and back into an empty database with \
         `pg_restore --no-owner --dbname=\"$DATABASE_URL\" greenroom.dump`. \
         Copy links.key and the folder keys of {} along with it.",
        .0.display()
    )]
    Server(PathBuf),
    #[error(
        "There is no database at {}. Run this in the folder and with the variables of the server, or set GREENROOM_DATA_DIR.",
        .0.display()
    )]
    NoDatabase(PathBuf),
    #[error("{} exists already and is not overwritten: use another name, or --force.", .0.display())]
    Exists(PathBuf),
    #[error("The database {} cannot be copied: {source}.", path.display())]
    Copy { path: PathBuf, source: CopyError },
    #[error("The copy of the database is not good: {0}.")]
    Copied(CopyError),
    #[error("{} cannot be read or written ({source}). Check its folder, its rights and the space that is left.", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} is no whole backup of Greenroom's: {why}. Use another one.", path.display())]
    NoBackup { path: PathBuf, why: &'static str },
    #[error("The database in {} cannot be used: {source}.", path.display())]
    Restored { path: PathBuf, source: CopyError },
    #[error(
        "{} is there already, and nothing is overwritten. Stop the server, move what is in its folder to another place, and try again.",
        .0.display()
    )]
    Taken(PathBuf),
    #[error("Signals cannot be heard ({0}).")]
    Signals(io::Error),
    #[error("It was told to end, and nothing was written.")]
    Interrupted,
}

impl BackupError {
    /// For `map_err`: a file that cannot be read or written.
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
