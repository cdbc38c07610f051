//! What several of the test programs start: a PostgreSQL server of their own, and the real program.

mod postgres;
mod server;

pub use postgres::{Cluster, Disk};
pub use server::{Answer, Server, ask, follow};
