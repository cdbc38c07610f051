//! `greenroom doctor` from outside.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use greenroom::jaas::PrivateKey;
use serde_json::Value;

const APP_ID: &str = "0123456789abcdef0123456789abcdef";
const API_KEY: &str = "first-api-key-0123456789abcdef012";
const SECOND_API_KEY: &str = "second-api-key-0123456789abcdef01";
const CLIENT_SECRET: &str = "secret-of-the-client-0123456789ab";
const APP_SECRET: &str = "secret-of-a-self-hosted-jitsi-0123";

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.current_dir(folder).env_clear();
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder with `jaasauth.key`, and the key itself. Made once: RSA 4096 takes a while.
fn with_key() -> (tempfile::TempDir, String) {
    static PEM: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let pem = PEM.get_or_init(|| PrivateKey::generate().unwrap().to_pkcs1_pem().unwrap().to_string());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jaasauth.key");
    fs::write(&path, pem).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    (folder, pem.clone())
}

/// Doctor in JSON, without the network, with these variables.
fn checks(folder: &Path, variables: &[(&str, &str)]) -> (Option<i32>, Value) {
    let output =
        program(folder).args(["doctor", "--json", "--offline"]).envs(variables.iter().copied()).output().unwrap();
    let answer = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said(&output)));
    (output.status.code(), answer)
}

#[track_caller]
fn check<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let checks = answer["checks"].as_array().unwrap();
    checks.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("no {name} in {answer:#}"))
}

fn jaas<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut variables = vec![
        ("JITSI_DOMAIN", "8x8.vc"),
        ("JITSI_APP_ID", APP_ID),
        ("JITSI_KEY_ID", "4f4910"),
        ("JITSI_PRIVATE_KEY_FILE", "jaasauth.key"),
        ("GREENROOM_PUBLIC_URL", "https://meet.example.com"),
    ];
    variables.extend(more);
    variables
}

#[test]
fn a_good_deployment_passes_every_check_that_needs_no_network() {
    let (folder, _) = with_key();
    let (code, answer) = checks(folder.path(), &jaas(&[("GREENROOM_API_KEYS", API_KEY)]));
    assert_eq!((code, &answer["ok"]), (Some(0), &Value::Bool(true)), "{answer:#}");
    for name in ["deployment", "key", "key-age", "key-file", "kid", "public-url", "api-keys", "storage", "room-claim"] {
        assert_eq!(check(&answer, name)["mark"], "ok", "{name}: {answer:#}");
    }
    for name in ["clock", "script", "headers", "provider"] {
        assert_eq!(check(&answer, name)["mark"], "skipped", "{name}: {answer:#}");
    }
    let token = check(&answer, "token");
    assert_eq!(token["mark"], "ok");
    for words in ["guest", "holds: it is by this key", &format!("vpaas-magic-cookie-{APP_ID}/4f4910")] {
        assert!(token["advice"].as_str().unwrap().contains(words), "{words}: {token}");
    }
    assert_eq!(check(&answer, "variable-jitsi-private-key-file")["mark"], "ok");
    let link = check(&answer, "kid")["link"].as_str().unwrap();
    assert_eq!(link, "docs/OPERATIONS.md#doctor-kid");
}

