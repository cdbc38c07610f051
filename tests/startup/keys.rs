//! Key files of every wrong kind, and those that only look wrong.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::program::{accepts, program, refuses};

const MADE_BY: [&str; 12] = [
    "openssl genrsa -traditional -out good.key 2048",
    "openssl genrsa -traditional -out other.key 2048",
    "openssl genrsa -traditional -out small.key 1024",
    "openssl genrsa -aes256 -passout pass:hunter2 -out encrypted8.key 2048",
    "openssl genrsa -traditional -aes256 -passout pass:hunter2 -out encrypted1.key 2048",
    "openssl rsa -in good.key -pubout -out public.pem",
    "openssl ecparam -name prime256v1 -genkey -out ec.key",
    "openssl genpkey -algorithm ed25519 -out ed25519.key",
    "openssl dsaparam -genkey -noout -out dsa.key 1024",
    "openssl req -x509 -new -key good.key -subj /CN=example -days 1 -out certificate.pem",
    "ssh-keygen -q -t rsa -b 2048 -f openssh.key -N ''",
    "openssl rsa -in good.key -outform DER -out der.key",
];

fn make(folder: &Path) {
    for line in MADE_BY {
        let mut words = line.split(' ').map(|word| if word == "''" { "" } else { word });
        let mut command = Command::new(words.next().unwrap());
        let output = command.args(words).current_dir(folder).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn jaas(folder: &Path, file: &str) -> Command {
    let mut command = program(folder);
    command
        .env("JITSI_DOMAIN", "8x8.vc")
        .env("JITSI_APP_ID", "0123456789abcdef0123456789abcdef")
        .env("JITSI_PRIVATE_KEY_FILE", file);
    command
}

#[test]
fn every_wrong_key_file_is_refused_with_its_own_words_and_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    make(folder.path());
    let good = fs::read_to_string(path("good.key")).unwrap();
    let other = fs::read_to_string(path("other.key")).unwrap();
    let middle = good.len() / 2;
    let write = |name: &str, content: &[u8]| fs::write(path(name), content).unwrap();
    write("two.key", format!("{good}{other}").as_bytes());
    write("cut.key", &good.as_bytes()[..middle]);
    write("hole.key", format!("{}{}", &good[..middle], &good[middle + 200..]).as_bytes());
    write("rubbish.key", b"-----BEGIN PRIVATE KEY-----\nhunter2 hunter2!\n-----END PRIVATE KEY-----\n");
    write(
        "zeros.key",
        format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", "A".repeat(64)).as_bytes(),
    );
    write("empty.key", b"");
    write("blank.key", b"\n\n \r\n");
    write("text.key", b"hunter2");
    write("large.key", &good.as_bytes().repeat(10 * 1024 * 1024 / good.len()));
    write("utf16.key", &good.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    fs::create_dir(path("folder.key")).unwrap();
    let table = [
        ("small.key", "fewer than 2048 bits"),
        ("encrypted8.key", "passphrase"),
        ("encrypted1.key", "passphrase"),
        ("public.pem", "public key"),
        ("openssh.key.pub", "public key"),
        ("ec.key", "no RSA key"),
        ("ed25519.key", "no RSA key"),
        ("dsa.key", "no RSA key"),
        ("certificate.pem", "certificate"),
        ("openssh.key", "OpenSSH"),
        ("der.key", "PEM"),
        ("two.key", "more than one private key"),
        ("cut.key", "damaged"),
        ("hole.key", "damaged"),
        ("rubbish.key", "damaged"),
        ("zeros.key", "damaged"),
        ("empty.key", "the file is empty"),
        ("blank.key", "the file is empty"),
        ("text.key", "expected a PEM"),
        ("large.key", "larger than 64 KB"),
        ("utf16.key", "UTF-8"),
        ("folder.key", "folder"),
        ("missing.key", "no such file"),
    ];
    for (file, words) in table {
        let content = fs::read(path(file)).unwrap_or_default();
        let content = String::from_utf8_lossy(&content).into_owned();
        let lines: Vec<_> =
            content.lines().filter(|line| line.len() > 20 && !line.starts_with("-----")).take(40).collect();
        let secrets = [&lines[..], &["hunter2"]].concat();
        refuses(file, &mut jaas(folder.path(), file), &["1 problem:", "JITSI_PRIVATE_KEY_FILE", words], &secrets);
    }
}

#[test]
fn a_key_file_that_only_looks_wrong_works() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let good = fs::read_to_string(folder.path().join("good.key")).unwrap();
    let certificate = fs::read_to_string(folder.path().join("certificate.pem")).unwrap();
    let table = [
        ("CRLF", good.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{good}")),
        ("a byte order mark and CRLF", format!("\u{feff}{}", good.replace('\n', "\r\n"))),
        ("blank lines before it", format!("\n\r\n  \n{good}")),
        ("blank lines after it", format!("{good}\n\n\n")),
        ("newlines written out", good.replace('\n', "\\n")),
        ("in quotes", format!("\"{}\"", good.trim_end())),
        ("words before it", format!("Bag Attributes\n    friendlyName: x\n{good}")),
        ("its certificate after it", format!("{good}{certificate}")),
    ];
    for (name, content) in table {
        fs::write(folder.path().join("odd.key"), content).unwrap();
        accepts(name, jaas(folder.path(), "odd.key").args(["doctor", "--offline"]), "2048 bits");
    }
}
