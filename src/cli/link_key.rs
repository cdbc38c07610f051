//! The key that the links of invites follow from: made at the first start and kept beside the
//! database, so that a copy of the database alone opens no session.

use std::path::Path;

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use super::kept_file::{KeptFileError, read_or_write};
use crate::{clock::World, service::LinkKey};

const FILE: &str = "links.key";

/// Reads the key from the data folder, or makes it.
pub(super) fn load_or_make(data_dir: &Path, world: &dyn World) -> Result<LinkKey, KeptFileError> {
    let path = data_dir.join(FILE);
    let text = Zeroizing::new(read_or_write(&path, || {
        let mut random = Zeroizing::new([0; 32]);
        world.fill(&mut *random);
        Ok(HEXLOWER.encode(&*random))
    })?);
    let bytes = Zeroizing::new(HEXLOWER.decode(text.trim().as_bytes()).unwrap_or_default());
    let bytes = <&[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| KeptFileError::Damaged(path))?;
    Ok(LinkKey::new(bytes))
}
