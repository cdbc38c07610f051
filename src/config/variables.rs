//! The one table of variables: the reader, `.env.example` and the README come from it.

use std::fmt::Write as _;

/// One environment variable.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// The setup guide's name for it, read as well.
    pub alias: Option<&'static str>,
    /// Whether `{name}_FILE` may name a file that holds the value.
    pub file: bool,
    /// What holds when it is not set.
    pub default: &'static str,
    /// What it means, and what follows from it.
    pub meaning: &'static str,
    /// A value as it might stand in `.env`.
    pub example: &'static str,
}

/// Where meetings happen.
pub(super) const JITSI_DOMAIN: Variable = Variable {
    name: "JITSI_DOMAIN",
    alias: Some("NEXT_PUBLIC_JITSI_DOMAIN"),
    file: false,
    default: "none: the sandbox",
    meaning: "Where meetings happen: `8x8.vc` (or a regional host of it) for JaaS, `meet.jit.si`, or the domain of your own Jitsi. Without it a sandbox stands in, on this machine alone.",
    example: "8x8.vc",
};
/// The app id.
pub(super) const JITSI_APP_ID: Variable = Variable {
    name: "JITSI_APP_ID",
    alias: Some("NEXT_PUBLIC_JITSI_APP_ID"),
    file: false,
    default: "none; JaaS needs it",
    meaning: "The app id of the JaaS console, with or without `vpaas-magic-cookie-` before it. On your own Jitsi: its app id.",
    example: "vpaas-magic-cookie-0123456789abcdef0123456789abcdef",
};
/// The private key.
pub(super) const JITSI_PRIVATE_KEY: Variable = Variable {
    name: "JITSI_PRIVATE_KEY",
    alias: None,
    file: true,
    default: "none; JaaS needs it",
    meaning: "The private RSA key as PEM: PKCS#1 or PKCS#8, with real newlines in quotes, with `\\n` written out, or as base64 of the PEM. No passphrase.",
    example: "\"-----BEGIN RSA PRIVATE KEY-----\\n...\\n-----END RSA PRIVATE KEY-----\"",
};
/// The key id.
pub(super) const JITSI_KEY_ID: Variable = Variable {
    name: "JITSI_KEY_ID",
    alias: None,
    file: true,
    default: "none: `kid` is the tenant alone",
    meaning: "The key's id as the JaaS console shows it after the upload, with or without the tenant before it.",
    example: "4f4910",
};
/// The form of the room claim.
pub(super) const JITSI_ROOM_CLAIM: Variable = Variable {
    name: "JITSI_ROOM_CLAIM",
    alias: None,
    file: false,
    default: "auto",
    meaning: "How a token names its room: `qualified` (tenant before the name, the setup guide's form), `name` (Jitsi's own form) or `auto` (the guide's until this deployment was seen to refuse it, then the other, remembered). If Jitsi says \"Room and token mismatched\", set `name`.",
    example: "auto",
};
/// The secret of a self-hosted Jitsi.
pub(super) const JITSI_APP_SECRET: Variable = Variable {
    name: "JITSI_APP_SECRET",
    alias: None,
    file: true,
    default: "none",
    meaning: "The secret that your own Jitsi shares with us (HS256), instead of a private key.",
    example: "a-long-random-secret-of-your-own-jitsi",
};
/// How long a token is valid.
pub(super) const JITSI_TOKEN_TTL_SECONDS: Variable = Variable {
    name: "JITSI_TOKEN_TTL_SECONDS",
    alias: None,
    file: false,
    default: "3600",
    meaning: "How long a token opens its room, in seconds. It gates joining alone; a meeting goes on.",
    example: "3600",
};
/// How long a token may be valid.
pub(super) const JITSI_TOKEN_MAX_TTL_SECONDS: Variable = Variable {
    name: "JITSI_TOKEN_MAX_TTL_SECONDS",
    alias: None,
    file: false,
    default: "14400",
    meaning: "The longest lifetime that a backend may ask for, in seconds; more is refused with 422.",
    example: "14400",
};
/// How old a key may be.
pub(super) const GREENROOM_KEY_WARNING_DAYS: Variable = Variable {
    name: "GREENROOM_KEY_WARNING_DAYS",
    alias: None,
    file: false,
    default: "90",
    meaning: "How old the key that signs may be before `greenroom doctor` warns of it, in days. `0` for no warning.",
    example: "90",
};
/// The keys of backends.
pub(super) const GREENROOM_API_KEYS: Variable = Variable {
    name: "GREENROOM_API_KEYS",
    alias: None,
    file: true,
    default: "none: the keys that were made here alone",
    meaning: "The secrets of backends that may do everything that the API does, separated by commas, 32 characters or more each. Make one with `openssl rand -hex 32`; or make keys that have a name, an end and scopes with `greenroom api-keys new` or at `/operator/api-keys`.",
    example: "replace-me-by-the-output-of-openssl-rand-hex-32",
};
/// Who runs the deployment.
pub(super) const GREENROOM_OPERATORS: Variable = Variable {
    name: "GREENROOM_OPERATORS",
    alias: None,
    file: false,
    default: "none: the pages of operators are for nobody",
    meaning: "The e-mail addresses of those who run this deployment, separated by commas. Signed in like any host, they find the pages of operators on the page of their account. In the sandbox whoever is signed in is one.",
    example: "olga@example.com,otto@example.com",
};
/// The provider that people sign in with.
pub(super) const OIDC_ISSUER: Variable = Variable {
    name: "OIDC_ISSUER",
    alias: None,
    file: false,
    default: "none: hosts sign in with one-time links",
    meaning: "The issuer of the OpenID Connect provider that hosts sign in with, exactly as the provider writes it. Register `/sign-in/callback` under GREENROOM_PUBLIC_URL there as the redirect address.",
    example: "https://accounts.example.com",
};
/// The id under which the provider knows us.
pub(super) const OIDC_CLIENT_ID: Variable = Variable {
    name: "OIDC_CLIENT_ID",
    alias: None,
    file: false,
    default: "none; a provider needs it",
    meaning: "The client id under which the provider knows Greenroom.",
    example: "greenroom",
};
/// The secret that the provider shares with us.
pub(super) const OIDC_CLIENT_SECRET: Variable = Variable {
    name: "OIDC_CLIENT_SECRET",
    alias: None,
    file: true,
    default: "none: a public client, with PKCE alone",
    meaning: "The client secret that the provider gave out with the client id.",
    example: "the-secret-from-the-provider",
};
/// Whose e-mail addresses may host, by domain.
pub(super) const OIDC_ALLOWED_DOMAINS: Variable = Variable {
    name: "OIDC_ALLOWED_DOMAINS",
    alias: None,
    file: false,
    default: "none",
    meaning: "Who may host: everybody with a verified e-mail address at one of these domains, separated by commas. A subdomain is another domain. With a provider at least one of the three rules must be set; meeting one of them is enough.",
    example: "example.com,example.org",
};
/// Whose e-mail addresses may host, one by one.
pub(super) const OIDC_ALLOWED_EMAILS: Variable = Variable {
    name: "OIDC_ALLOWED_EMAILS",
    alias: None,
    file: false,
    default: "none",
    meaning: "Who may host: the people with these verified e-mail addresses, separated by commas.",
    example: "ada@example.com,grace@example.net",
};
/// Which claim lets somebody host.
pub(super) const OIDC_ALLOWED_CLAIM: Variable = Variable {
    name: "OIDC_ALLOWED_CLAIM",
    alias: None,
    file: false,
    default: "none",
    meaning: "Who may host: everybody whose claim of that name has that value, or has it in its list. A verified e-mail address is needed all the same.",
    example: "groups=hosts",
};
/// How early doors open.
pub(super) const GREENROOM_DOOR_OPENS_SECONDS_BEFORE: Variable = Variable {
    name: "GREENROOM_DOOR_OPENS_SECONDS_BEFORE",
    alias: None,
    file: false,
    default: "600",
    meaning: "How long before its start a session can be entered, in seconds, up to a day. Before that no token for it exists.",
    example: "600",
};
/// How late doors close.
pub(super) const GREENROOM_DOOR_CLOSES_SECONDS_AFTER: Variable = Variable {
    name: "GREENROOM_DOOR_CLOSES_SECONDS_AFTER",
    alias: None,
    file: false,
    default: "0",
    meaning: "How long after its planned end a session can still be entered, in seconds, up to 900. No token is valid for longer than 15 minutes after the planned end.",
    example: "0",
};
/// What links start with.
pub(super) const GREENROOM_PUBLIC_URL: Variable = Variable {
    name: "GREENROOM_PUBLIC_URL",
    alias: None,
    file: false,
    default: "`http://` and LEPTOS_SITE_ADDR",
    meaning: "What links start with, as people reach this server. With `https://`, cookies are Secure.",
    example: "https://meet.example.com",
};
/// Where data lives.
pub(super) const GREENROOM_DATA_DIR: Variable = Variable {
    name: "GREENROOM_DATA_DIR",
    alias: None,
    file: false,
    default: "./data",
    meaning: "The folder of the SQLite file, of the key that links follow from (`links.key`: keep a copy beside that of the database), of the ring of signing keys (`keys/`) and of the sandbox's key; made if it is missing.",
    example: "./data",
};
/// The database.
pub(super) const DATABASE_URL: Variable = Variable {
    name: "DATABASE_URL",
    alias: None,
    file: true,
    default: "a SQLite file in the data folder",
    meaning: "Another place for the SQLite file, as `sqlite://path`; or a PostgreSQL database, as `postgres://user:password@host:port/database?sslmode=verify-full`. More than one server may work on the same PostgreSQL database.",
    example: "postgres://greenroom:secret@db.example.com/greenroom?sslmode=verify-full",
};
/// How long personal data is kept.
pub(super) const GREENROOM_RETENTION_DAYS: Variable = Variable {
    name: "GREENROOM_RETENTION_DAYS",
    alias: None,
    file: false,
    default: "0",
    meaning: "How many days personal data is kept: names, addresses, accounts that nobody used since, titles of sessions that are over. What is older is erased within an hour; what happened stays in the record. `0` keeps it for ever.",
    example: "90",
};
/// Where the server listens.
pub(super) const LEPTOS_SITE_ADDR: Variable = Variable {
    name: "LEPTOS_SITE_ADDR",
    alias: None,
    file: false,
    default: "127.0.0.1:3000",
    meaning: "The address and port that the server listens on. The sandbox listens on loopback only.",
    example: "127.0.0.1:3000",
};
/// Where the client's files are.
pub(super) const LEPTOS_SITE_ROOT: Variable = Variable {
    name: "LEPTOS_SITE_ROOT",
    alias: None,
    file: false,
    default: "`site` beside the program or one folder up, or `target/site`",
    meaning: "The folder of the client's files that `make build` leaves in `target/site`.",
    example: "target/site",
};
/// What is logged.
pub(super) const RUST_LOG: Variable = Variable {
    name: "RUST_LOG",
    alias: None,
    file: false,
    default: "info",
    meaning: "What is logged: `error`, `warn`, `info`, `debug`, or a filter of the `tracing` crate.",
    example: "info",
};

