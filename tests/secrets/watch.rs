//! The secrets, what was seen, and which secret may stand in which answer.

use std::mem::take;

use crate::support::{API_KEY, Answer, key_pem};

/// What must stay where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secret {
    Host,
    Guest,
    OtherHost,
    OtherGuest,
    NewInvite,
    /// The host's secret, in `Set-Cookie` alone.
    HostCookie,
    /// The same of a session that was opened by a form.
    FormCookie,
    /// Whatever a sign-in is made of; its own cookie in `Set-Cookie` alone.
    SignIn,
    /// An API key that was made here.
    ApiKey,
    /// Any token.
    Token,
}

struct Seen {
    name: String,
    body: String,
    headers: String,
    cookies: String,
    may: Vec<Secret>,
}

/// Collects, then judges.
#[derive(Default)]
pub(crate) struct Watch {
    secrets: Vec<(Secret, String)>,
    seen: Vec<Seen>,
    /// The secrets of apps that are done with: never to be seen in the log.
    past: Vec<String>,
    leaks: Vec<String>,
}

impl Watch {
    /// This text is that secret.
    pub(crate) fn keep(&mut self, secret: Secret, text: &str) {
        assert!(text.len() >= 22, "{secret:?} is no secret: {text}");
        self.secrets.push((secret, text.to_owned()));
    }

    /// An answer, and the secrets that it is meant to bear.
    pub(crate) fn see(&mut self, name: &str, answer: &Answer, may: &[Secret]) {
        let (mut headers, mut cookies) = (String::new(), String::new());
        for (name, value) in &answer.headers {
            let text = if name == "set-cookie" { &mut cookies } else { &mut headers };
            text.push_str(&String::from_utf8_lossy(value.as_bytes()));
            text.push('\n');
        }
        let may = may.to_vec();
        self.seen.push(Seen {
            name: format!("{name} ({})", answer.status),
            body: answer.text.clone(),
            headers,
            cookies,
            may,
        });
    }

    /// The last answer of that name may bear this secret, which was not known before it came.
    pub(crate) fn let_pass(&mut self, name: &str, secret: Secret) {
        let last = self.seen.iter_mut().rev().find(|seen| seen.name.starts_with(name)).unwrap();
        last.may.push(secret);
    }

    /// Judges what was seen of one app; its links mean nothing in the next.
    pub(crate) fn forget_links(&mut self) {
        for seen in take(&mut self.seen) {
            let leaks: Vec<_> = self.leaks_of(&seen).collect();
            self.leaks.extend(leaks);
        }
        self.past.extend(take(&mut self.secrets).into_iter().map(|(_, text)| text));
    }

    fn leaks_of<'a>(&'a self, seen: &'a Seen) -> impl Iterator<Item = String> + 'a {
        let open = format!("{}{}", seen.body, seen.headers);
        let everywhere = format!("{open}{}", seen.cookies);
        let cookie_only = |secret| match secret {
            Secret::Host => seen.may.contains(&Secret::HostCookie),
            Secret::FormCookie | Secret::SignIn => seen.may.contains(&secret),
            _ => false,
        };
        let links = self.secrets.iter().filter(move |(secret, text)| {
            let place = if cookie_only(*secret) { &open } else { &everywhere };
            let allowed = seen.may.contains(secret) && ![Secret::FormCookie, Secret::SignIn].contains(secret);
            place.contains(text.as_str()) && !allowed
        });
        let links = links.map(|(secret, _)| format!("{}: {secret:?}", seen.name));
        let token = seen.body.contains("eyJ") && !seen.may.contains(&Secret::Token);
        let token = token || seen.headers.contains("eyJ") || seen.cookies.contains("eyJ");
        let for_ever = for_ever(&format!("{}{}{}", seen.body, seen.headers, seen.cookies)).map(str::to_owned);
        let rest = token.then(|| "a token".to_owned()).into_iter().chain(for_ever);
        links.chain(rest.map(|what| format!("{}: {what}", seen.name)))
    }

    /// No answer bore a secret that it was not meant to bear.
    pub(crate) fn refuse_leaks(&self) {
        assert!(self.leaks.is_empty(), "{} leaks:\n{}", self.leaks.len(), self.leaks.join("\n"));
        assert!(self.past.len() >= 12, "too few secrets were watched: {}", self.past.len());
    }

    /// None of all secrets is in the text.
    pub(crate) fn refuse_in(&self, place: &str, text: &str) {
        for line in text.lines() {
            let link = self.past.iter().any(|secret| line.contains(secret.as_str()));
            assert!(!link && !line.contains("eyJ") && for_ever(line).is_none(), "{place} leaks: {line}");
        }
    }
}

/// What is nowhere to be seen, whoever asks.
fn for_ever(text: &str) -> Option<&'static str> {
    let key = key_pem().lines().filter(|line| !line.starts_with("-----")).any(|line| text.contains(line));
    if key {
        Some("the private key")
    } else if text.contains(API_KEY) {
        Some("the API key")
    } else {
        None
    }
}
