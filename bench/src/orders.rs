//! What the run is asked for.

use crate::{Outcome, place::Kind, report::SERVER, scale::Scale, waiting::Crowd};

const USAGE: &str = "usage: greenroom-bench [--quick]
       greenroom-bench scale [--sizes 1000,100000,1000000] [--databases sqlite,postgres] [--quick]
       greenroom-bench waiting [--guests 2000] [--databases sqlite,postgres] [--quick]
       greenroom-bench report";

/// What to do.
pub struct Order {
    /// Which part.
    pub part: Part,
    /// Whether just to see that everything works.
    pub quick: bool,
}

/// A part of the report.
pub enum Part {
    /// One server by itself.
    Server,
    /// Much in the database.
    Scale(Scale),
    /// Many at a door.
    Waiting(Crowd),
    /// One report of all.
    Report,
}

/// What stands in the options.
struct Options {
    quick: bool,
    sizes: Option<Vec<u64>>,
    guests: Option<usize>,
    kinds: Vec<Kind>,
}

impl Part {
    /// What its figures are called.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Server => SERVER,
            Self::Scale(_) => "scale",
            Self::Waiting(_) => "waiting",
            Self::Report => "report",
        }
    }
}

impl Order {
    /// Reads the arguments.
    pub fn read(arguments: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut arguments = arguments.peekable();
        let name = arguments.next_if(|first| !first.starts_with('-')).unwrap_or_default();
        let options = Options::read(arguments)?;
        let quick = options.quick;
        let part = match name.as_str() {
            "" => Part::Server,
            "scale" => Part::Scale(options.scale()),
            "waiting" => Part::Waiting(options.crowd()),
            "report" => Part::Report,
            _ => return Err(USAGE.into()),
        };
        Ok(Self { part, quick })
    }
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self { quick: false, sizes: None, guests: None, kinds: Kind::ALL.to_vec() };
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or(USAGE);
            match name.as_str() {
                "--quick" => options.quick = true,
                "--sizes" => {
                    let sizes: Result<_, _> = value()?.split(',').map(str::parse).collect();
                    options.sizes = Some(sizes.map_err(|_| USAGE)?);
                }
                "--guests" => options.guests = Some(value()?.parse().map_err(|_| USAGE)?),
                "--databases" => {
                    let kinds: Option<_> = value()?.split(',').map(Kind::parse).collect();
                    options.kinds = kinds.ok_or(USAGE)?;
                }
                _ => return Err(USAGE.into()),
            }
        }
        Ok(options)
    }

    fn scale(self) -> Scale {
        let usual = if self.quick { vec![200, 1000] } else { vec![1000, 100_000, 1_000_000] };
        let mut sizes = self.sizes.unwrap_or(usual);
        sizes.sort_unstable();
        Scale { sizes, kinds: self.kinds }
    }

    fn crowd(self) -> Crowd {
        let usual = if self.quick { 50 } else { 2000 };
        Crowd { guests: self.guests.unwrap_or(usual), kinds: self.kinds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &str) -> Outcome<Order> {
        Order::read(arguments.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn what_is_asked_for_is_read_and_nothing_else() {
        let order = read("scale --quick --sizes 500,20 --databases postgres").unwrap();
        let Part::Scale(scale) = order.part else { panic!("another part") };
        assert!(order.quick);
        assert_eq!((scale.sizes, scale.kinds), (vec![20, 500], vec![Kind::Postgres]));
        assert!(matches!(read("").unwrap().part, Part::Server));
        for wrong in ["--fast", "scale --sizes", "scale --sizes a", "scale --databases oracle", "else"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