/// The proxies whose word on a client's address counts.
pub(super) const GREENROOM_TRUSTED_PROXIES: Variable = Variable {
    name: "GREENROOM_TRUSTED_PROXIES",
    alias: None,
    file: false,
    default: "none: the address of the connection counts",
    meaning: "The reverse proxies in front, as comma-separated addresses or ranges: from these alone `X-Forwarded-For` is believed. Behind a proxy that is not named here all guests count as one address.",
    example: "127.0.0.1,10.0.0.0/8",
};
/// How many tokens one address may ask for.
pub(super) const GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS: Variable = Variable {
    name: "GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS",
    alias: None,
    file: false,
    default: "120",
    meaning: "How many tokens those who are not known may ask for from one client address in a minute, half of them at once; then 429. Joins, sign-ins and wrong API keys each count as many for themselves, looks at doors a hundred times as many. `0` sets no limit. Raise it where hundreds of guests share one address.",
    example: "120",
};
/// How many tokens one known caller may ask for.
pub(super) const GREENROOM_TOKENS_PER_MINUTE_PER_CALLER: Variable = Variable {
    name: "GREENROOM_TOKENS_PER_MINUTE_PER_CALLER",
    alias: None,
    file: false,
    default: "30",
    meaning: "The same for one guest or host who is known: by an account, by an invite of their own, or by a browser that was let in before or knocked. `0` sets no limit.",
    example: "30",
};
/// How many lines of events one address may hold open.
pub(super) const GREENROOM_DOOR_LINES_PER_ADDRESS: Variable = Variable {
    name: "GREENROOM_DOOR_LINES_PER_ADDRESS",
    alias: None,
    file: false,
    default: "4000",
    meaning: "How many pages that wait at a door, and are not known yet, may hold a line of events open from one client address; further ones ask every few seconds instead. `0` sets no limit. Each line is a connection.",
    example: "4000",
};
/// How many tokens one backend may ask for.
pub(super) const GREENROOM_TOKENS_PER_MINUTE_PER_KEY: Variable = Variable {
    name: "GREENROOM_TOKENS_PER_MINUTE_PER_KEY",
    alias: None,
    file: false,
    default: "6000",
    meaning: "How many tokens one API key may ask for in a minute, half of them at once. `0` sets no limit.",
    example: "6000",
};
/// How log lines look.
pub(super) const GREENROOM_LOG_FORMAT: Variable = Variable {
    name: "GREENROOM_LOG_FORMAT",
    alias: None,
    file: false,
    default: "text",
    meaning: "How log lines look: `text` for people, `json` for machines.",
    example: "json",
};

