//! Events as files: a table for people, lines of JSON for programs. Both are sent while they are read.

use std::{io, sync::Arc};

use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
};
use futures::stream;
use serde::Serialize;

use crate::{
    service::{Event, Export, Service},
    zone::Zone,
};

/// The form of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// RFC 4180.
    Csv,
    /// One object of JSON a line.
    JsonLines,
}

/// One line of a file.
pub(super) trait Row: Serialize {
    /// What the columns are called, as in JSON.
    const NAMES: &[&str];

    /// What stands in them.
    fn cells(self) -> Vec<Cell>;
}

/// One cell of a table.
pub(super) enum Cell {
    /// A text; empty where there is none.
    Text(Option<String>),
    /// A whole number.
    Number(i64),
    /// A moment, in seconds since 1970: people read it, so it is written as a date and a time (RFC 3339).
    Moment(i64),
}

impl<T: Into<String>> From<Option<T>> for Cell {
    fn from(text: Option<T>) -> Self {
        Self::Text(text.map(Into::into))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl Cell {
    /// What stands in the file. Names come from strangers, and spreadsheets run what begins with one of
    /// these signs: after an apostrophe they do not (OWASP, CSV injection).
    fn written(self) -> String {
        match self {
            Self::Text(None) => String::new(),
            Self::Text(Some(text)) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Text(Some(text)) => text,
            Self::Number(number) => number.to_string(),
            Self::Moment(at) => Zone::utc().wall_clock(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// The export as an answer that begins at once. What fails on the way cuts it, so that nobody takes a
/// part for the whole.
pub(super) fn answer<T, R>(service: Arc<Service>, export: Export<T>, form: Form, name: &str) -> Response
where
    T: From<Event> + 'static,
    R: From<T> + Row,
{
    let (kind, ending) = match form {
        Form::Csv => ("text/csv; charset=utf-8; header=present", "csv"),
        Form::JsonLines => ("application/jsonl; charset=utf-8", "jsonl"),
    };
    let beginning = Some(beginning::<R>(form)).filter(|text| !text.is_empty());
    let parts = stream::try_unfold((service, export, beginning), move |(service, mut export, beginning)| async move {
        if let Some(beginning) = beginning {
            return Ok(Some((Bytes::from(beginning), (service, export, None))));
        }
        let events = service.go_on(&mut export).await.map_err(|cause| {
            tracing::error!(%cause, "an export of the record was cut: it could not be read to its end");
            io::Error::other(cause)
        })?;
        if events.is_empty() {
            return Ok(None);
        }
        let lines = lines::<R>(form, events.into_iter().map(R::from))?;
        Ok::<_, io::Error>(Some((Bytes::from(lines), (service, export, None))))
    });
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], Body::from_stream(parts))
        .into_response()
}

fn beginning<R: Row>(form: Form) -> String {
    match form {
        Form::Csv => format!("{}\r\n", R::NAMES.join(",")),
        Form::JsonLines => String::new(),
    }
}

fn lines<R: Row>(form: Form, rows: impl Iterator<Item = R>) -> io::Result<Vec<u8>> {
    match form {
        Form::Csv => {
            let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            for row in rows {
                table.write_record(row.cells().into_iter().map(Cell::written))?;
            }
            table.into_inner().map_err(csv::IntoInnerError::into_error)
        }
        Form::JsonLines => {
            let mut text = Vec::new();
            for row in rows {
                serde_json::to_writer(&mut text, &row)?;
                text.push(b'\n');
            }
            Ok(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Guest {
        name: Option<&'static str>,
        at: i64,
    }

    impl Row for Guest {
        const NAMES: &[&str] = &["name", "at"];

        fn cells(self) -> Vec<Cell> {
            vec![self.name.into(), Cell::Moment(self.at)]
        }
    }

    fn csv(name: impl Into<Option<&'static str>>) -> String {
        let guest = Guest { name: name.into(), at: 1_796_131_800 };
        String::from_utf8(lines(Form::Csv, [guest].into_iter()).unwrap()).unwrap()
    }

    #[test]
    fn a_name_is_no_formula_and_no_further_cell_or_line() {
        assert_eq!(beginning::<Guest>(Form::Csv), "name,at\r\n");
        for (name, cell) in [
            ("Ada", "Ada"),
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("a=1", "a=1"),
            ("=cmd,x", "\"'=cmd,x\""),
            ("say \"=\"", "\"say \"\"=\"\"\""),
        ] {
            assert_eq!(csv(name), format!("{cell},2026-12-01T13:30:00Z\r\n"), "{name:?}");
        }
        assert_eq!(csv(None), ",2026-12-01T13:30:00Z\r\n");
    }

    #[test]
    fn a_line_of_json_says_null_where_there_is_nothing() {
        let guests = [Guest { name: None, at: 1 }, Guest { name: Some("=Ada"), at: 2 }];
        let text = String::from_utf8(lines(Form::JsonLines, guests.into_iter()).unwrap()).unwrap();
        assert_eq!(text, "{\"name\":null,\"at\":1}\n{\"name\":\"=Ada\",\"at\":2}\n");
    }
}
