//! [`Value`]s to JavaScript and back.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::ui::meeting::Value;

/// How deep an event's payload is read; Jitsi's are flat.
const DEPTH: u8 = 8;

/// The value for JavaScript.
pub(super) fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(yes) => JsValue::from_bool(*yes),
        Value::Number(number) => JsValue::from_f64(*number),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(values) => {
            let list = Array::new();
            for value in values {
                list.push(&to_js(value));
            }
            list.into()
        }
        Value::Object(fields) => {
            let object = Object::new();
            for (key, value) in fields {
                let _ = Reflect::set(&object, &JsValue::from_str(key), &to_js(value));
            }
            object.into()
        }
    }
}

/// The value of JavaScript; what JSON does not have is `Null`.
pub(super) fn from_js(value: &JsValue) -> Value {
    read(value, DEPTH)
}

fn read(value: &JsValue, depth: u8) -> Value {
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(yes) = value.as_bool() {
        Value::Bool(yes)
    } else if depth == 0 || !value.is_object() {
        Value::Null
    } else if Array::is_array(value) {
        Value::List(value.unchecked_ref::<Array>().iter().map(|value| read(&value, depth - 1)).collect())
    } else {
        let entries = Object::entries(value.unchecked_ref());
        let fields = entries.iter().filter_map(|entry| {
            let entry: Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, read(&entry.get(1), depth - 1)))
        });
        Value::Object(fields.collect())
    }
}

/// The value that a JSON text says; `Null` where it is none.
pub(super) fn parse(text: &str) -> Value {
    JSON::parse(text).map_or(Value::Null, |value| from_js(&value))
}

/// The value as JSON text.
pub(super) fn write(value: &Value) -> String {
    JSON::stringify(&to_js(value)).map(String::from).unwrap_or_default()
}
