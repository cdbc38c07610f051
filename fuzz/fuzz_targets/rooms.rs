//! A room name that is taken is one that nothing changes on its way.
#![no_main]

use greenroom::jaas::RoomName;
use libfuzzer_sys::fuzz_target;

const TENANT: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";

fuzz_target!(|text: &str| {
    if let Ok(room) = RoomName::parse(text, Some(TENANT)) {
        let name = room.as_str();
        assert_eq!(name, name.to_lowercase());
        assert!(!matches!(name, "" | "*" | "." | ".."));
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)));
        assert_eq!(RoomName::parse(&format!("{TENANT}/{name}"), Some(TENANT)).as_ref(), Ok(&room));
    }
});
