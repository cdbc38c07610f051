//! Plain values on their way to and from JavaScript, as JSON has them.
//!
//! The browser brings a JSON parser along; a second one in the client would only add to its
//! weight. `serde_json` stays on the server, which turns a [`Value`] into its own.

/// A value that JSON can have.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, and whatever is not there.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order in which it was written.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// An object with these fields; fields without a value are left out.
    pub fn object<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::of_fields(Vec::from(fields))
    }

    /// One function for objects of every size.
    fn of_fields(fields: Vec<(&str, Self)>) -> Self {
        let mut object = Self::Object(Vec::new());
        for (key, value) in fields {
            object.set(key, value);
        }
        object
    }

    /// Sets a field of an object, over the one that is there; `Null` leaves it as it is. What is no
    /// object becomes one.
    pub fn set(&mut self, key: &str, value: Self) {
        if matches!(value, Self::Null) {
            return;
        }
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(fields) = self else { return };
        match fields.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => *old = value,
            None => fields.push((key.to_owned(), value)),
        }
    }

    /// A field of an object; `Null` where there is none.
    pub fn get(&self, key: &str) -> &Self {
        let Self::Object(fields) = self else { return &Self::Null };
        fields.iter().find(|(known, _)| known == key).map_or(&Self::Null, |(_, value)| value)
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The truth, where it is one.
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(yes) = self { Some(*yes) } else { None }
    }

    /// The number, where it is one.
    pub const fn as_f64(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A field's text; empty where there is none.
    pub fn text(&self, key: &str) -> String {
        self.get(key).as_str().unwrap_or_default().to_owned()
    }

    /// Whether a field is `true`.
    pub fn is(&self, key: &str) -> bool {
        self.get(key).as_bool().unwrap_or_default()
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