#[test]
fn the_fingerprint_is_the_one_that_openssl_prints() {
    let (folder, _) = with_key();
    let (_, answer) = checks(folder.path(), &jaas(&[]));
    let advice = check(&answer, "key")["advice"].as_str().unwrap();
    assert!(advice.contains("`openssl pkey -pubout -outform DER | sha256sum`"), "{advice}");
    let openssl = Command::new("sh")
        .args(["-c", "openssl pkey -pubout -outform DER < jaasauth.key | sha256sum"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let printed = String::from_utf8(openssl.stdout).unwrap();
    let fingerprint = printed.split(' ').next().unwrap();
    assert_eq!(fingerprint.len(), 64, "{printed}");
    assert!(advice.contains(fingerprint), "{advice} has not {fingerprint}");
}

#[test]
fn a_key_that_is_smaller_than_jaas_asks_for_warns() {
    let folder = tempfile::tempdir().unwrap();
    let made =
        Command::new("openssl").args(["genrsa", "-out", "jaasauth.key", "2048"]).current_dir(folder.path()).output();
    assert!(made.unwrap().status.success());
    let (code, answer) = checks(folder.path(), &jaas(&[]));
    assert_eq!((code, &check(&answer, "key")["mark"]), (Some(0), &Value::from("warn")), "{answer:#}");
}

#[test]
fn what_is_unwise_warns_and_ends_with_0() {
    let (folder, _) = with_key();
    fs::set_permissions(folder.path().join("jaasauth.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let mut variables = jaas(&[("GREENROOM_API_KEY", "misspelt")]);
    variables.retain(|(name, _)| !["JITSI_KEY_ID", "GREENROOM_PUBLIC_URL"].contains(name));
    variables.push(("GREENROOM_PUBLIC_URL", "http://meet.example.com"));
    let (code, answer) = checks(folder.path(), &variables);
    assert_eq!(code, Some(0), "{answer:#}");
    for name in ["key-file", "kid", "public-url", "variable-greenroom-api-key"] {
        assert_eq!(check(&answer, name)["mark"], "warn", "{name}: {answer:#}");
    }
    let (code, answer) = checks(folder.path(), &[("JITSI_DOMAIN", "meet.jit.si")]);
    assert_eq!((code, &check(&answer, "deployment")["mark"]), (Some(0), &Value::from("warn")), "{answer:#}");
    assert!(check(&answer, "deployment")["advice"].as_str().unwrap().contains("cut short"));
}

#[test]
fn a_self_hosted_jitsi_gets_a_token_by_its_secret() {
    let folder = tempfile::tempdir().unwrap();
    let variables = [("JITSI_DOMAIN", "meet.example.com"), ("JITSI_APP_ID", "chat"), ("JITSI_APP_SECRET", APP_SECRET)];
    let (code, answer) = checks(folder.path(), &variables);
    assert_eq!(code, Some(0), "{answer:#}");
    let token = check(&answer, "token");
    assert_eq!(token["mark"], "ok", "{token}");
    let advice = token["advice"].as_str().unwrap();
    assert!(advice.contains("app id `chat`, domain `meet.example.com`") && advice.contains("holds"), "{advice}");
    for name in ["key", "kid", "room-claim"] {
        assert_eq!(check(&answer, name)["mark"], "skipped", "{name}: {answer:#}");
    }
}

#[test]
fn a_line_of_the_env_file_that_cannot_be_read_fails_without_being_shown() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".env"), "JITSI_APP_SECRET=hunter2 and more\n").unwrap();
    let (code, answer) = checks(folder.path(), &[]);
    assert_eq!(code, Some(1), "{answer:#}");
    let file = check(&answer, "variable-env");
    assert!(file["advice"].as_str().unwrap().contains("JITSI_APP_SECRET"), "{file}");
    assert!(!answer.to_string().contains("hunter2"), "{answer:#}");
}

#[test]
fn every_wrong_variable_fails_by_its_name_and_the_rest_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (code, answer) = checks(folder.path(), &[("JITSI_DOMAIN", "8x8.vc"), ("GREENROOM_API_KEYS", "hunter2")]);
    assert_eq!((code, &answer["ok"]), (Some(1), &Value::Bool(false)), "{answer:#}");
    for name in ["variable-jitsi-app-id", "variable-jitsi-private-key", "variable-greenroom-api-keys"] {
        assert_eq!(check(&answer, name)["mark"], "fail", "{name}: {answer:#}");
    }
    assert_eq!(check(&answer, "variable-jitsi-domain")["mark"], "ok");
    for name in ["key", "storage", "token", "headers"] {
        assert_eq!(check(&answer, name)["mark"], "skipped", "{name}: {answer:#}");
    }
    assert!(!answer.to_string().contains("hunter2"));
}

#[test]
fn a_data_folder_that_cannot_be_used_fails() {
    let (folder, _) = with_key();
    fs::write(folder.path().join("in-the-way"), "").unwrap();
    let (code, answer) = checks(folder.path(), &jaas(&[("GREENROOM_DATA_DIR", "in-the-way")]));
    assert_eq!(code, Some(1), "{answer:#}");
    assert_eq!(check(&answer, "storage")["mark"], "fail");
    assert_eq!(check(&answer, "token")["mark"], "skipped");
}

