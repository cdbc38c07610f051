//! A database while it is filled: past the server, as fast as it goes.

use std::{fmt::Write as _, path::Path};

use sea_orm::sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row as _, SqliteConnection,
    postgres::PgConnectOptions,
    query, raw_sql,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    history::Head,
    rows::{Cell, Row, Table},
};
use crate::Outcome;

/// So many values go into SQLite with one statement.
const VALUES: usize = 4000;

/// The indexes that are no promise of uniqueness, with what makes them: they are made again after the filling.
const SQLITE_INDEXES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
const POSTGRES_INDEXES: &str = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' \
    AND indexdef NOT LIKE 'CREATE UNIQUE%'";

/// A connection to it. Nobody else uses the database meanwhile.
pub enum Filling {
    /// A file.
    Sqlite(SqliteConnection),
    /// A database of a PostgreSQL server.
    Postgres(PgConnection),
}

impl Filling {
    /// Opens a file, or the database at the address.
    pub async fn open(file: &Path, address: &str) -> Outcome<Self> {
        if address.is_empty() {
            // A crash would cost no more than this run.
            let options = SqliteConnectOptions::new()
                .filename(file)
                .journal_mode(SqliteJournalMode::Off)
                .synchronous(SqliteSynchronous::Off)
                .foreign_keys(false)
                .pragma("locking_mode", "EXCLUSIVE")
                .pragma("cache_size", "-400000")
                .disable_statement_logging();
            return Ok(Self::Sqlite(options.connect().await?));
        }
        let options: PgConnectOptions = address.parse()?;
        let mut connection = options.disable_statement_logging().connect().await?;
        // No look at the other table for each row: what is filled in fits together.
        raw_sql("SET session_replication_role = replica").execute(&mut connection).await?;
        raw_sql("SET maintenance_work_mem = '512MB'").execute(&mut connection).await?;
        Ok(Self::Postgres(connection))
    }

    /// Opens it while a server works on it.
    pub async fn beside(file: &Path, address: &str) -> Outcome<Self> {
        if address.is_empty() {
            let options = SqliteConnectOptions::new().filename(file).disable_statement_logging();
            return Ok(Self::Sqlite(options.connect().await?));
        }
        let options: PgConnectOptions = address.parse()?;
        Ok(Self::Postgres(options.disable_statement_logging().connect().await?))
    }

