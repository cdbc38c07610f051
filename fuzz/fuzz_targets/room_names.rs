//! Room names: whatever is taken keeps the rules that the meeting and its token rely on.

#![no_main]

use greenroom::jaas::RoomName;
use libfuzzer_sys::fuzz_target;

const TENANT: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";

fuzz_target!(|text: &str| {
    for tenant in [None, Some(TENANT)] {
        let Ok(room) = RoomName::parse(text, tenant) else { continue };
        let name = room.as_str();
        assert!(!name.is_empty() && name.is_ascii() && !name.contains(['/', '*', '%', '"', '<', ' ']), "{name:?}");
        assert_eq!(name, name.to_ascii_lowercase());
        assert_eq!(RoomName::parse(name, tenant).as_ref().map(RoomName::as_str), Ok(name), "it reads itself");
    }
});
