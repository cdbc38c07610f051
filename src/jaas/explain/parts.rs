//! Taking a token apart, whatever is wrong with it.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde_json::{Map, Value};

use super::{Finding, NotAToken, Rule};

/// A JSON object of a token.
pub(super) type Object = Map<String, Value>;

/// base64url, with or without the padding that RFC 7515 leaves out.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A token's parts, as far as they can be read.
pub(super) struct Parts {
    pub(super) header: Option<Object>,
    pub(super) payload: Option<Object>,
    pub(super) signed: bool,
}

impl Parts {
    pub(super) fn of(token: &str) -> Result<Self, NotAToken> {
        let parts: Vec<_> = token.split('.').collect();
        let [header, payload, signature] = parts[..] else { return Err(NotAToken::Parts) };
        let parts = Self { header: object(header), payload: object(payload), signed: !signature.is_empty() };
        if parts.header.is_none() && parts.payload.is_none() { Err(NotAToken::Unreadable) } else { Ok(parts) }
    }

    pub(super) fn judge(&self, findings: &mut Vec<Finding>) {
        let words = "is not a JSON object in base64url: it was cut or changed on its way. Issue the token anew.";
        if self.header.is_none() {
            findings.push(Rule::HeaderNotFound.broken(format!("The header {words}")));
        }
        if self.payload.is_none() {
            findings.push(Rule::PayloadNotFound.broken(format!("The payload {words}")));
        }
    }

    /// A text of the header.
    pub(super) fn header_text(&self, name: &str) -> Option<&str> {
        self.header.as_ref()?.get(name)?.as_str()
    }

    /// A text of the payload.
    pub(super) fn payload_text(&self, name: &str) -> Option<&str> {
        self.payload.as_ref()?.get(name)?.as_str()
    }
}

fn object(part: &str) -> Option<Object> {
    serde_json::from_slice(&BASE64URL.decode(part).ok()?).ok()
}

/// What a value of a token counts as. Jitsi takes four values for yes and no: `"True"` and `1` are
/// neither.
pub fn yes_or_no(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::String(word) if word == "true" => Some(true),
        Value::String(word) if word == "false" => Some(false),
        _ => None,
    }
}
