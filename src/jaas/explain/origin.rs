//! Who signed a token, and for whom: `alg`, `typ`, `kid`, `aud`, `iss`, `sub`.

use serde_json::Value;

use super::{
    Finding, Kind, Rule, Verdict,
    parts::{Object, Parts},
    words::{claim, shown},
};
use crate::jaas::{AppId, TENANT_PREFIX};

/// By whose rules the token is judged. `JaaS` unless it names neither a tenant nor `JaaS`'s issuer.
pub(super) fn kind(parts: &Parts) -> Kind {
    let Some(payload) = &parts.payload else { return Kind::Jaas };
    let sub = payload.get("sub").and_then(Value::as_str).unwrap_or_default();
    let names_a_tenant = sub.parse::<AppId>().is_ok() || sub.starts_with(TENANT_PREFIX);
    let key_of_a_tenant = parts.header_text("kid").is_some_and(|kid| kid.starts_with(TENANT_PREFIX));
    // One's own Jitsi may have the app id `chat`, but then `aud` is the same.
    let is_chat = |name| payload.get(name).and_then(Value::as_str) == Some("chat");
    let issuer_of_jaas = is_chat("iss") && !is_chat("aud");
    if names_a_tenant || key_of_a_tenant || issuer_of_jaas { Kind::Jaas } else { Kind::SelfHosted }
}

/// Judges header, issuer, audience and signature.
pub(super) fn judge(parts: &Parts, kind: Kind, verdict: Option<Verdict>, findings: &mut Vec<Finding>) {
    if let Some(header) = &parts.header {
        findings.extend(typ(header));
        findings.extend(alg(header, kind));
        if kind == Kind::Jaas {
            findings.extend(kid(header, parts.payload_text("sub")));
        }
    }
    if let Some(payload) = &parts.payload {
        match kind {
            Kind::Jaas => jaas(payload, findings),
            Kind::SelfHosted => findings.extend(agreed(payload)),
        }
    }
    findings.extend(signature(parts, verdict));
}

fn typ(header: &Object) -> Option<Finding> {
    let typ = header.get("typ");
    (typ.and_then(Value::as_str) != Some("JWT")).then(|| {
        Rule::TypInvalid.broken(format!(
            "The header's `typ` is {}: Jitsi compares it with `JWT`, letter by letter, and refuses the login.",
            claim(typ)
        ))
    })
}

fn alg(header: &Object, kind: Kind) -> Option<Finding> {
    let alg = header.get("alg");
    let name = alg.and_then(Value::as_str);
    let words = match (kind, name) {
        (Kind::Jaas, Some("RS256")) => return None,
        (_, None) => format!("The header's `alg` is {}: it must name how the token was signed.", claim(alg)),
        (_, Some(none)) if none.eq_ignore_ascii_case("none") => {
            "`alg` is `none`: nothing is signed, anybody could have written it, and Jitsi refuses it.".to_owned()
        }
        (Kind::Jaas, Some(other)) => {
            format!("`alg` is {}: JaaS takes RS256 alone. Sign with the private RSA key.", shown(other))
        }
        (Kind::SelfHosted, Some(_)) => return None,
    };
    Some(Rule::AlgInvalid.broken(words))
}

fn kid(header: &Object, sub: Option<&str>) -> Option<Finding> {
    let Some(kid) = header.get("kid").and_then(Value::as_str).filter(|kid| !kid.is_empty()) else {
        let found = claim(header.get("kid"));
        return Some(Rule::KidNotFound.broken(format!(
            "The header's `kid` is {found}: without it JaaS does not know which key to check with. Set it to the tenant, `/` and the key's id in the JaaS console."
        )));
    };
    let sub = sub.filter(|sub| is_tenant(sub))?;
    match kid.split_once('/') {
        Some((before, id)) if before == sub && !id.is_empty() => None,
        None if kid == sub => Some(Rule::KidWithoutKeyId.broken(
            "`kid` is the tenant without a key's id: it works only where the key was published under that very name. Put `/` and the key's id in the JaaS console after it.",
        )),
        _ => Some(Rule::KidMismatch.broken(format!(
            "`kid` is {}, which is no key of the tenant in `sub`: JaaS refuses it. Before the `/` must stand what `sub` says.",
            shown(kid)
        ))),
    }
}

fn is_tenant(text: &str) -> bool {
    text.starts_with(TENANT_PREFIX) && text.parse::<AppId>().is_ok()
}

fn jaas(payload: &Object, findings: &mut Vec<Finding>) {
    let aud = payload.get("aud");
    if aud.and_then(Value::as_str) != Some("jitsi") {
        findings.push(Rule::AudInvalid.broken(match aud {
            Some(Value::Array(_)) => "`aud` is a list: Jitsi takes one text alone. Set it to `jitsi`.".to_owned(),
            other => format!("`aud` is {}: JaaS wants `jitsi`.", claim(other)),
        }));
    }
    let iss = payload.get("iss");
    if iss.and_then(Value::as_str) != Some("chat") {
        findings.push(Rule::IssInvalid.broken(format!("`iss` is {}: JaaS wants `chat`.", claim(iss))));
    }
    let sub = payload.get("sub");
    if !sub.and_then(Value::as_str).is_some_and(is_tenant) {
        findings.push(Rule::SubInvalid.broken(format!(
            "`sub` is {}: it must be the tenant, `{TENANT_PREFIX}` and the 32 hex digits of the app id.",
            claim(sub)
        )));
    }
}

/// On one's own Jitsi `iss` and `aud` are what its Prosody was told; usually both are the app id.
fn agreed(payload: &Object) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (aud, iss) = (payload.get("aud"), payload.get("iss"));
    match aud {
        Some(Value::String(_)) => {}
        Some(Value::Array(_)) => findings.push(
            Rule::AudInvalid.broken("`aud` is a list: Jitsi takes one text alone. Set it to the app id of your Jitsi."),
        ),
        other => findings.push(Rule::AudInvalid.broken(format!(
            "`aud` is {}: it must be the text that your Jitsi accepts, usually its app id.",
            claim(other)
        ))),
    }
    if iss.and_then(Value::as_str).is_none() {
        findings.push(Rule::IssInvalid.broken(format!(
            "`iss` is {}: it must be the text that your Jitsi accepts, usually its app id.",
            claim(iss)
        )));
    }
    let sub = payload.get("sub");
    if sub.is_some_and(|sub| !sub.is_string()) {
        findings.push(Rule::SubInvalid.broken(format!("`sub` is {}: it must be the domain, as text.", claim(sub))));
    }
    findings
}

fn signature(parts: &Parts, verdict: Option<Verdict>) -> Option<Finding> {
    if !parts.signed {
        let words = "There is no signature after the last dot: it was cut off, or the token was never signed.";
        return Some(Rule::SignatureMissing.broken(words));
    }
    let words = match verdict? {
        Verdict::Holds => return None,
        Verdict::Broken => {
            "The signature is not by this key over this text: another key signed it, or it was changed afterwards. Compare the key's fingerprint in `greenroom doctor` with the uploaded one's."
        }
        Verdict::OtherAlgorithm => "The signature cannot be by this key: `alg` is none that an RSA key signs with.",
    };
    Some(Rule::SignatureInvalid.broken(words))
}
