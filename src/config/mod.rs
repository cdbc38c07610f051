//! The environment, read once into typed settings.
//!
//! The only room that reads variables and `.env`. It reports every problem at once, each with the
//! variable, what was expected and how to mend it, and never with the value. What the settings
//! mean is the business of those who get them.

mod deployment;
mod environment;
mod list;
mod local;
mod oidc;
mod problem;
mod secret;
mod settings;
mod variables;

pub use deployment::{Deployment, GivenKey, SelfHostedAuth};
pub use environment::{Environment, secret_file};
pub use local::is_loopback;
pub use oidc::{Allowed, Oidc};
pub use problem::{Problem, Problems};
pub use secret::Secret;
pub use settings::{Kept, LogFormat, RoomClaimChoice, Settings, database_file, site_address};
pub use variables::{VARIABLES, Variable, env_example, readme_table};