#[test]
fn a_postgresql_database_is_written_to_and_one_that_is_gone_fails_at_once_without_its_password() {
    let (folder, _) = with_key();
    let address = testing::Cluster::shared().database();
    let (_, answer) = checks(folder.path(), &jaas(&[("DATABASE_URL", &address)]));
    assert_eq!(check(&answer, "storage")["mark"], "ok", "{answer:#}");
    let gone = "postgres://greenroom:hunter2@127.0.0.1:1/greenroom";
    let (code, answer) = checks(folder.path(), &jaas(&[("DATABASE_URL", gone)]));
    assert_eq!(code, Some(1), "{answer:#}");
    let storage = check(&answer, "storage");
    assert_eq!(storage["mark"], "fail");
    assert!(storage["advice"].as_str().unwrap().contains("greenroom on 127.0.0.1:1"), "{storage}");
    assert!(!answer.to_string().contains("hunter2"), "{answer:#}");
}

#[test]
fn it_says_which_room_claim_holds_and_how_to_mend_it() {
    let (folder, _) = with_key();
    let (_, answer) = checks(folder.path(), &jaas(&[]));
    let advice = check(&answer, "room-claim")["advice"].as_str().unwrap();
    assert!(advice.contains("Room and token mismatched") && advice.contains("`qualified`"), "{advice}");
    let (_, answer) = checks(folder.path(), &jaas(&[("JITSI_ROOM_CLAIM", "name")]));
    let advice = check(&answer, "room-claim")["advice"].as_str().unwrap();
    assert!(advice.contains("`name`, as JITSI_ROOM_CLAIM says"), "{advice}");
}

#[test]
fn the_sandbox_passes_in_words_of_80_columns() {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output =
        program(folder.path()).arg("doctor").env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}")).output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("sandbox") && said.contains("docs/OPERATIONS.md#doctor-deployment"), "{said}");
    assert!(said.contains("The sandbox's script comes from this server, which is not running."), "{said}");
    let long = said.lines().find(|line| line.chars().count() > 80 && !line.contains("vpaas-magic-cookie-"));
    assert_eq!(long, None, "{said}");
}

/// A provider that says this of itself, whatever is asked; `{issuer}` stands for its own address.
fn provider(document: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let body = document.replace("{issuer}", &issuer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close"
            );
            let _ = write!(stream, "{head}\r\n\r\n{body}");
        }
    });
    issuer
}

const DOCUMENT: &str = r#"{
    "issuer": "{issuer}", "authorization_endpoint": "{issuer}/auth", "token_endpoint": "{issuer}/token",
    "jwks_uri": "{issuer}/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"], "keys": []
}"#;

#[test]
fn a_provider_that_hosts_cannot_sign_in_with_fails() {
    let folder = tempfile::tempdir().unwrap();
    // Nothing listens there. A port that was free a moment ago may be another test's by now.
    let silent = "http://127.0.0.1:1".to_owned();
    let other = "{\"issuer\": \"https://evil.example\", ";
    let other: &'static str = DOCUMENT.replace("{\n    \"issuer\": \"{issuer}\", ", other).leak();
    for (issuer, mark, words) in [
        (provider(DOCUMENT), "ok", "/sign-in/callback"),
        (provider(other), "fail", "names another issuer"),
        (provider("{}"), "fail", "cannot be read"),
        (silent, "fail", "cannot be reached"),
    ] {
        let output = program(folder.path())
            .args(["doctor", "--json"])
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:9")
            .envs([
                ("OIDC_ISSUER", issuer.as_str()),
                ("OIDC_CLIENT_ID", "greenroom"),
                ("OIDC_ALLOWED_DOMAINS", "example.com"),
            ])
            .output()
            .unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let check = check(&answer, "provider");
        assert_eq!(check["mark"], mark, "{check}");
        assert!(check["advice"].as_str().unwrap().contains(words), "{words}: {check}");
    }
}

