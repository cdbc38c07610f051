//! The heights of a chart's bars. Pure.

/// How high the chart is, in its own units.
pub(super) const HEIGHT: u32 = 1000;
/// A part of a bar that is there can be seen.
const LEAST: u32 = 12;

/// The end of a scale on which this is the largest value: one, two or five with zeros behind.
pub(super) const fn ceiling(largest: u64) -> u64 {
    let mut step: u64 = 1;
    loop {
        let mut at = 0;
        while at < 3 {
            let end = step.saturating_mul([1, 2, 5][at]);
            if end >= largest {
                return end;
            }
            at += 1;
        }
        step = step.saturating_mul(10);
    }
}

/// Where the parts of one bar lie, stacked from the ground: the upper edge of each, counted from the
/// chart's top, and its height.
pub(super) fn stacked(parts: &[u64], ceiling: u64) -> Vec<(u32, u32)> {
    let (mut sum, mut ground) = (0_u64, 0_u32);
    let place = |part: &u64| {
        sum = sum.saturating_add(*part);
        let edge = share(sum, ceiling).max(if *part > 0 { ground + LEAST } else { ground }).min(HEIGHT);
        let height = edge - ground;
        ground = edge;
        (HEIGHT - edge, height)
    };
    parts.iter().map(place).collect()
}

/// The part of the chart's height that a value reaches.
fn share(value: u64, ceiling: u64) -> u32 {
    let share = u128::from(value) * u128::from(HEIGHT) / u128::from(ceiling.max(1));
    u32::try_from(share).map_or(HEIGHT, |share| share.min(HEIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_number_that_nothing_passes() {
        for (largest, end) in [
            (0, 1),
            (1, 1),
            (2, 2),
            (3, 5),
            (6, 10),
            (10, 10),
            (11, 20),
            (21, 50),
            (51, 100),
            (12_345, 20_000),
            (u64::MAX, u64::MAX),
        ] {
            assert_eq!(ceiling(largest), end, "{largest}");
        }
    }

    #[test]
    fn bars_stand_on_the_ground_and_their_parts_on_each_other() {
        for (name, parts, end, expected) in [
            ("nothing", &[0, 0][..], 1, &[(1000, 0), (1000, 0)][..]),
            ("all of it", &[10], 10, &[(0, 1000)]),
            ("a half", &[5], 10, &[(500, 500)]),
            ("two parts", &[2, 3], 10, &[(800, 200), (500, 300)]),
            ("one in the middle is none", &[2, 0, 3], 10, &[(800, 200), (800, 0), (500, 300)]),
            ("so little that it is drawn larger", &[1], 1_000_000, &[(988, 12)]),
            ("little on top", &[1_000_000, 1], 2_000_000, &[(500, 500), (488, 12)]),
            ("more than the scale has", &[20, 5], 10, &[(0, 1000), (0, 0)]),
            ("a scale of nothing", &[0], 0, &[(1000, 0)]),
            ("the largest there is", &[u64::MAX, u64::MAX], u64::MAX, &[(0, 1000), (0, 0)]),
        ] {
            assert_eq!(stacked(parts, end), expected, "{name}");
        }
    }
}
