//! All settings, typed.

use std::{
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use ipnet::IpNet;

use url::Url;

use crate::jaas::RoomClaim;

use super::{
    Deployment, GivenKey, Oidc, Problem, Problems, Secret, Variable, deployment,
    environment::Environment,
    list::{is_email, list},
    local::is_loopback,
    oidc,
    variables::{
        DATABASE_URL, GREENROOM_API_KEYS, GREENROOM_DOOR_CLOSES_SECONDS_AFTER, GREENROOM_DOOR_LINES_PER_ADDRESS,
        GREENROOM_DOOR_OPENS_SECONDS_BEFORE, GREENROOM_KEY_WARNING_DAYS, GREENROOM_LOG_FORMAT, GREENROOM_OPERATORS,
        GREENROOM_PUBLIC_URL, GREENROOM_RETENTION_DAYS, GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS,
        GREENROOM_TOKENS_PER_MINUTE_PER_CALLER, GREENROOM_TOKENS_PER_MINUTE_PER_KEY, GREENROOM_TRUSTED_PROXIES,
        JITSI_TOKEN_MAX_TTL_SECONDS, JITSI_TOKEN_TTL_SECONDS, LEPTOS_SITE_ADDR, LEPTOS_SITE_ROOT, RUST_LOG,
    },
};

/// The shortest API key that is taken, in characters.
const MIN_API_KEY: usize = 32;
/// The longest lifetime that can be configured: a day.
const LONGEST_TTL: i64 = 86_400;
/// The latest that a door can be configured to close after a session's end, in seconds: no token is
/// valid for longer after it.
const LATEST_CLOSE: i64 = 900;
/// The longest that personal data can be configured to be kept, in days: a hundred years.
const LONGEST_RETENTION: u32 = 36_500;

/// What the program runs with.
#[derive(Debug)]
pub struct Settings {
    /// Where meetings happen.
    pub deployment: Deployment,
    /// The secrets of backends.
    pub api_keys: Vec<Secret>,
    /// The e-mail addresses of those who run the deployment, in lower case.
    pub operators: Vec<String>,
    /// The provider that hosts sign in with.
    pub oidc: Option<Oidc>,
    /// What links start with; no path, no trailing slash in use.
    pub public_url: Url,
    /// The folder of everything that is remembered.
    pub data_dir: PathBuf,
    /// Another place for the database, as a URL.
    pub database_url: Option<Secret>,
    /// How many days personal data is kept; for ever where it is `None`.
    pub retention_days: Option<u32>,
    /// Where to listen.
    pub site_addr: SocketAddr,
    /// The folder of the client's files, where it was set.
    pub site_root: Option<PathBuf>,
    /// How long a token is valid, in seconds.
    pub token_ttl: i64,
    /// How long it may be at most, in seconds.
    pub token_max_ttl: i64,
    /// How old the key that signs may be before `doctor` warns, in days; `None` where it never does.
    pub key_warning_days: Option<u32>,
    /// How long before its start a session can be entered, in seconds.
    pub door_opens_before: i64,
    /// How long after its planned end it still can, in seconds.
    pub door_closes_after: i64,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How many tokens one address may ask for in a minute; no limit where it is `None`.
    pub tokens_per_address: Option<u32>,
    /// How many one known guest or host may; no limit where it is `None`.
    pub tokens_per_caller: Option<u32>,
    /// How many tokens one API key may ask for in a minute; no limit where it is `None`.
    pub tokens_per_key: Option<u32>,
    /// How many lines of events one address may hold open; no limit where it is `None`.
    pub door_lines_per_address: Option<u32>,
    /// What is logged.
    pub log: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// The port on which `cargo leptos watch` tells pages to reload, while it runs.
    pub reload_port: Option<u32>,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// How tokens name their room, as configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomClaimChoice {
    /// The guide's form until it was refused; what was learnt is remembered.
    Auto,
    /// Always this form.
    Fixed(RoomClaim),
}

impl RoomClaimChoice {
    /// Reads `auto`, `qualified` or `name`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "auto" { Some(Self::Auto) } else { RoomClaim::parse(text).map(Self::Fixed) }
    }
}