#[test]
fn no_secret_and_no_token_is_in_its_output() {
    let (folder, pem) = with_key();
    let keys = format!("{API_KEY},{SECOND_API_KEY}");
    let key_ways = [("JITSI_PRIVATE_KEY", pem.as_str()), ("JITSI_PRIVATE_KEY_FILE", "jaasauth.key")];
    let mut environments: Vec<Vec<(&str, &str)>> = Vec::new();
    for key in key_ways {
        let mut variables = jaas(&[key, ("GREENROOM_API_KEYS", &keys)]);
        variables.retain(|(name, _)| !name.starts_with("JITSI_PRIVATE_KEY") || *name == key.0);
        environments.push(variables.clone());
        // Not for JaaS: a problem with a secret in it.
        variables.push(("JITSI_APP_SECRET", APP_SECRET));
        environments.push(variables);
    }
    environments.push(vec![
        ("OIDC_ISSUER", "https://accounts.example.com"),
        ("OIDC_CLIENT_ID", "greenroom"),
        ("OIDC_CLIENT_SECRET", CLIENT_SECRET),
        ("OIDC_ALLOWED_DOMAINS", "example.com"),
    ]);
    environments.push(vec![
        ("JITSI_DOMAIN", "meet.example.com"),
        ("JITSI_APP_ID", "meet"),
        ("JITSI_APP_SECRET", APP_SECRET),
        ("GREENROOM_API_KEYS", &keys),
    ]);
    let mut secrets: Vec<&str> = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    secrets.extend([API_KEY, SECOND_API_KEY, APP_SECRET, CLIENT_SECRET, "eyJ"]);
    for variables in environments {
        for arguments in [&["doctor", "--offline"][..], &["doctor", "--offline", "--json"]] {
            let output = program(folder.path()).args(arguments).envs(variables.iter().copied()).output().unwrap();
            let said = said(&output);
            assert!(said.contains("api-keys"), "{said}");
            for secret in &secrets {
                assert!(!said.contains(secret), "{secret} is in {said}");
            }
        }
    }
}

/// Seconds since 1970, a number of days ago.
fn days_ago(days: u64) -> u64 {
    let now = fs::metadata("/proc/self").unwrap().modified().unwrap();
    now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() - days * 86_400
}

#[test]
fn an_old_key_warns_after_as_many_days_as_were_set_or_never() {
    let (folder, _) = with_key();
    let touched = Command::new("touch")
        .args(["-d", &format!("@{}", days_ago(100)), "jaasauth.key"])
        .current_dir(folder.path())
        .status();
    assert!(touched.unwrap().success());
    for (set, mark) in [(None, "warn"), (Some("99"), "warn"), (Some("101"), "ok"), (Some("0"), "ok")] {
        let days: Vec<_> = set.map(|days| ("GREENROOM_KEY_WARNING_DAYS", days)).into_iter().collect();
        let (code, answer) = checks(folder.path(), &jaas(&days));
        let check = check(&answer, "key-age");
        assert_eq!((code, &check["mark"]), (Some(0), &Value::from(mark)), "{set:?}: {check}");
        assert!(check["advice"].as_str().unwrap().contains("100 days ago"), "{check}");
    }
    let (folder, pem) = with_key();
    let mut variables = jaas(&[("JITSI_PRIVATE_KEY", &pem)]);
    variables.retain(|(name, _)| *name != "JITSI_PRIVATE_KEY_FILE");
    let (_, answer) = checks(folder.path(), &variables);
    let advice = check(&answer, "key-age")["advice"].as_str().unwrap();
    assert!(advice.contains("Nobody knows how old"), "{advice}");
}

#[test]
fn it_says_which_key_signs_and_what_was_forgotten_in_the_ring() {
    let (folder, _) = with_key();
    let (_, answer) = checks(folder.path(), &jaas(&[]));
    assert!(check(&answer, "key")["advice"].as_str().unwrap().contains("JITSI_PRIVATE_KEY_FILE"), "{answer:#}");
    assert_eq!(check(&answer, "key-ring")["mark"], "ok");
    let keys = |arguments: &[&str]| {
        let output = program(folder.path()).arg("keys").args(arguments).envs(jaas(&[])).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    };
    let ring = folder.path().join("data/keys/ring.json");
    let rewrite = |field: &str| {
        let mut json: Value = serde_json::from_str(&fs::read_to_string(&ring).unwrap()).unwrap();
        for key in json["keys"].as_array_mut().unwrap() {
            if key.get(field).is_some() {
                key[field] = days_ago(20).into();
            }
        }
        fs::write(&ring, json.to_string()).unwrap();
    };
    keys(&["stage"]);
    rewrite("since");
    let (code, answer) = checks(folder.path(), &jaas(&[]));
    let waits = check(&answer, "key-ring");
    assert_eq!((code, &waits["mark"]), (Some(0), &Value::from("warn")), "{answer:#}");
    assert!(waits["advice"].as_str().unwrap().contains("is staged since"), "{waits}");

    keys(&["activate", "--kid", "9c0ffe"]);
    rewrite("until");
    let (_, answer) = checks(folder.path(), &jaas(&[]));
    assert!(check(&answer, "key-ring")["advice"].as_str().unwrap().contains("keys retire"), "{answer:#}");
    assert!(check(&answer, "key")["advice"].as_str().unwrap().contains("the active key of the ring"), "{answer:#}");
    assert!(check(&answer, "kid")["advice"].as_str().unwrap().contains("/9c0ffe"), "{answer:#}");
    for name in ["key-age", "key-file", "token"] {
        assert_eq!(check(&answer, name)["mark"], "ok", "{name}: {answer:#}");
    }
    assert!(check(&answer, "key-age")["advice"].as_str().unwrap().contains("made 0 days ago"), "{answer:#}");
}

