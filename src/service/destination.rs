//! Where somebody wanted to go when they were asked to sign in first.

/// Where a host goes whom nothing else is known of.
const HOME: &str = "/sessions";
/// The longest that is remembered, in characters: a form that was filled in comes back whole.
const LONGEST: usize = 4000;

/// A path of our own, with its query: never another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination(String);

impl Destination {
    /// Reads what an address or a form says, if it is a path of ours.
    ///
    /// A browser takes `//` and `/\` for the start of another site's address, and drops tabs and line
    /// breaks before it looks (WHATWG URL, 4.4). So only printable ASCII is taken, which is also all
    /// that may stand in `Location`.
    pub fn ours(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('/').filter(|rest| !rest.starts_with('/'));
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        (rest.is_some() && plain && text.len() <= LONGEST).then(|| Self(text.to_owned()))
    }

    /// The same; where it is none, the host's own page.
    pub fn parse(text: &str) -> Self {
        Self::ours(text).unwrap_or_default()
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is where everybody goes.
    pub fn is_home(&self) -> bool {
        self.0 == HOME
    }
}

impl Default for Destination {
    fn default() -> Self {
        Self(HOME.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    #[test]
    fn a_path_of_ours_is_kept_and_everything_else_is_not() {
        for kept in ["/", "/sessions", "/s/019b/room?direct", "/sessions?after=1&q=%20", "/s/a//b", "/a:b@c"] {
            assert_eq!(Destination::parse(kept).as_str(), kept);
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for dropped in [
            "",
            "sessions",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "\\/evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "javascript:alert(1)",
            "/a b",
            "/ä",
            "/a\r\nSet-Cookie: a=b",
            "/\u{0}",
            &long,
        ] {
            assert_eq!(Destination::parse(dropped), Destination::default(), "{dropped:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_leads_to_another_site(text in "[/\\\\\t\n:@a-z.?#%0-9 -]{0,20}") {
            let ours = Url::parse("https://meet.example.com").unwrap();
            let reached = ours.join(Destination::parse(&text).as_str()).unwrap();
            prop_assert_eq!(reached.origin(), ours.origin());
        }
    }
}
