//! What is in a backup: a tar of the data folder's files by their own names, so that `tar -xf` into an empty data
//! folder restores it, too.
//!
//! The database comes last: where it is whole, everything before it is.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use tar::{Builder, EntryType, Header};

/// The database's name there, whatever the server calls it.
pub(super) const DATABASE: &str = "greenroom.db";
/// The key that links follow from.
pub(super) const LINK_KEY: &str = "links.key";
/// What else is kept. The sandbox's account is there in the sandbox alone.
const FILES: [&str; 3] = [LINK_KEY, "sandbox.app-id", "sandbox.key"];
/// The folder of signing keys.
const KEYS: &str = "keys";

/// One file of a backup.
pub(super) struct Member {
    /// Its path below the data folder.
    pub(super) name: PathBuf,
    /// Where it is now.
    pub(super) path: PathBuf,
}

/// What belongs to the database in that data folder.
///
/// # Errors
///
/// The folder of keys cannot be read.
pub(super) fn beside_the_database(data_dir: &Path) -> io::Result<Vec<Member>> {
    let mut names: Vec<PathBuf> = FILES.iter().map(PathBuf::from).collect();
    match fs::read_dir(data_dir.join(KEYS)) {
        Ok(entries) => {
            let mut keys = entries
                .map(|entry| Ok(Path::new(KEYS).join(entry?.file_name())))
                .collect::<io::Result<Vec<PathBuf>>>()?;
            keys.sort();
            names.extend(keys);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let members = names.into_iter().map(|name| Member { path: data_dir.join(&name), name });
    Ok(members.filter(|member| member.path.is_file()).collect())
}

/// Whether a file of that name can be in a backup. No other one is written anywhere.
pub(super) fn is_known(name: &Path) -> bool {
    let mut parts = name.components();
    let plain = parts.all(|part| matches!(part, std::path::Component::Normal(_)));
    let known = FILES.iter().chain([&DATABASE]).any(|file| name == Path::new(file));
    plain && (known || name.parent() == Some(Path::new(KEYS)))
}

/// Writes the files into one, for their owner alone.
///
/// # Errors
///
/// One cannot be read, or the archive not be written.
pub(super) fn write(archive: &File, members: &[Member]) -> io::Result<()> {
    let mut builder = Builder::new(archive);
    for member in members {
        let file = File::open(&member.path)?;
        let mut header = Header::new_gnu();
        header.set_metadata(&file.metadata()?);
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        builder.append_data(&mut header, &member.name, file)?;
    }
    builder.into_inner()?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_a_backup_are_known() {
        for (name, known) in [
            ("greenroom.db", true),
            ("links.key", true),
            ("keys/2026-01.key", true),
            ("keys", false),
            ("keys/below/one.key", false),
            ("keys/../../etc/passwd", false),
            ("../greenroom.db", false),
            ("/greenroom.db", false),
            ("greenroom.db-wal", false),
            (".env", false),
        ] {
            assert_eq!(is_known(Path::new(name)), known, "{name}");
        }
    }
}