/// The server's own settings, of which none may be on its page.
const SERVER: [(&str, &str); 4] = [
    ("GREENROOM_API_KEYS", API_KEY),
    ("GREENROOM_API_KEY", "a-misspelt-variable"),
    ("OIDC_CLIENT_SECRET", CLIENT_SECRET),
    ("OIDC_ALLOWED_DOMAINS", "example.com"),
];
const PASSWORD: &str = "password-of-the-database-0123";

/// A server that has said that it serves. It ends with the test.
struct Served(std::process::Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serving(command: &mut Command) -> Served {
    let mut child =
        command.arg("serve").stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    let served = Served(child);
    let greeting = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("Greenroom is at")));
    assert!(greeting.is_some(), "it ended without a greeting");
    // Whatever else it prints must have somewhere to go.
    std::thread::spawn(move || lines.for_each(drop));
    served
}

/// Name and mark of each check, in the order of the alphabet.
fn marks<'a>(checks: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let mut marks: Vec<_> = checks.map(|(name, mark)| (name.to_owned(), mark.to_owned())).collect();
    marks.sort();
    marks
}

#[tokio::test]
async fn the_page_of_a_server_that_runs_shows_the_same_checks_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let site = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let issuer = provider(DOCUMENT);
    let database = tokio::task::spawn_blocking(|| testing::Cluster::shared().database()).await.unwrap();
    let database = database.replace("@localhost", &format!(":{PASSWORD}@localhost"));
    let configured = || {
        let mut command = program(folder.path());
        command.envs(SERVER).env("LEPTOS_SITE_ADDR", &site).env("OIDC_ISSUER", &issuer);
        command.env("OIDC_CLIENT_ID", "greenroom").env("DATABASE_URL", &database);
        command
    };
    let _served = serving(&mut configured());

    let browser = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let opened = browser
        .post(format!("http://{site}/sessions"))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("title=Weekly");
    let opened = opened.send().await.unwrap();
    let cookies: Vec<_> = opened.headers().get_all("set-cookie").iter().map(|set| set.to_str().unwrap()).collect();
    let sign_in =
        cookies.iter().find(|set| set.starts_with("greenroom_sign_in=")).unwrap_or_else(|| panic!("{cookies:?}"));
    let sign_in = sign_in.split(';').next().unwrap();
    let page = browser.get(format!("http://{site}/operator")).header("cookie", sign_in).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();

    let output = tokio::task::spawn_blocking({
        let mut command = configured();
        move || command.args(["doctor", "--json"]).output().unwrap()
    });
    let doctor: Value = serde_json::from_slice(&output.await.unwrap().stdout).unwrap();
    let doctor = doctor["checks"].as_array().unwrap();
    let text = |check: &'static str| move |value: &Value| value[check].as_str().unwrap().to_owned();
    let (name, mark) = (text("name"), text("mark"));
    let expected: Vec<_> = doctor.iter().map(|check| (name(check), mark(check))).collect();
    let rows = page.split("data-testid=\"check\"").skip(1).map(|row| {
        let part = |before: &str, end| row.split_once(before).unwrap().1.split(end).next().unwrap();
        (part("<code>", '<'), part("data-mark=\"", '"'))
    });
    assert_eq!(marks(rows), marks(expected.iter().map(|(name, mark)| (name.as_str(), mark.as_str()))), "{page}");
    for (name, mark) in [("headers", "ok"), ("provider", "ok"), ("token", "ok"), ("variable-greenroom-api-key", "warn")]
    {
        assert!(expected.contains(&(name.to_owned(), mark.to_owned())), "{name}: {doctor:#?}");
    }
    assert!(page.contains("PostgreSQL"), "{page}");
    for secret in [API_KEY, CLIENT_SECRET, PASSWORD, "a-misspelt-variable", sign_in.split_once('=').unwrap().1] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
}