/// Every variable, in the order in which people meet them.
pub const VARIABLES: [Variable; 32] = [
    JITSI_DOMAIN,
    JITSI_APP_ID,
    JITSI_PRIVATE_KEY,
    JITSI_KEY_ID,
    JITSI_ROOM_CLAIM,
    JITSI_APP_SECRET,
    JITSI_TOKEN_TTL_SECONDS,
    JITSI_TOKEN_MAX_TTL_SECONDS,
    GREENROOM_API_KEYS,
    GREENROOM_DOOR_OPENS_SECONDS_BEFORE,
    GREENROOM_DOOR_CLOSES_SECONDS_AFTER,
    GREENROOM_PUBLIC_URL,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_ALLOWED_DOMAINS,
    OIDC_ALLOWED_EMAILS,
    OIDC_ALLOWED_CLAIM,
    GREENROOM_OPERATORS,
    GREENROOM_KEY_WARNING_DAYS,
    GREENROOM_DATA_DIR,
    DATABASE_URL,
    GREENROOM_RETENTION_DAYS,
    GREENROOM_TRUSTED_PROXIES,
    GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS,
    GREENROOM_TOKENS_PER_MINUTE_PER_CALLER,
    GREENROOM_TOKENS_PER_MINUTE_PER_KEY,
    GREENROOM_DOOR_LINES_PER_ADDRESS,
    LEPTOS_SITE_ADDR,
    LEPTOS_SITE_ROOT,
    RUST_LOG,
    GREENROOM_LOG_FORMAT,
];

