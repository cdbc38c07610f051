//! `backup`: copy the database, check the copy, put everything into one file, and only then give it its name.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::{Builder, NamedTempFile};
use tokio::{task::spawn_blocking, time::interval};

use super::{
    archive::{self, Member},
    counted,
    error::BackupError,
    kept, size,
};
use crate::{config::Kept, storage};

/// Begins the names of what is not finished yet.
const UNFINISHED: &str = ".greenroom-backup-";
/// How often a long copy says how far it is.
const NEWS: Duration = Duration::from_secs(5);

/// Writes the file, and says what is in it.
pub(super) async fn make(file: &Path, force: bool) -> Result<String, BackupError> {
    let Kept { data_dir, database } = kept()?;
    let database = database.ok_or_else(|| BackupError::Server(data_dir.clone()))?;
    if !database.is_file() {
        return Err(BackupError::NoDatabase(database));
    }
    if !force && file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let folder = folder_of(file);
    let unfinished = Builder::new().prefix(UNFINISHED).tempdir_in(&folder).map_err(BackupError::file(&folder))?;
    // Within a folder that only its owner may enter.
    let copied = unfinished.path().join(archive::DATABASE);
    copy(&database, &copied).await?;
    let contents = storage::contents(&copied).await.map_err(BackupError::Copied)?;
    // After the copy: a key that the database names is there by now.
    let mut members = archive::beside_the_database(&data_dir).map_err(BackupError::file(&data_dir))?;
    let keys = members.iter().map(|member| member.name.display().to_string()).collect::<Vec<_>>();
    members.push(Member { name: PathBuf::from(archive::DATABASE), path: copied });
    let archive = pack(folder.clone(), members).await.map_err(BackupError::file(file))?;
    let bytes = archive.as_file().metadata().map_err(BackupError::file(file))?.len();
    put(archive, file, force)?;
    File::open(&folder).and_then(|folder| folder.sync_all()).map_err(BackupError::file(&folder))?;
    let keys = if keys.is_empty() { "no key".to_owned() } else { keys.join(", ") };
    Ok(format!(
        "{}, {}: {} and {keys}. It opens every session in it: keep it as close as the server.",
        file.display(),
        size(bytes),
        counted(&contents)
    ))
}

fn folder_of(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or_else(|| Path::new(".")).to_owned()
}

/// Says now and then how far it is.
async fn copy(database: &Path, copied: &Path) -> Result<(), BackupError> {
    let failed = |source| BackupError::Copy { path: database.to_owned(), source };
    let whole = fs::metadata(database).map_err(BackupError::file(database))?.len();
    let mut copying = std::pin::pin!(storage::copy(database, copied));
    let mut news = interval(NEWS);
    news.tick().await;
    loop {
        tokio::select! {
            outcome = &mut copying => return outcome.map_err(failed),
            _ = news.tick() => {
                let done = fs::metadata(copied).map_or(0, |found| found.len());
                eprintln!("{} of about {} are copied…", size(done), size(whole));
            }
        }
    }
}

async fn pack(folder: PathBuf, members: Vec<Member>) -> std::io::Result<NamedTempFile> {
    let packed = spawn_blocking(move || {
        let archive = Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        archive::write(archive.as_file(), &members)?;
        Ok(archive)
    });
    packed.await?
}

fn put(archive: NamedTempFile, file: &Path, force: bool) -> Result<(), BackupError> {
    let put = if force { archive.persist(file) } else { archive.persist_noclobber(file) };
    put.map(drop).map_err(|failed| match failed.error.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists(file.to_owned()),
        _ => BackupError::File { path: file.to_owned(), source: failed.error },
    })
}
