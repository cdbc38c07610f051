//! A PostgreSQL server for tests: Debian's programs, a folder of its own, reached by a socket in it.
//!
//! It speaks the German order of texts, so that a list which depends on the database's language shows.
//! A guardian ends it and removes its folder when the test program is gone, however that ended.

use std::{
    ffi::OsString,
    fs,
    io::{Read, Seek},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Waits until its standard input is closed, which happens when the test program is gone. A frozen server is let go on
/// first: it could not end.
const GUARDIAN: &str = r#"trap "" INT TERM HUP; read -r _; kill -CONT "$(head -n 1 "$2/data/postmaster.pid")" 2>/dev/null
"$1" -D "$2/data" -m immediate stop >/dev/null 2>&1; rm -rf "$2""#;

/// What becomes of a write that was acknowledged when the machine goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// It is kept, as in earnest.
    Kept,
    /// It may be lost: quicker, for tests in which nothing is killed.
    Hasty,
}

/// A server. Dropping it ends it.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    databases: AtomicU32,
    guardian: Child,
}

impl Cluster {
    /// The one of this test program, for tests that leave it alone.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start_new(Disk::Hasty))
    }

    /// Makes a server and starts it.
    ///
    /// # Panics
    ///
    /// PostgreSQL is not installed, or does not start.
    pub fn start_new(disk: Disk) -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("greenroom-pg-").tempdir().expect("a folder is made").keep();
        if is_root() {
            run(Command::new("chown").arg("postgres:").arg(&folder));
        }
        let guardian = as_postgres(Path::new("sh"), &folder)
            .args(["-c", GUARDIAN, "guardian"])
            .args([&programs.join("pg_ctl"), &folder])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("the guardian starts");
        let cluster = Self { programs, folder, databases: AtomicU32::new(0), guardian };
        cluster.make(disk);
        cluster.start();
        cluster
    }

    fn make(&self, disk: Disk) {
        run(self
            .program("initdb")
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"])
            .args(["--locale-provider=icu", "--icu-locale=de", "--no-sync", "--no-instructions", "-D"])
            .arg(self.folder.join("data")));
        let sync = if disk == Disk::Kept { "on" } else { "off" };
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\nmax_connections = 300\nfsync = {sync}\n\
             synchronous_commit = {sync}\nfull_page_writes = {sync}\n",
            self.folder.display()
        );
        let file = self.folder.join("data/postgresql.auto.conf");
        fs::write(file, settings).expect("the settings are written");
        // Who is called `stranger` needs a password, and has none.
        let doors = "local all stranger scram-sha-256\nlocal all all trust\n";
        fs::write(self.folder.join("data/pg_hba.conf"), doors).expect("who may come in is written");
    }

    /// Starts it, also after [`Cluster::stop`] or [`Cluster::kill`], and waits until it answers.
    ///
    /// # Panics
    ///
    /// It does not start.
    pub fn start(&self) {
        let (data, log) = (self.folder.join("data"), self.folder.join("log"));
        run(self.program("pg_ctl").arg("-D").arg(data).arg("-l").arg(log).args(["-w", "start"]));
    }

    /// Stops it as an operator does: connections are cut, what was written is kept.
    ///
    /// # Panics
    ///
    /// It does not stop.
    pub fn stop(&self) {
        run(self.program("pg_ctl").arg("-D").arg(self.folder.join("data")).args(["-m", "fast", "-w", "stop"]));
    }

    /// Kills it without a warning (SIGKILL), and waits until nothing of it is left.
    ///
    /// # Panics
    ///
    /// It does not run.
    pub fn kill(&self) {
        let data = self.folder.join("data");
        let text = fs::read_to_string(data.join("postmaster.pid")).expect("it runs");
        let pid = text.lines().next().expect("its number stands there").to_owned();
        run(Command::new("kill").args(["-KILL", &pid]));
        // Its processes end by themselves when they see that the first one is gone, and then the memory that they
        // share is free.
        while self.processes().next().is_some() {
            std::thread::sleep(Duration::from_millis(10));
        }
        // Until somebody has asked how it ended its number is taken, and the next one would believe that it runs.
        let begun = Instant::now();
        while Path::new("/proc").join(&pid).exists() && begun.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Lets none of its processes go on (SIGSTOP): connections stay, and nothing answers.
    ///
    /// # Panics
    ///
    /// It does not run.
    pub fn freeze(&self) {
        self.signal_all("STOP");
    }

    /// Lets them go on after [`Cluster::freeze`].
    ///
    /// # Panics
    ///
    /// It does not run.
    pub fn thaw(&self) {
        self.signal_all("CONT");
    }

    /// The numbers of those that work in its folder.
    fn processes(&self) -> impl Iterator<Item = OsString> {
        let data = self.folder.join("data");
        let all = fs::read_dir("/proc").expect("processes are listed").flatten();
        all.filter(move |one| is_child(&one.path(), &data)).map(|one| one.file_name())
    }

    fn signal_all(&self, signal: &str) {
        let numbers: Vec<_> = self.processes().collect();
        assert!(!numbers.is_empty(), "it runs");
        run(Command::new("kill").arg(format!("-{signal}")).args(numbers));
    }

    /// The address of a new, empty database.
    ///
    /// # Panics
    ///
    /// It cannot be made.
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        run(self.program("createdb").arg("-h").arg(&self.folder).args(["-U", "postgres", &name]));
        self.address("postgres", &name)
    }

    /// The address of that database, for that user, whether they exist or not.
    pub fn address(&self, user: &str, database: &str) -> String {
        format!("postgres://{user}@localhost/{database}?host={}", self.folder.display())
    }

    /// What SQL says, as text: one line a row.
    ///
    /// # Panics
    ///
    /// It is refused.
    pub fn say(&self, address: &str, sql: &str) -> String {
        run(self.program("psql").args([address, "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]))
    }

    fn program(&self, name: &str) -> Command {
        as_postgres(&self.programs.join(name), &self.folder)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // It has done its work when it ends; there is nothing to do where it cannot be waited for.
        let _ = self.guardian.wait();
    }
}

/// Whether that process works in that folder.
fn is_child(process: &Path, folder: &Path) -> bool {
    fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == folder)
}

/// The newest version that is installed.
fn programs() -> PathBuf {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    versions
        .filter(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .max_by_key(|folder| folder.parent().and_then(Path::file_name)?.to_str()?.parse::<u32>().ok())
        .unwrap_or_else(|| panic!("PostgreSQL is not in {DEBIAN}: run `scripts/setup test`, which installs it"))
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")).trim() == "0"
}

/// The program, run by the user `postgres` where we are root, whom PostgreSQL does not serve.
fn as_postgres(program: &Path, folder: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // Ours may be one that the user `postgres` cannot look into.
    command.current_dir(folder);
    command
}

/// Runs it to its end, and gives what it said.
fn run(command: &mut Command) -> String {
    // Into a file rather than a pipe: a server that it leaves behind would hold the pipe open.
    let mut said = tempfile::tempfile().expect("a file is made");
    let copy = || said.try_clone().expect("a file has more than one end");
    let status = command.stdin(Stdio::null()).stdout(copy()).stderr(copy()).status();
    let mut text = String::new();
    said.rewind().and_then(|()| said.read_to_string(&mut text)).expect("what it said is read");
    match status {
        Ok(status) if status.success() => text,
        outcome => panic!("{command:?}: {outcome:?}: {text}"),
    }
}
