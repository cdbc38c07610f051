//! Ids and room names, from the time and random bytes.

use crate::{clock::World, jaas::RoomName};

/// A UUID of version 7: ordered by time, so that a list is paged by its key.
pub(super) fn new_id(world: &dyn World) -> String {
    let mut random = [0; 10];
    world.fill(&mut random);
    let millis = u64::try_from(world.now_ms()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
}

/// A room that nobody can guess: 24 characters of `a-z2-7`, 120 random bits.
pub(super) fn new_room(world: &dyn World) -> RoomName {
    let mut random = [0; 15];
    world.fill(&mut random);
    let name = data_encoding::BASE32_NOPAD.encode(&random).to_ascii_lowercase();
    RoomName::try_from(name).expect("base32 in lower case is a room name")
}
