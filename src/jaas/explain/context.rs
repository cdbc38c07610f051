//! The person and the features: `context`.

use serde_json::Value;

use super::{
    Finding, Kind, Rule,
    parts::{Object, yes_or_no},
    words::{claim, shown},
};
use crate::jaas::Feature;

/// Judges the context of a payload.
pub(super) fn judge(payload: &Object, kind: Kind, findings: &mut Vec<Finding>) {
    let Some(context) = payload.get("context").and_then(Value::as_object) else {
        findings.push(Rule::ContextNotFound.broken(format!(
            "`context` is {}: it must be an object that holds `user` and `features`.",
            claim(payload.get("context"))
        )));
        return;
    };
    user(context, findings);
    features(context, kind, findings);
}

fn user(context: &Object, findings: &mut Vec<Finding>) {
    let user = match context.get("user") {
        None => return,
        Some(Value::Object(user)) => user,
        Some(other) => {
            let words = format!("`context.user` is {}: it must be an object.", claim(Some(other)));
            findings.push(Rule::UserInvalid.broken(words));
            return;
        }
    };
    let fields = ["id", "name", "email", "avatar"].map(|name| (name, user.get(name)));
    for (name, found) in fields.into_iter().filter(|(_, found)| found.is_some_and(|value| !value.is_string())) {
        let words = format!("`context.user.{name}` is {}: it must be text.", claim(found));
        findings.push(Rule::UserInvalid.broken(words));
    }
    if let Some(value) = user.get("moderator").filter(|value| yes_or_no(value).is_none()) {
        findings.push(Rule::ModeratorInvalid.broken(format!(
            "`context.user.moderator` is {}, which counts as no: Jitsi takes true and false, or \"true\" and \"false\" in lower case.",
            claim(Some(value))
        )));
    }
}

fn features(context: &Object, kind: Kind, findings: &mut Vec<Finding>) {
    let features = match (context.get("features"), kind) {
        (Some(Value::Object(features)), _) => features,
        (None, Kind::SelfHosted) => return,
        (other, _) => {
            findings.push(Rule::FeaturesNotFound.broken(format!(
                "`context.features` is {}: it must be an object. Where nothing is granted, say \"false\" to each feature.",
                claim(other)
            )));
            return;
        }
    };
    for (name, value) in features {
        if Feature::try_from(name.clone()).is_err() {
            let words = format!("{} is no feature that Jitsi knows: take it out of `context.features`.", shown(name));
            findings.push(Rule::FeatureInvalid.broken(words));
        } else if yes_or_no(value).is_none() {
            findings.push(Rule::FeatureValueInvalid.broken(format!(
                "The feature `{name}` is {}: Jitsi takes true and false, or \"true\" and \"false\" in lower case.",
                claim(Some(value))
            )));
        }
    }
}

/// The features to which the token says yes.
pub(super) fn granted(payload: &Object) -> Vec<&str> {
    let features = payload.get("context").and_then(|context| context.get("features")).and_then(Value::as_object);
    let yes = |(name, value): (_, &Value)| (yes_or_no(value) == Some(true)).then_some(name);
    features.into_iter().flatten().filter_map(|(name, value)| yes((name.as_str(), value))).collect()
}
