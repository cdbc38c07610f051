//! [`Value`] and `serde_json`, on the server alone.

use super::Value;

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(yes) => Self::Bool(yes),
            Value::Number(number) => whole(number).map_or_else(|| Self::from(number), Self::from),
            Value::Text(text) => Self::String(text),
            Value::List(values) => values.into_iter().map(Self::from).collect(),
            Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, Self::from(value))).collect(),
        }
    }
}

/// JavaScript knows one kind of number; in JSON text a whole one is written without a point.
#[expect(clippy::cast_possible_truncation, reason = "it was looked at whether it fits")]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(yes) => Self::Bool(yes),
            serde_json::Value::Number(number) => Self::from(number.as_f64()),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(values) => Self::List(values.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(fields) => {
                Self::Object(fields.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_go_there_and_back() {
        let all = json!({ "a": [1, 2.5, "x", true], "b": { "c": "d" }, "n": -3 });
        assert_eq!(serde_json::Value::from(Value::from(all.clone())), all);
    }

    #[test]
    fn a_field_is_set_over_the_old_one_and_null_is_left_out() {
        let mut value = Value::object([("a", true.into()), ("b", Value::Null)]);
        value.set("a", "now a text".into());
        value.set("c", None::<u32>.into());
        assert_eq!(serde_json::Value::from(value), json!({ "a": "now a text" }));
    }
}