impl Settings {
    /// Judges everything that is set.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn read(env: &Environment) -> Result<Self, Problems> {
        Self::read_with(env, None)
    }

    /// The same, with a key that signs in the place of the configured one.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn read_with(env: &Environment, given: Option<GivenKey>) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let reader = &mut Reader { env, problems: &mut problems };
        let deployment = deployment::read(env, given, reader.problems);
        let site_addr = reader.site_addr();
        let public_url = reader.public_url(site_addr);
        let (token_ttl, token_max_ttl) = reader.lifetimes();
        let door_opens_before = reader.seconds(&GREENROOM_DOOR_OPENS_SECONDS_BEFORE, 0..=LONGEST_TTL, 600);
        let door_closes_after = reader.seconds(&GREENROOM_DOOR_CLOSES_SECONDS_AFTER, 0..=LATEST_CLOSE, 0);
        let key_warning_days = reader.count_or_never(&GREENROOM_KEY_WARNING_DAYS, 90, "for no warning");
        let api_keys = reader.api_keys();
        let operators = reader.operators();
        let oidc = oidc::read(env, reader.problems);
        let database_url = reader.database_url();
        let data_dir = env.data_dir();
        let site_root = reader.text(&LEPTOS_SITE_ROOT).map(PathBuf::from);
        let trusted_proxies = reader.trusted_proxies();
        let no_limit = "for no limit";
        let tokens_per_address = reader.count_or_never(&GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS, 120, no_limit);
        let tokens_per_caller = reader.count_or_never(&GREENROOM_TOKENS_PER_MINUTE_PER_CALLER, 30, no_limit);
        let tokens_per_key = reader.count_or_never(&GREENROOM_TOKENS_PER_MINUTE_PER_KEY, 6000, no_limit);
        let door_lines_per_address = reader.count_or_never(&GREENROOM_DOOR_LINES_PER_ADDRESS, 4000, no_limit);
        let retention_days = reader.retention_days();
        let log_format = reader.log_format();
        let log = reader.text(&RUST_LOG).unwrap_or_else(|| "info".to_owned());
        if matches!(deployment, Some(Deployment::Sandbox)) {
            reader.loopback_only(site_addr, &public_url);
        }
        match deployment {
            Some(deployment) if problems.is_empty() => Ok(Self {
                deployment,
                api_keys,
                operators,
                oidc,
                public_url,
                data_dir,
                database_url,
                retention_days,
                site_addr,
                site_root,
                token_ttl,
                token_max_ttl,
                key_warning_days,
                door_opens_before,
                door_closes_after,
                trusted_proxies,
                tokens_per_address,
                tokens_per_caller,
                tokens_per_key,
                door_lines_per_address,
                log,
                log_format,
                reload_port: env.reload_port(),
            }),
            _ => Err(Problems(problems)),
        }
    }
}

/// What a copy of all that is remembered is made of. It can be read without any secret of the deployment's.
#[derive(Debug)]
pub struct Kept {
    /// The folder of everything that is remembered.
    pub data_dir: PathBuf,
    /// The SQLite file; `None` where the database is a server's.
    pub database: Option<PathBuf>,
}

impl Kept {
    /// Judges where things are, and nothing else.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn read(env: &Environment) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let reader = &mut Reader { env, problems: &mut problems };
        let data_dir = env.data_dir();
        // Read twice, so that what is wrong with it is said once.
        let url = env.secret(&DATABASE_URL, &mut Vec::new());
        let is_server = url.is_some_and(|url| url.value().starts_with("postgres"));
        let database = (!is_server).then(|| database_file(&data_dir, reader.database_url().as_ref()));
        if problems.is_empty() { Ok(Self { data_dir, database }) } else { Err(Problems(problems)) }
    }
}

/// The SQLite file that the URL names, or the usual one.
pub fn database_file(data_dir: &Path, url: Option<&Secret>) -> PathBuf {
    match url.map(Secret::expose) {
        Some(url) => PathBuf::from(url.trim_start_matches("sqlite:").trim_start_matches("//")),
        None => data_dir.join("greenroom.db"),
    }
}

/// The address to listen on alone: who asks how the running server does needs nothing else.
///
/// # Errors
///
/// It is no address.
pub fn site_address(env: &Environment) -> Result<SocketAddr, Problems> {
    let mut problems = Vec::new();
    let address = Reader { env, problems: &mut problems }.site_addr();
    if problems.is_empty() { Ok(address) } else { Err(Problems(problems)) }
}

