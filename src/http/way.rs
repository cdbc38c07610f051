//! Where a browser is sent back to: a path of ours, whatever a form or an address says.

/// The path, if it is one of ours. Browsers take `//host`, `/\\host` and blanks before either for
/// another site's address (WHATWG URL, 4.4), so only what cannot be that is taken.
pub(super) fn ours(path: &str) -> Option<&str> {
    let mut bytes = path.bytes();
    let rooted = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    let plain = path.bytes().all(|byte| (b'!'..=b'~').contains(&byte) && byte != b'\\');
    (rooted && plain && path.len() <= 512).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_ours_is_a_way_back() {
        for path in ["/", "/sessions", "/s/0190/edit?problem=title", "/j/secret"] {
            assert_eq!(ours(path), Some(path));
        }
        let long = format!("/{}", "a".repeat(600));
        for path in [
            "",
            "sessions",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            " //evil.example",
            "/a\r\nSet-Cookie: a=b",
            "/\t/evil.example",
            "/a\\b",
            "/ü",
            &long,
        ] {
            assert_eq!(ours(path), None, "{path:?}");
        }
    }
}
