//! The commands on the ring, beside a server that runs.

use std::{fs, path::Path};

use serde_json::Value;

use super::{BY_FILES, by, folder, says};
use crate::{
    program::{program, refuses},
    server::Server,
};

#[test]
fn the_commands_lead_through_a_rotation_while_the_server_runs() {
    let folder = folder();
    let folder = folder.path();
    let server = Server::start(folder, &BY_FILES);
    server.until_logged("tokens are signed with this key");

    let said = says(folder, &["keys", "stage", "--key", "two.key"], true);
    assert!(said.contains("Staged") && said.contains("API Keys") && said.contains("keys activate --kid"), "{said}");
    let said = says(folder, &["keys", "stage", "--key", "two.key"], false);
    assert!(said.contains("in the ring already, as staged"), "{said}");
    let said = says(folder, &["keys", "stage", "--key", "one.key"], false);
    assert!(said.contains("the key that JITSI_PRIVATE_KEY holds"), "{said}");
    assert!(server.token().0.unwrap().ends_with("/one"), "a staged key signs nothing");

    for (kid, words) in
        [("ano ther", "--kid:"), ("vpaas-magic-cookie-x/two", "another tenant"), ("one", "signs already")]
    {
        let said = says(folder, &["keys", "activate", "--kid", kid], false);
        assert!(said.contains(words), "{kid}: {said}");
    }
    let said = says(folder, &["keys", "activate", "--kid", "two"], true);
    assert!(said.contains("Active") && said.contains("Retiring") && said.contains("/one"), "{said}");
    by(folder, "two.key", &server.until_kid("/one", "/two"));
    server.until_logged("the active key of the ring");

    let said = says(folder, &["keys", "list"], true);
    let row = |kid: &str| said.lines().find(|line| line.contains(kid)).unwrap_or_else(|| panic!("{said}")).to_owned();
    assert!(said.starts_with("KID"), "{said}");
    assert!(row("/two").contains("active") && row("/two").contains("2048"), "{said}");
    assert!(row("/one").contains("retiring") && row("/one").contains("configuration"), "{said}");

    let said = says(folder, &["keys", "retire"], false);
    assert!(said.contains("valid until") && said.contains("--force"), "{said}");
    let said = says(folder, &["keys", "retire", "--kid", "two", "--force"], false);
    assert!(said.contains("this key signs"), "{said}");

    // One step back, and forth again.
    says(folder, &["keys", "activate", "--kid", "one"], true);
    by(folder, "one.key", &server.until_kid("/two", "/one"));
    says(folder, &["keys", "activate", "--kid", "two"], true);
    by(folder, "two.key", &server.until_kid("/one", "/two"));

    let ring = folder.join("data/keys/ring.json");
    let json: Value = serde_json::from_str(&fs::read_to_string(&ring).unwrap()).unwrap();
    let retiring = json["keys"].as_array().unwrap().iter().find(|key| key["state"] == "retiring").unwrap();
    let past = fs::read_to_string(&ring).unwrap().replace(&retiring["until"].to_string(), "1");
    fs::write(&ring, past).unwrap();
    let said = says(folder, &["keys", "retire"], true);
    assert!(
        said.contains("Retired") && said.contains("delete its public key") && said.contains("current.key"),
        "{said}"
    );
    assert!(says(folder, &["keys", "list"], true).contains("retired"));

    // The next one: a key of the folder is retired by force, and its file is gone.
    says(folder, &["keys", "stage", "--key", "three.key"], true);
    says(folder, &["keys", "activate", "--kid", "three"], true);
    by(folder, "three.key", &server.until_kid("/two", "/three"));
    let files = || fs::read_dir(folder.join("data/keys")).unwrap().count();
    assert_eq!(files(), 5);
    says(folder, &["keys", "retire", "--kid", "two", "--force"], true);
    assert_eq!(files(), 3);
    drop(server);

    // The configured key is not needed any more.
    for name in ["current.key", "current.kid"] {
        fs::remove_file(folder.join(name)).unwrap();
    }
    let server = Server::start(folder, &BY_FILES[..2]);
    by(folder, "three.key", &server.until_kid("/three", "/three"));
    let said = says(folder, &["doctor", "--offline"], true).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("the active key of the ring"), "{said}");
}

#[test]
fn the_folder_of_the_ring_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let folder = folder.path();
    says(folder, &["keys", "stage", "--key", "two.key"], true);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.join("data/keys")), 0o700);
    for entry in fs::read_dir(folder.join("data/keys")).unwrap() {
        let path = entry.unwrap().path();
        let expected = if path.extension().unwrap() == "pub" { 0o644 } else { 0o600 };
        assert_eq!(mode(&path), expected, "{}", path.display());
    }
}

#[test]
fn a_ring_that_cannot_be_read_is_told_and_nothing_of_it_is_lost() {
    let folder = folder();
    let folder = folder.path();
    says(folder, &["keys", "stage", "--key", "two.key"], true);
    let ring = folder.join("data/keys/ring.json");
    let whole = fs::read_to_string(&ring).unwrap();
    for (name, text, words) in [
        ("cut", whole[..whole.len() / 2].to_owned(), "it is damaged at line"),
        ("newer", whole.replace("\"version\": 1", "\"version\": 9"), "a newer version of Greenroom wrote it"),
    ] {
        fs::write(&ring, &text).unwrap();
        for arguments in [&["serve"][..], &["keys", "list"], &["keys", "stage"], &["keys", "activate", "--kid", "two"]]
        {
            let mut command = program(folder);
            command.args(arguments).envs(BY_FILES);
            refuses(name, &mut command, &["ring.json", words, "Put a copy of it back"], &[]);
        }
        assert_eq!(fs::read_to_string(&ring).unwrap(), text, "{name}");
    }
}

#[test]
fn a_staged_key_whose_file_is_gone_is_not_activated() {
    let folder = folder();
    let folder = folder.path();
    says(folder, &["keys", "stage", "--key", "two.key"], true);
    let before = fs::read_to_string(folder.join("data/keys/ring.json")).unwrap();
    for entry in fs::read_dir(folder.join("data/keys")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().unwrap() == "key" {
            fs::write(path, fs::read(folder.join("three.key")).unwrap()).unwrap();
        }
    }
    let said = says(folder, &["keys", "activate", "--kid", "two"], false);
    assert!(said.contains("another key than its name says"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("data/keys/ring.json")).unwrap(), before);
}