struct Reader<'a> {
    env: &'a Environment,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn text(&mut self, variable: &Variable) -> Option<String> {
        self.env.get(variable, self.problems).map(|found| found.value().to_owned())
    }

    fn site_addr(&mut self) -> SocketAddr {
        let default = SocketAddr::from(([127, 0, 0, 1], 3000));
        let Some(found) = self.env.get(&LEPTOS_SITE_ADDR, self.problems) else { return default };
        found.value().parse().unwrap_or_else(|_| {
            self.problems.push(found.problem("expected an address and a port, such as `127.0.0.1:3000`"));
            default
        })
    }

    fn public_url(&mut self, site_addr: SocketAddr) -> Url {
        let default = default_url(site_addr);
        let Some(found) = self.env.get(&GREENROOM_PUBLIC_URL, self.problems) else { return default };
        match Url::parse(found.value()) {
            Ok(url) if is_origin(&url) => url,
            _ => {
                let advice = "expected `https://` and a host name, without a path, such as `https://meet.example.com`";
                self.problems.push(found.problem(advice));
                default
            }
        }
    }

    fn lifetimes(&mut self) -> (i64, i64) {
        let longest = self.seconds(&JITSI_TOKEN_MAX_TTL_SECONDS, 60..=LONGEST_TTL, 14_400);
        let usual = self.seconds(&JITSI_TOKEN_TTL_SECONDS, 60..=LONGEST_TTL, 3600);
        if usual > longest {
            let advice = format!("it is more than {}: lower it, or raise that", JITSI_TOKEN_MAX_TTL_SECONDS.name);
            self.problems.push(Problem::new(JITSI_TOKEN_TTL_SECONDS.name, advice));
        }
        (usual, longest)
    }

    fn seconds(&mut self, variable: &Variable, allowed: RangeInclusive<i64>, default: i64) -> i64 {
        let Some(found) = self.env.get(variable, self.problems) else { return default };
        match found.value().parse() {
            Ok(seconds) if allowed.contains(&seconds) => seconds,
            _ => {
                self.problems.push(found.problem(format!(
                    "expected seconds, from {} to {}",
                    allowed.start(),
                    allowed.end()
                )));
                default
            }
        }
    }

    fn api_keys(&mut self) -> Vec<Secret> {
        let Some(found) = self.env.secret(&GREENROOM_API_KEYS, self.problems) else { return Vec::new() };
        let keys: Vec<_> = found.value().split(',').map(str::trim).filter(|key| !key.is_empty()).collect();
        if keys.iter().any(|key| key.chars().count() < MIN_API_KEY) {
            let advice =
                format!("each key needs {MIN_API_KEY} characters or more: make one with `openssl rand -hex 32`");
            self.problems.push(found.problem(advice));
        }
        keys.into_iter().map(|key| Secret::new(key.to_owned())).collect()
    }

    fn operators(&mut self) -> Vec<String> {
        let found = self.env.get(&GREENROOM_OPERATORS, self.problems);
        list(found.as_ref(), is_email, &GREENROOM_OPERATORS, self.problems)
    }

    fn trusted_proxies(&mut self) -> Vec<IpNet> {
        let Some(found) = self.env.get(&GREENROOM_TRUSTED_PROXIES, self.problems) else { return Vec::new() };
        let parts = found.value().split(',').map(str::trim).filter(|part| !part.is_empty());
        let read: Option<Vec<IpNet>> = parts.map(range).collect();
        read.unwrap_or_else(|| {
            let advice = "expected addresses or ranges with commas between them, such as `127.0.0.1,10.0.0.0/8`";
            self.problems.push(found.problem(advice));
            Vec::new()
        })
    }

    /// `None` where it is `0`, which means what `zero` says.
    fn count_or_never(&mut self, variable: &Variable, default: u32, zero: &str) -> Option<u32> {
        let Some(found) = self.env.get(variable, self.problems) else { return Some(default) };
        match found.value().parse() {
            Ok(0) => None,
            Ok(count) => Some(count),
            Err(_) => {
                self.problems.push(found.problem(format!("expected a whole number, or `0` {zero}")));
                None
            }
        }
    }

    /// `None` where everything is kept.
    fn retention_days(&mut self) -> Option<u32> {
        let found = self.env.get(&GREENROOM_RETENTION_DAYS, self.problems)?;
        match found.value().parse() {
            Ok(0) => None,
            Ok(days) if days <= LONGEST_RETENTION => Some(days),
            _ => {
                let advice = format!("expected a number of days up to {LONGEST_RETENTION}, or `0` to keep everything");
                self.problems.push(found.problem(advice));
                None
            }
        }
    }

    fn log_format(&mut self) -> LogFormat {
        let Some(found) = self.env.get(&GREENROOM_LOG_FORMAT, self.problems) else { return LogFormat::Text };
        match found.value() {
            "text" => LogFormat::Text,
            "json" => LogFormat::Json,
            _ => {
                self.problems.push(found.problem("expected `text` or `json`"));
                LogFormat::Text
            }
        }
    }

    fn database_url(&mut self) -> Option<Secret> {
        let found = self.env.secret(&DATABASE_URL, self.problems)?;
        if ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| found.value().starts_with(scheme)) {
            return Some(Secret::new(found.value().to_owned()));
        }
        self.problems
            .push(found.problem("expected `sqlite://` and a path, or `postgres://user:password@host/database`"));
        None
    }

    /// The sandbox hands out hosts to whoever asks, so it must not be reachable from elsewhere.
    fn loopback_only(&mut self, site_addr: SocketAddr, public_url: &Url) {
        let advice =
            "the sandbox makes everybody a host and listens on loopback only: set JITSI_DOMAIN, or use 127.0.0.1";
        if !site_addr.ip().is_loopback() {
            self.problems.push(Problem::new(LEPTOS_SITE_ADDR.name, advice));
        }
        if site_addr.ip().is_loopback() && !is_loopback(public_url) {
            self.problems.push(Problem::new(GREENROOM_PUBLIC_URL.name, advice));
        }
    }
}

/// One address, or a range of them.
fn range(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

fn default_url(site_addr: SocketAddr) -> Url {
    let written = format!("http://{site_addr}");
    Url::parse(&written).expect("an address is a valid host")
}

fn is_origin(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}
