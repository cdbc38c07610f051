//! Variables that are wrong, contradict each other, or stand in a file that cannot be read.

use std::fs;

use crate::program::{accepts, program, refuses};

const APP_ID: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
/// Variables and their values.
type Pairs<'a> = &'a [(&'a str, &'a str)];

const SECRET: &str = "hunter2-hunter2-hunter2-hunter2-hunter2";

#[test]
fn variables_that_are_wrong_or_contradict_each_other_are_all_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("keys"), "").unwrap();
    let table: [(&str, Pairs, &[&str]); 7] = [
        (
            "everything",
            &[
                ("JITSI_DOMAIN", "https://8x8.vc/"),
                ("JITSI_APP_ID", SECRET),
                ("JITSI_PRIVATE_KEY", SECRET),
                ("JITSI_PRIVATE_KEY_FILE", "/nowhere"),
                ("JITSI_ROOM_CLAIM", SECRET),
                ("JITSI_APP_SECRET", SECRET),
                ("JITSI_TOKEN_TTL_SECONDS", "-1"),
                ("GREENROOM_API_KEYS", "hunter2"),
                ("GREENROOM_PUBLIC_URL", "ftp://user:hunter2@host/x"),
                ("DATABASE_URL", "mysql://user:hunter2@host/x"),
                ("LEPTOS_SITE_ADDR", "hunter2"),
            ],
            &[
                "JITSI_DOMAIN",
                "JITSI_APP_ID",
                "JITSI_PRIVATE_KEY_FILE",
                "JITSI_ROOM_CLAIM",
                "JITSI_APP_SECRET",
                "JITSI_TOKEN_TTL_SECONDS",
                "GREENROOM_API_KEYS",
                "GREENROOM_PUBLIC_URL",
                "DATABASE_URL",
                "LEPTOS_SITE_ADDR",
            ],
        ),
        (
            "two domains",
            &[("JITSI_DOMAIN", "8x8.vc"), ("NEXT_PUBLIC_JITSI_DOMAIN", "meet.jit.si")],
            &["JITSI_DOMAIN: it differs from NEXT_PUBLIC_JITSI_DOMAIN"],
        ),
        ("a domain is missing", &[("JITSI_APP_ID", APP_ID)], &["JITSI_DOMAIN=8x8.vc"]),
        (
            "a secret where a key is needed",
            &[("JITSI_DOMAIN", "8x8.vc"), ("JITSI_APP_ID", APP_ID), ("JITSI_APP_SECRET", SECRET)],
            &["JITSI_APP_SECRET", "JITSI_PRIVATE_KEY", "2 problems"],
        ),
        (
            "both a secret and a key",
            &[
                ("JITSI_DOMAIN", "jitsi.example.com"),
                ("JITSI_APP_ID", "a"),
                ("JITSI_APP_SECRET", SECRET),
                ("JITSI_PRIVATE_KEY", SECRET),
            ],
            &["JITSI_APP_SECRET", "JITSI_PRIVATE_KEY is set as well"],
        ),
        (
            "a lifetime over the longest",
            &[("JITSI_TOKEN_TTL_SECONDS", "3601"), ("JITSI_TOKEN_MAX_TTL_SECONDS", "3600")],
            &["JITSI_TOKEN_TTL_SECONDS"],
        ),
        ("an empty file of API keys", &[("GREENROOM_API_KEYS_FILE", "keys")], &["GREENROOM_API_KEYS_FILE", "empty"]),
    ];
    for (name, pairs, words) in table {
        for arguments in [&["serve"][..], &[]] {
            let mut command = program(folder.path());
            command.args(arguments).envs(pairs.iter().copied());
            refuses(name, &mut command, words, &["hunter2"]);
        }
    }
}

#[test]
fn an_env_file_that_cannot_be_read_is_explained() {
    let table: [(&str, &[u8], &str); 5] = [
        ("blanks", b"JITSI_PRIVATE_KEY=hunter2 is mine\n", "the line of JITSI_PRIVATE_KEY"),
        ("an open quote", b"GREENROOM_API_KEYS=\"hunter2\nJITSI_DOMAIN=8x8.vc\n", ".env"),
        ("no variable", b"hunter2 hunter2\n", "a line cannot be read"),
        ("UTF-16", b"\xff\xfeJ\0I\0T\0S\0I\0", "UTF-8"),
        ("Latin-1", b"JITSI_APP_SECRET=hunter2\xfc\n", "UTF-8"),
    ];
    for (name, content, words) in table {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".env"), content).unwrap();
        refuses(name, &mut program(folder.path()), &[".env", words], &["hunter2"]);
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".env")).unwrap();
    refuses("a folder", &mut program(folder.path()), &[".env", "folder"], &[]);
}

#[test]
fn an_env_file_of_another_system_is_read() {
    for (name, content) in [
        ("CRLF", "JITSI_DOMAIN=meet.jit.si\r\nJITSI_TOKEN_TTL_SECONDS=60\r\n"),
        ("a byte order mark", "\u{feff}JITSI_DOMAIN=meet.jit.si\n"),
        ("blank lines before it", "\n\r\n  \nJITSI_DOMAIN=meet.jit.si"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".env"), content).unwrap();
        accepts(name, program(folder.path()).args(["doctor", "--offline"]), "meet.jit.si");
    }
}

#[test]
fn a_value_that_is_no_text_is_refused_and_not_taken_for_unset() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let value = std::ffi::OsStr::from_bytes(b"8x8.vc\xff");
    refuses("no text", program(folder.path()).env("JITSI_DOMAIN", value), &["JITSI_DOMAIN", "no UTF-8 text"], &[]);
}
