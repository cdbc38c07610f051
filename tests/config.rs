//! The environment, as operators write it: the setup guide's own, and everything that goes wrong.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{fs, path::Path};

use greenroom::{
    config::{Deployment, Environment, Problems, RoomClaimChoice, SelfHostedAuth, Settings, env_example, readme_table},
    jaas::{PrivateKey, RoomClaim},
};

const APP_ID: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
const ISSUER: &str = "https://accounts.example.com";

fn key() -> String {
    static PEM: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    PEM.get_or_init(|| PrivateKey::generate().unwrap().to_pkcs1_pem().unwrap().to_string()).clone()
}

fn read(pairs: &[(&str, &str)]) -> Result<Settings, Problems> {
    Settings::read(&Environment::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))))
}

/// The variables with which something is wrong, in order.
fn problems(pairs: &[(&str, &str)]) -> Vec<String> {
    read(pairs).unwrap_err().0.into_iter().map(|problem| problem.variable).collect()
}

fn of_file(text: &str) -> Result<Settings, Problems> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".env");
    fs::write(&path, text).unwrap();
    Settings::read(&Environment::of_file(&path).map_err(|problem| Problems(vec![problem]))?)
}

#[test]
fn with_nothing_set_the_sandbox_runs() {
    let settings = read(&[]).unwrap();
    assert!(matches!(settings.deployment, Deployment::Sandbox));
    assert_eq!(settings.site_addr.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.public_url.as_str(), "http://127.0.0.1:3000/");
    assert_eq!((settings.token_ttl, settings.token_max_ttl), (3600, 14_400));
}

#[test]
fn the_guides_whole_env_works_unchanged() {
    let text = format!(
        "# Jitsi JaaS\nNEXT_PUBLIC_JITSI_DOMAIN=8x8.vc\nNEXT_PUBLIC_JITSI_APP_ID={APP_ID}\n\
         JITSI_PRIVATE_KEY=\"{}\"\nJITSI_KEY_ID=4f4910\n",
        key().trim_end(),
    );
    let settings = of_file(&text).unwrap();
    let Deployment::Jaas { domain, app_id, kid, room_claim, key } = settings.deployment else { panic!() };
    assert_eq!((domain.as_str(), app_id.tenant().as_str()), ("8x8.vc", APP_ID));
    assert_eq!(kid.as_str(), format!("{APP_ID}/4f4910"));
    assert_eq!((room_claim, key.bits()), (RoomClaimChoice::Auto, 4096));
}

#[test]
fn a_key_on_one_line_works_in_each_kind_of_quotes() {
    let line = key().trim_end().replace('\n', "\\n");
    for quoted in [format!("\"{line}\""), format!("'{line}'")] {
        let text = format!("JITSI_DOMAIN=8x8.vc\nJITSI_APP_ID={APP_ID}\nJITSI_PRIVATE_KEY={quoted}\n");
        assert!(matches!(of_file(&text).unwrap().deployment, Deployment::Jaas { .. }));
    }
}

#[test]
fn without_a_key_id_the_kid_is_the_tenant() {
    let settings = read(&[
        ("JITSI_DOMAIN", "frankfurt.8x8.vc"),
        ("JITSI_APP_ID", APP_ID),
        ("JITSI_PRIVATE_KEY", &key()),
        ("JITSI_ROOM_CLAIM", "name"),
    ])
    .unwrap();
    let Deployment::Jaas { kid, room_claim, .. } = settings.deployment else { panic!() };
    assert_eq!(kid.as_str(), APP_ID);
    assert_eq!(room_claim, RoomClaimChoice::Fixed(RoomClaim::Name));
}