    /// Runs a statement.
    pub async fn run(&mut self, sql: String) -> Outcome<()> {
        let sql = raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Sqlite(connection) => sql.execute(connection).await.map(|_| ())?,
            Self::Postgres(connection) => sql.execute(connection).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Adds rows.
    pub async fn add(&mut self, table: &Table, rows: &[Row]) -> Outcome<()> {
        match self {
            Self::Sqlite(connection) => {
                for rows in rows.chunks(VALUES / table.columns.len()) {
                    insert(connection, table, rows).await?;
                }
                Ok(())
            }
            Self::Postgres(connection) => copy(connection, table, rows).await,
        }
    }

    /// Adds rows that are seen by others all at the same moment.
    pub async fn add_at_once(&mut self, table: &Table, rows: &[Row]) -> Outcome<()> {
        self.run("BEGIN".to_owned()).await?;
        self.add(table, rows).await?;
        self.run("COMMIT".to_owned()).await
    }

    /// How many events wait for their places.
    pub async fn left(&mut self) -> Outcome<u64> {
        let sql = "SELECT count(*) FROM pending_events";
        let left: i64 = match self {
            Self::Sqlite(connection) => query(sql).fetch_one(connection).await?.try_get(0)?,
            Self::Postgres(connection) => query(sql).fetch_one(connection).await?.try_get(0)?,
        };
        Ok(left.unsigned_abs())
    }

    /// Takes the indexes away, and gives what makes them again.
    pub async fn drop_indexes(&mut self) -> Outcome<Vec<String>> {
        let indexes: Vec<(String, String)> = match self {
            Self::Sqlite(connection) => {
                let rows = query(SQLITE_INDEXES).fetch_all(connection).await?;
                rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Outcome<_>>()?
            }
            Self::Postgres(connection) => {
                let rows = query(POSTGRES_INDEXES).fetch_all(connection).await?;
                rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Outcome<_>>()?
            }
        };
        // A unique one has to hold while rows come.
        let indexes: Vec<_> = indexes.into_iter().filter(|(_, sql)| !sql.starts_with("CREATE UNIQUE")).collect();
        for (name, _) in &indexes {
            self.run(format!("DROP INDEX \"{name}\"")).await?;
        }
        Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
    }

    /// Where the record's chain ends.
    pub async fn head(&mut self) -> Outcome<Head> {
        let sql = "SELECT seq, hash FROM chain";
        Ok(match self {
            Self::Sqlite(connection) => {
                let row = query(sql).fetch_one(connection).await?;
                Head { seq: row.try_get(0)?, hash: row.try_get(1)? }
            }
            Self::Postgres(connection) => {
                let row = query(sql).fetch_one(connection).await?;
                Head { seq: row.try_get(0)?, hash: row.try_get(1)? }
            }
        })
    }

    /// Says where the record's chain ends now.
    pub async fn set_head(&mut self, head: &Head) -> Outcome<()> {
        self.run(format!("UPDATE chain SET seq = {}, hash = '{}'", head.seq, head.hash)).await
    }

    /// Counts the rows of each table for PostgreSQL's plans, as its own service does after a while. SQLite has no
    /// such service, and the server asks for none: a file that grew has no counts.
    pub async fn settle(&mut self) -> Outcome<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(_) => self.run("VACUUM ANALYZE".to_owned()).await,
        }
    }

    /// How large it is, in bytes.
    pub async fn size(&mut self) -> Outcome<i64> {
        Ok(match self {
            Self::Sqlite(connection) => {
                let sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
                query(sql).fetch_one(connection).await?.try_get(0)?
            }
            Self::Postgres(connection) => {
                query("SELECT pg_database_size(current_database())").fetch_one(connection).await?.try_get(0)?
            }
        })
    }

    /// Closes it.
    pub async fn close(self) -> Outcome<()> {
        match self {
            Self::Sqlite(connection) => connection.close().await?,
            Self::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }
}

async fn insert(connection: &mut SqliteConnection, table: &Table, rows: &[Row]) -> Outcome<()> {
    let places = format!("({})", vec!["?"; table.columns.len()].join(","));
    let all = vec![places.as_str(); rows.len()].join(",");
    let sql = format!("INSERT INTO {} ({}) VALUES {all}", table.name, table.columns.join(","));
    let mut insert = query(AssertSqlSafe(sql));
    for cell in rows.iter().flatten() {
        insert = match cell {
            Cell::Text(text) => insert.bind(text.clone()),
            Cell::Number(number) => insert.bind(number.cast_signed()),
            Cell::Flag(flag) => insert.bind(*flag),
            Cell::Nothing => insert.bind(None::<i64>),
        };
    }
    insert.execute(connection).await?;
    Ok(())
}

/// As `COPY` reads it: no value here holds a tab, a line's end or a backslash.
async fn copy(connection: &mut PgConnection, table: &Table, rows: &[Row]) -> Outcome<()> {
    let mut lines = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            lines.push_str(if place > 0 { "\t" } else { "" });
            match cell {
                Cell::Text(text) => lines.push_str(text),
                Cell::Number(number) => write!(lines, "{number}")?,
                Cell::Flag(flag) => lines.push(if *flag { 't' } else { 'f' }),
                Cell::Nothing => lines.push_str("\\N"),
            }
        }
        lines.push('\n');
    }
    let sql = format!("COPY {} ({}) FROM STDIN", table.name, table.columns.join(","));
    let mut copy = connection.copy_in_raw(&sql).await?;
    copy.send(lines.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}
