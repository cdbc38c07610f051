//! Why a command was not carried out.

/// A command was not carried out, or nobody knows whether it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// Nothing listens there, the network is out of order, or it took too long. A command that took
    /// too long may have been carried out all the same.
    #[error("the meeting service was not reached")]
    Unreachable,
    /// The meeting service says no: it knows no such meeting or participant, or does not believe us.
    #[error("the meeting service refused with {status}")]
    Refused {
        /// 400 to 499.
        status: u16,
    },
    /// The meeting service is out of order: it says so, or answers with what is no answer to a
    /// command, such as a redirect.
    #[error("the meeting service failed with {status}")]
    Failing {
        /// Anything but 200 to 299 and 400 to 499.
        status: u16,
    },
    /// The token for the command could not be signed.
    #[error("the token for the command could not be signed")]
    Sign,
}

impl CommandError {
    /// What an answer of this status means.
    pub(super) const fn from_status(status: u16) -> Result<(), Self> {
        match status {
            200..=299 => Ok(()),
            400..=499 => Err(Self::Refused { status }),
            _ => Err(Self::Failing { status }),
        }
    }
}

/// The address of the meeting service cannot bear paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an address that a path can follow, such as `https://8x8.vc/`")]
pub struct BaseUrlError;