/// The text of `.env.example`.
pub fn env_example() -> String {
    let mut text = String::from(
        "# Copy this file to `.env` and fill in what you need. With nothing set, a sandbox runs.\n\
         # The environment wins over `.env`. Never commit a `.env` that holds secrets.\n",
    );
    for variable in VARIABLES {
        text.push('\n');
        for line in wrapped(variable.meaning, 96) {
            let _ = writeln!(text, "# {line}");
        }
        if let Some(alias) = variable.alias {
            let _ = writeln!(text, "# Also read as {alias}.");
        }
        if variable.file {
            let _ = writeln!(text, "# Or {}_FILE: a file that holds it. Not both.", variable.name);
        }
        let _ = writeln!(text, "# Default: {}.", variable.default);
        let _ = writeln!(text, "# {}={}", variable.name, variable.example);
    }
    text
}

/// The table of variables in the README.
pub fn readme_table() -> String {
    let mut text = String::from("| variable | default | meaning |\n| --- | --- | --- |\n");
    for variable in VARIABLES {
        let alias = variable.alias.map(|alias| format!("<br>or `{alias}`")).unwrap_or_default();
        let file = if variable.file { format!("<br>or `{}_FILE`", variable.name) } else { String::new() };
        let name = variable.name;
        let _ = writeln!(text, "| `{name}`{alias}{file} | {} | {} |", variable.default, variable.meaning);
    }
    text
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().filter(|line| line.len() + word.len() < width);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_variables_share_a_name() {
        let names: Vec<_> =
            VARIABLES.iter().flat_map(|variable| [Some(variable.name), variable.alias]).flatten().collect();
        let unique: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(names.len(), unique.len());
    }
}
