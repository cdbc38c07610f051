//! What several of the test programs start besides Greenroom: a PostgreSQL server of their own.

mod postgres;

pub use postgres::{Cluster, Disk};
