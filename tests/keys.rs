//! Keys as operators make them, with the programs that they make them with.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use greenroom::jaas::{KeyError, PrivateKey, Verifier, VerifierError};

/// A folder with the output of one command line; the command's words are split at blanks.
struct Made {
    folder: tempfile::TempDir,
}

impl Made {
    fn by(lines: &[&str]) -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap() };
        for line in lines {
            made.run(line);
        }
        made
    }

    #[track_caller]
    fn run(&self, line: &str) {
        let mut words = line.split(' ').map(|word| if word == "''" { "" } else { word });
        let output = Command::new(words.next().unwrap())
            .args(words)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

/// The guide's step 1.
const SSH_KEYGEN: &str = "ssh-keygen -q -t rsa -b 4096 -m PEM -f jaasauth.key -N ''";

#[test]
fn the_guides_own_commands_make_a_key_that_works_in_every_shape() {
    let made = Made::by(&[
        SSH_KEYGEN,
        "openssl rsa -in jaasauth.key -pubout -outform PEM -out jaasauth.key.pub",
        "openssl pkcs8 -topk8 -nocrypt -in jaasauth.key -out pkcs8.key",
        "openssl rsa -in pkcs8.key -traditional -out traditional.key",
    ]);
    let pkcs1 = made.text("jaasauth.key");
    let uploaded = made.text("jaasauth.key.pub");
    let shapes = [
        pkcs1.clone(),
        made.text("pkcs8.key"),
        made.text("traditional.key"),
        pkcs1.replace('\n', "\\n"),
        pkcs1.replace('\n', "\r\n"),
        pkcs1.replace('\n', "\\r\\n"),
        format!("\"{}\"", pkcs1.trim_end()),
        format!("  {pkcs1}\n\n"),
        BASE64_STANDARD.encode(&pkcs1),
        BASE64_STANDARD.encode(made.text("pkcs8.key")),
    ];
    for shape in shapes {
        let key = PrivateKey::parse(&shape).unwrap_or_else(|error| panic!("{error}: {} characters", shape.len()));
        assert_eq!(key.bits(), 4096);
        assert_eq!(key.public_pem().unwrap(), uploaded);
    }
}

#[test]
fn every_wrong_kind_of_key_has_an_error_of_its_own() {
    let made = Made::by(&[
        "openssl genrsa -traditional -out small.key 1024",
        "openssl genrsa -traditional -out two.key 2048",
        "openssl genrsa -aes256 -passout pass:hunter2 -out encrypted8.key 2048",
        "openssl genrsa -traditional -aes256 -passout pass:hunter2 -out encrypted1.key 2048",
        "openssl rsa -in two.key -pubout -out public.pem",
        "openssl rsa -in two.key -RSAPublicKey_out -out public1.pem",
        "openssl ecparam -name prime256v1 -genkey -out ec.key",
        "openssl pkcs8 -topk8 -nocrypt -in ec.key -out ec8.key",
        "openssl genpkey -algorithm ed25519 -out ed25519.key",
        "openssl req -x509 -new -key two.key -subj /CN=example -days 1 -out certificate.pem",
        "ssh-keygen -q -t rsa -b 2048 -f openssh.key -N ''",
    ]);
    let table = [
        ("small.key", KeyError::TooSmall),
        ("encrypted8.key", KeyError::Encrypted),
        ("encrypted1.key", KeyError::Encrypted),
        ("public.pem", KeyError::PublicKey),
        ("public1.pem", KeyError::PublicKey),
        ("openssh.key.pub", KeyError::PublicKey),
        ("ec.key", KeyError::NotRsa),
        ("ec8.key", KeyError::NotRsa),
        ("ed25519.key", KeyError::NotRsa),
        ("certificate.pem", KeyError::Certificate),
        ("openssh.key", KeyError::OpenSsh),
    ];
    for (name, expected) in table {
        assert_eq!(PrivateKey::parse(&made.text(name)).unwrap_err(), expected, "{name}");
    }
    assert_eq!(PrivateKey::parse(&made.text("two.key")).unwrap().bits(), 2048);
    let whole = made.text("two.key");
    let cut = &whole[..whole.len() / 2];
    assert_eq!(PrivateKey::parse(cut).unwrap_err(), KeyError::Damaged);
    let joined = whole.replace('\n', "");
    assert!(PrivateKey::parse(&joined).is_ok() || PrivateKey::parse(&joined).unwrap_err() == KeyError::Damaged);
}

fn keys_new(folder: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_greenroom")).args(["keys", "new"]).current_dir(folder).output().unwrap()
}

#[test]
fn keys_new_does_the_guides_first_two_steps() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let output = keys_new(folder.path());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for word in [
        "jaasauth.key.pub",
        "API Keys",
        "JITSI_DOMAIN=8x8.vc",
        "JITSI_APP_ID",
        "JITSI_KEY_ID",
        "JITSI_PRIVATE_KEY_FILE",
    ] {
        assert!(said.contains(word), "{word} is not in: {said}");
    }
    let private = fs::read_to_string(folder.path().join("jaasauth.key")).unwrap();
    assert!(private.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
    assert!(!said.contains(private.lines().nth(1).unwrap()), "the key was printed");
    let mode = fs::metadata(folder.path().join("jaasauth.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let check = Command::new("openssl")
        .args(["rsa", "-in", "jaasauth.key", "-pubout"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(check.stdout).unwrap(),
        fs::read_to_string(folder.path().join("jaasauth.key.pub")).unwrap()
    );

    let again = keys_new(folder.path());
    assert!(!again.status.success());
    assert!(String::from_utf8(again.stderr).unwrap().contains("not overwritten"));
    assert_eq!(fs::read_to_string(folder.path().join("jaasauth.key")).unwrap(), private);
}

#[test]
fn a_public_key_is_read_in_both_forms_and_everything_else_is_refused_by_its_kind() {
    let made = Made::by(&[
        "openssl genrsa -out rsa.key 2048",
        "openssl rsa -in rsa.key -pubout -out spki.pub",
        "openssl rsa -in rsa.key -RSAPublicKey_out -out pkcs1.pub",
        "openssl ecparam -name prime256v1 -genkey -noout -out ec.key",
        "openssl ec -in ec.key -pubout -out ec.pub",
        "openssl req -new -x509 -key rsa.key -subj /CN=x -out rsa.crt",
    ]);
    for name in ["spki.pub", "pkcs1.pub"] {
        assert!(Verifier::from_public_pem(&made.text(name)).is_ok(), "{name}");
    }
    for (name, expected) in [
        ("rsa.key", VerifierError::PrivateKey),
        ("ec.key", VerifierError::PrivateKey),
        ("ec.pub", VerifierError::NotRsa),
        ("rsa.crt", VerifierError::NotPublicKey),
    ] {
        assert_eq!(Verifier::from_public_pem(&made.text(name)).err(), Some(expected), "{name}");
    }
    assert_eq!(Verifier::from_public_pem("hello").err(), Some(VerifierError::NotPublicKey));
}
