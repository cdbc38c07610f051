//! `restore`: a backup into a data folder that has nothing in its way.
//!
//! It is safer than `tar -xf`: a `-wal` that is left of another database would be written into the restored one,
//! and a damaged copy, or one of a newer version, is found before anything is put in place.

use std::{
    fs::{self, DirBuilder, File, Metadata},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, fchown},
    path::{Path, PathBuf},
};

use tar::Archive;
use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

use super::{archive, counted, error::BackupError, kept};
use crate::{config::Kept, storage};

/// What SQLite writes beside its file.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A file that waits beside its place.
struct Waiting {
    place: PathBuf,
    file: NamedTempFile,
}

/// Puts everything in place, and says what it was.
pub(super) async fn restore(backup: &Path) -> Result<String, BackupError> {
    let Kept { data_dir, database } = kept()?;
    let database = database.ok_or_else(|| BackupError::Server(data_dir.clone()))?;
    refuse_what_is_in_the_way(&database)?;
    DirBuilder::new().recursive(true).mode(0o700).create(&data_dir).map_err(BackupError::file(&data_dir))?;
    let (from, folder, place) = (backup.to_owned(), data_dir.clone(), database.clone());
    let unpacked = spawn_blocking(move || unpack(&from, &folder, &place));
    let waiting = unpacked.await.map_err(|error| BackupError::file(backup)(error.into()))??;
    let copy =
        waiting.iter().find(|one| one.place == database).ok_or_else(|| no_backup(backup, "it holds no database"))?;
    let restored = |source| BackupError::Restored { path: backup.to_owned(), source };
    let contents = storage::contents(copy.file.path()).await.map_err(restored)?;
    for one in waiting {
        put(one)?;
    }
    let has_key = data_dir.join(archive::LINK_KEY).exists();
    let hint =
        if has_key { "" } else { " There is no links.key: links that were sent work, and cannot be shown again." };
    Ok(format!("Restored into {}: {}.{hint} Start the server now.", data_dir.display(), counted(&contents)))
}

fn no_backup(path: &Path, why: &'static str) -> BackupError {
    BackupError::NoBackup { path: path.to_owned(), why }
}

fn refuse_what_is_in_the_way(database: &Path) -> Result<(), BackupError> {
    let beside = |end: &&str| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let mut all = std::iter::once(database.to_owned()).chain(BESIDE.iter().map(beside));
    all.find(|path| path.exists()).map_or_else(|| Ok(()), |path| Err(BackupError::Taken(path)))
}

/// Every file of the backup, beside its place; the database last, as it is in there.
fn unpack(backup: &Path, data_dir: &Path, database: &Path) -> Result<Vec<Waiting>, BackupError> {
    let broken = |_| no_backup(backup, "it is damaged, or no tar");
    let mut archive = Archive::new(File::open(backup).map_err(BackupError::file(backup))?);
    let mut all = Vec::new();
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let name = entry.path().map_err(broken)?.into_owned();
        if !archive::is_known(&name) || !entry.header().entry_type().is_file() {
            return Err(no_backup(backup, "it holds other files, too"));
        }
        let place = if name == Path::new(archive::DATABASE) { database.to_owned() } else { data_dir.join(&name) };
        let mut file = beside(&place).map_err(BackupError::file(&place))?;
        let written = io::copy(&mut entry, &mut file).map_err(BackupError::file(&place))?;
        if written != entry.size() {
            return Err(no_backup(backup, "its end is missing"));
        }
        file.as_file().sync_all().map_err(BackupError::file(&place))?;
        if !is_there_already(&place, file.path())? {
            all.push(Waiting { place, file });
        }
    }
    Ok(all)
}

/// A file without a name of its own yet, on the disk that it stays on, of the same owner as the folder there.
fn beside(place: &Path) -> io::Result<NamedTempFile> {
    // The folder of keys is made when nothing can fail any more.
    let folder = if folder_of(place).exists() { folder_of(place) } else { folder_of(folder_of(place)) };
    let file = NamedTempFile::new_in(folder)?;
    own(file.as_file(), &fs::metadata(folder)?);
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Root alone can give files away; for everybody else they are theirs, as they should be.
fn own(file: &File, like: &Metadata) {
    let _ = fchown(file, Some(like.uid()), Some(like.gid()));
}

/// A key that never changed may have outlived the database. Another one of its name is not overwritten.
fn is_there_already(place: &Path, new: &Path) -> Result<bool, BackupError> {
    if !place.exists() {
        return Ok(false);
    }
    let read = |path: &Path| fs::read(path).map_err(BackupError::file(path));
    if read(place)? == read(new)? { Ok(true) } else { Err(BackupError::Taken(place.to_owned())) }
}

fn put(Waiting { place, file }: Waiting) -> Result<(), BackupError> {
    let folder = folder_of(&place);
    if !folder.exists() {
        make_folder(folder).map_err(BackupError::file(folder))?;
    }
    file.persist_noclobber(&place).map(drop).map_err(|failed| BackupError::File { path: place, source: failed.error })
}

fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(folder)?;
    own(&File::open(folder)?, &fs::metadata(folder_of(folder))?);
    Ok(())
}
