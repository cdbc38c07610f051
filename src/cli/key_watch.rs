//! When the key is loaded anew: at SIGHUP, and when its files changed.
//!
//! Files are looked at every two seconds, by what the system says of them: editors and Kubernetes put
//! another file in the place of the one before, of which a watcher of that one would hear nothing. A
//! change counts when it looks the same twice, so that what is being written is not read, and two
//! files that change together are taken together.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{
    signal::unix::Signal,
    time::{MissedTickBehavior, interval},
};
use tracing::error;

use super::{
    key_folder::KeyFolder,
    key_keeper::{KeyKeeper, Why},
};
use crate::config::Environment;

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The files, each with what tells it from another one in its place.
pub(super) type Seen = Vec<(PathBuf, Option<Identity>)>;

/// Device, number, size, seconds and nanoseconds of the last write.
type Identity = (u64, u64, u64, i64, i64);

/// What the files look like now.
pub(super) fn look(environment: &Environment) -> Seen {
    let mut files = environment.signing_files();
    files.extend(KeyFolder::of(&environment.data_dir()).files());
    files.into_iter().map(|path| (identity(&path), path)).map(|(identity, path)| (path, identity)).collect()
}

fn identity(path: &Path) -> Option<Identity> {
    let data = fs::metadata(path).ok()?;
    Some((data.dev(), data.ino(), data.size(), data.mtime(), data.mtime_nsec()))
}

/// Looks and listens until the program ends. `seen` is what the files looked like before they were
/// read at the start.
pub(super) async fn keep(keeper: KeyKeeper, seen: Seen, mut hangup: Signal) {
    let mut watch = Watch { keeper, seen, unsettled: None };
    let mut ticks = interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let told = tokio::select! {
            told = hangup.recv() => told.is_some(),
            _ = ticks.tick() => false,
        };
        // Files may lie on a slow disk: no request waits for them.
        let looked = tokio::task::spawn_blocking(move || {
            watch.look(told);
            watch
        });
        watch = match looked.await {
            Ok(watch) => watch,
            Err(cause) => {
                error!(%cause, "the files of the key are not looked at any more: restart");
                return;
            }
        };
    }
}

struct Watch {
    keeper: KeyKeeper,
    seen: Seen,
    unsettled: Option<Seen>,
}

impl Watch {
    fn look(&mut self, told: bool) {
        let now = look(self.keeper.environment());
        let settled = self.unsettled.as_ref() == Some(&now);
        if !told && now == self.seen {
            self.unsettled = None;
        } else if told || settled {
            self.keeper.load(if told { Why::Told } else { Why::FilesChanged });
            // Which files matter may have changed with them.
            self.seen = if self
                .keeper
                .environment()
                .signing_files()
                .iter()
                .all(|file| now.iter().any(|(path, _)| path == file))
            {
                now
            } else {
                look(self.keeper.environment())
            };
            self.unsettled = None;
        } else {
            self.unsettled = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_place_of_another_is_seen_and_one_that_is_only_read_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("key"), folder.path().join("other"));
        assert_eq!(identity(&path), None);
        fs::write(&path, "one").unwrap();
        let first = identity(&path);
        assert!(first.is_some());
        fs::read(&path).unwrap();
        assert_eq!(identity(&path), first);
        fs::write(&other, "two").unwrap();
        fs::rename(&other, &path).unwrap();
        let second = identity(&path);
        assert_ne!(second, first);
        fs::write(&path, "three").unwrap();
        assert_ne!(identity(&path), second);
    }
}
