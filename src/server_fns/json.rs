//! How the pages' calls are read: as JSON, with the name of the field that does not fit.

use axum::body::Bytes;
use leptos::server_fn::{
    ContentType, Decodes, Encodes, Format, FormatType,
    codec::{JsonEncoding, Post},
};
use serde::{Serialize, de::DeserializeOwned};

/// JSON in both directions.
pub(super) type Json = Post<NamingJson>;

/// As the framework's own JSON, with errors of ours.
pub struct NamingJson;

/// What is wrong with a call's body.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// It is no JSON.
    #[error("{NOT_JSON}")]
    NotJson,
    /// It is JSON of the wrong shape.
    #[error("{0}")]
    Shape(String),
}

/// The framework hands errors on as text; this is how the one is told from the other.
pub(super) const NOT_JSON: &str = "The body is not valid JSON. Check that it was sent whole.";

impl ContentType for NamingJson {
    const CONTENT_TYPE: &'static str = JsonEncoding::CONTENT_TYPE;
}

impl FormatType for NamingJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for NamingJson {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        JsonEncoding::encode(output)
    }
}

impl<T: DeserializeOwned> Decodes<T> for NamingJson {
    type Error = Unfit;

    fn decode(bytes: Bytes) -> Result<T, Unfit> {
        let reader = &mut serde_json::Deserializer::from_slice(&bytes);
        let read = serde_path_to_error::deserialize(&mut *reader).map_err(|error| match error.inner().classify() {
            serde_json::error::Category::Data => Unfit::Shape(error.to_string()),
            _ => Unfit::NotJson,
        })?;
        reader.end().map_err(|_| Unfit::NotJson)?;
        Ok(read)
    }
}