#[test]
fn every_problem_is_reported_at_once() {
    let pairs = [
        ("JITSI_DOMAIN", "https://8x8.vc/"),
        ("JITSI_APP_ID", "my-app"),
        ("JITSI_PRIVATE_KEY", "hunter2-the-secret"),
        ("JITSI_ROOM_CLAIM", "maybe"),
        ("JITSI_TOKEN_TTL_SECONDS", "an hour"),
        ("GREENROOM_API_KEYS", "short"),
        ("GREENROOM_PUBLIC_URL", "meet.example.com/x"),
        ("DATABASE_URL", "mysql://root:hunter2@db"),
        ("LEPTOS_SITE_ADDR", "localhost"),
    ];
    let mut named = problems(&pairs);
    named.sort();
    let mut expected: Vec<_> = pairs.iter().map(|(name, _)| (*name).to_owned()).collect();
    expected.sort();
    assert_eq!(named, expected);
    let report = read(&pairs).unwrap_err().to_string();
    assert!(report.starts_with("The configuration has 9 problems:\n"), "{report}");
    for secret in ["hunter2", "short\n", "my-app"] {
        assert!(!report.contains(secret), "a value was printed: {report}");
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    let long = "x".repeat(32);
    let table: [(&[(&str, &str)], &str); 13] = [
        (&[("JITSI_APP_ID", APP_ID)], "JITSI_DOMAIN"),
        (&[("NEXT_PUBLIC_JITSI_DOMAIN", "8x8.vc"), ("JITSI_DOMAIN", "meet.jit.si")], "JITSI_DOMAIN"),
        (&[("JITSI_DOMAIN", "meet.jit.si"), ("JITSI_KEY_ID", "4f4910")], "JITSI_KEY_ID"),
        (
            &[
                ("JITSI_DOMAIN", "jitsi.example.com"),
                ("JITSI_APP_ID", "a"),
                ("JITSI_APP_SECRET", "s"),
                ("JITSI_PRIVATE_KEY", "k"),
            ],
            "JITSI_APP_SECRET",
        ),
        (&[("GREENROOM_API_KEYS", &long), ("GREENROOM_API_KEYS_FILE", "/dev/null")], "GREENROOM_API_KEYS_FILE"),
        (&[("GREENROOM_API_KEYS_FILE", "/nowhere/keys")], "GREENROOM_API_KEYS_FILE"),
        (&[("JITSI_TOKEN_TTL_SECONDS", "20000")], "JITSI_TOKEN_TTL_SECONDS"),
        (&[("LEPTOS_SITE_ADDR", "0.0.0.0:3000")], "LEPTOS_SITE_ADDR"),
        (&[("GREENROOM_PUBLIC_URL", "https://meet.example.com")], "GREENROOM_PUBLIC_URL"),
        (&[("OIDC_CLIENT_ID", "greenroom")], "OIDC_ISSUER"),
        (&[("OIDC_ALLOWED_DOMAINS", "example.com")], "OIDC_ISSUER"),
        (&[("OIDC_ISSUER", ISSUER), ("OIDC_ALLOWED_DOMAINS", "example.com")], "OIDC_CLIENT_ID"),
        (&[("OIDC_ISSUER", ISSUER), ("OIDC_CLIENT_ID", "greenroom")], "OIDC_ALLOWED_DOMAINS"),
    ];
    for (pairs, variable) in table {
        assert_eq!(problems(pairs), [variable], "{pairs:?}");
    }
}

#[test]
fn personal_data_is_kept_for_ever_unless_a_number_of_days_is_set() {
    let days = |value: &str| read(&[("GREENROOM_RETENTION_DAYS", value)]).unwrap().retention_days;
    assert_eq!(read(&[]).unwrap().retention_days, None);
    assert_eq!((days("0"), days("1"), days("36500")), (None, Some(1), Some(36_500)));
    for value in ["-1", "36501", "90d", "1.5"] {
        assert_eq!(problems(&[("GREENROOM_RETENTION_DAYS", value)]), ["GREENROOM_RETENTION_DAYS"], "{value}");
    }
}

#[test]
fn a_tenant_that_is_not_the_app_ids_is_refused() {
    let kid = "vpaas-magic-cookie-ffffffffffffffffffffffffffffffff/4f4910";
    let pairs =
        [("JITSI_DOMAIN", "8x8.vc"), ("JITSI_APP_ID", APP_ID), ("JITSI_PRIVATE_KEY", &key()), ("JITSI_KEY_ID", kid)];
    assert_eq!(problems(&pairs), ["JITSI_KEY_ID"]);
}

#[test]
fn a_jitsi_of_ones_own_takes_a_secret_a_key_or_nothing() {
    let auth = |pairs: &[(&str, &str)]| {
        let mut all = vec![("JITSI_DOMAIN", "jitsi.example.com:8443"), ("JITSI_APP_ID", "greenroom")];
        all.extend_from_slice(pairs);
        let Deployment::SelfHosted { domain, auth } = read(&all).unwrap().deployment else { panic!() };
        assert_eq!(domain, "jitsi.example.com:8443");
        auth
    };
    assert!(matches!(auth(&[]), SelfHostedAuth::None));
    assert!(matches!(auth(&[("JITSI_APP_SECRET", "s3cr3t")]), SelfHostedAuth::Hs256 { .. }));
    assert!(matches!(auth(&[("JITSI_PRIVATE_KEY", &key())]), SelfHostedAuth::Rs256 { kid: None, .. }));
    assert!(matches!(read(&[("JITSI_DOMAIN", "meet.jit.si")]).unwrap().deployment, Deployment::Public));
}

#[test]
fn a_provider_is_read_with_who_may_host() {
    let pairs = [
        ("OIDC_ISSUER", "https://example.auth0.com/"),
        ("OIDC_CLIENT_ID", "greenroom"),
        ("OIDC_CLIENT_SECRET", "hunter2"),
        ("OIDC_ALLOWED_DOMAINS", "Example.com, example.org"),
        ("OIDC_ALLOWED_EMAILS", "Ada@Example.net"),
        ("OIDC_ALLOWED_CLAIM", "groups=hosts=all"),
    ];
    let oidc = read(&pairs).unwrap().oidc.unwrap();
    assert_eq!((oidc.issuer.as_str(), oidc.client_id.as_str()), ("https://example.auth0.com/", "greenroom"));
    assert_eq!(oidc.allowed.domains, ["example.com", "example.org"]);
    assert_eq!(oidc.allowed.emails, ["ada@example.net"]);
    assert_eq!(oidc.allowed.claim, Some(("groups".to_owned(), "hosts=all".to_owned())));
    assert!(!format!("{oidc:?}").contains("hunter2"));
    assert!(read(&[]).unwrap().oidc.is_none());
}

#[test]
fn a_provider_that_cannot_be_meant_is_refused() {
    let table = [
        ("OIDC_ISSUER", "http://accounts.example.com"),
        ("OIDC_ISSUER", "accounts.example.com"),
        ("OIDC_ISSUER", "https://accounts.example.com/?tenant=1"),
        ("OIDC_ISSUER", "https://ada:secret@accounts.example.com"),
        ("OIDC_ALLOWED_DOMAINS", "@example.com"),
        ("OIDC_ALLOWED_DOMAINS", "example.com,,"),
        ("OIDC_ALLOWED_DOMAINS", "*"),
        ("OIDC_ALLOWED_EMAILS", "example.com"),
        ("OIDC_ALLOWED_EMAILS", "@example.com"),
        ("OIDC_ALLOWED_CLAIM", "hosts"),
        ("OIDC_ALLOWED_CLAIM", "groups="),
    ];
    for (name, value) in table {
        let mut pairs =
            vec![("OIDC_ISSUER", ISSUER), ("OIDC_CLIENT_ID", "greenroom"), ("OIDC_ALLOWED_EMAILS", "ada@example.com")];
        pairs.retain(|(other, _)| *other != name);
        pairs.push((name, value));
        assert_eq!(problems(&pairs), [name], "{value}");
    }
    let local = [("OIDC_ISSUER", "http://127.0.0.1:9000"), ("OIDC_CLIENT_ID", "g"), ("OIDC_ALLOWED_CLAIM", "a=b")];
    assert!(read(&local).unwrap().oidc.is_some());
}

#[test]
fn operators_are_addresses_in_lower_case_and_nobody_unless_they_are_named() {
    let operators = |value| read(&[("GREENROOM_OPERATORS", value)]).unwrap().operators;
    assert_eq!(operators("Olga@Example.com, otto@example.org"), ["olga@example.com", "otto@example.org"]);
    assert!(read(&[]).unwrap().operators.is_empty());
    for wrong in ["olga", "@example.com", "olga@example.com,", "*"] {
        assert_eq!(problems(&[("GREENROOM_OPERATORS", wrong)]), ["GREENROOM_OPERATORS"], "{wrong}");
    }
}

#[test]
fn a_line_of_a_file_that_cannot_be_read_is_named_without_its_value() {
    let report = of_file("JITSI_PRIVATE_KEY=hunter2 is my key\n").unwrap_err().to_string();
    assert!(report.contains("the line of JITSI_PRIVATE_KEY"), "{report}");
    assert!(!report.contains("hunter2"), "{report}");
}

#[test]
fn settings_show_no_secret() {
    let long = "hunter2-".repeat(8);
    let shown = format!("{:?}", read(&[("GREENROOM_API_KEYS", &long)]).unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch of this test, no setting of the program")]
fn the_example_file_and_the_readme_come_from_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        update(root);
    }
    let example = fs::read_to_string(root.join(".env.example")).unwrap();
    assert_eq!(example, env_example(), ".env.example differs from the table in src/config/variables.rs");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains(&readme_table()), "the README's table of variables differs from src/config/variables.rs");
}

#[test]
fn the_example_file_sets_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = Settings::read(&Environment::of_file(&root.join(".env.example")).unwrap()).unwrap();
    assert!(matches!(settings.deployment, Deployment::Sandbox));
}

/// Writes `.env.example` and the README's table anew: `UPDATE=1 cargo test --features ssr --test config`.
fn update(root: &Path) {
    fs::write(root.join(".env.example"), env_example()).unwrap();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (before, rest) = readme.split_once("<!-- variables -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /variables -->").unwrap();
    let table = readme_table();
    fs::write(root.join("README.md"), format!("{before}<!-- variables -->\n{table}<!-- /variables -->{after}"))
        .unwrap();
}

#[test]
fn each_limit_is_a_number_and_nought_is_none() {
    let limits = |pairs: &[(&str, &str)]| {
        let settings = read(pairs).unwrap();
        let Settings { tokens_per_address, tokens_per_caller, tokens_per_key, door_lines_per_address, .. } = settings;
        [tokens_per_address, tokens_per_caller, tokens_per_key, door_lines_per_address]
    };
    assert_eq!(limits(&[]), [Some(120), Some(30), Some(6000), Some(4000)]);
    let names = [
        "GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS",
        "GREENROOM_TOKENS_PER_MINUTE_PER_CALLER",
        "GREENROOM_TOKENS_PER_MINUTE_PER_KEY",
        "GREENROOM_DOOR_LINES_PER_ADDRESS",
    ];
    assert_eq!(limits(&names.map(|name| (name, "0"))), [None; 4]);
    assert_eq!(limits(&names.map(|name| (name, "7"))), [Some(7); 4]);
    for wrong in ["-1", "many", "1.5", "99999999999"] {
        assert_eq!(problems(&names.map(|name| (name, wrong))), names, "{wrong}");
    }
}
