//! A chart of bars, one a day, drawn on the server. Its numbers stand in a table, too: the page's own.

use leptos::prelude::*;

use super::{
    super::say::{date, number, t_with},
    scale::{HEIGHT, ceiling, stacked},
};
use crate::zone::Zone;

/// How wide one day is, in the chart's own units, with the gap to the next one.
const DAY_WIDTH: usize = 10;
/// How wide its bar is.
const BAR_WIDTH: usize = 7;

/// One day of a chart.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    /// When the day began, in seconds since 1970 (UTC).
    pub(super) begins: i64,
    /// How much of each part there was.
    pub(super) parts: Vec<u64>,
}

impl Bar {
    fn sum(&self) -> u64 {
        self.parts.iter().sum()
    }
}

/// Bars of equal days, the oldest first.
#[component]
pub(super) fn Chart(
    /// What tells its parts' ids from those of other charts.
    id: &'static str,
    /// What it counts.
    title: String,
    /// What the parts of each bar are; empty where there is one.
    legend: Vec<String>,
    /// The days.
    bars: Vec<Bar>,
) -> impl IntoView {
    let largest = bars.iter().map(Bar::sum).max().unwrap_or_default();
    let end = ceiling(largest);
    let day = |bar: Option<&Bar>| bar.map(|bar| date(bar.begins, &Zone::utc())).unwrap_or_default();
    let (first, last) = (day(bars.first()), day(bars.last()));
    let desc = t_with(
        "operator-status-chart",
        [
            ("first", first.clone().into()),
            ("last", last.clone().into()),
            ("sum", number(bars.iter().map(Bar::sum).sum::<u64>()).into()),
            ("most", number(largest).into()),
        ],
    );
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let described = format!("{title_id} {desc_id}");
    let view_box = format!("0 0 {} {HEIGHT}", bars.len() * DAY_WIDTH);
    let drawn = bars.into_iter().enumerate().map(|(place, bar)| view! { <DrawnBar place bar end /> });
    let drawn = drawn.collect_view();
    let has_legend = !legend.is_empty();
    let legend = legend.into_iter().enumerate().map(|(part, name)| {
        view! { <li><span class="chart__key" data-part=part.to_string()></span>{name}</li> }
    });
    let legend = legend.collect_view();
    let legend = has_legend.then(|| view! { <ul class="chart__legend row small">{legend}</ul> });
    view! {
        <figure class="chart" data-testid=id>
            <figcaption class="row row--apart">
                <span class="chart__title">{title.clone()}</span>
                {legend}
            </figcaption>
            <div class="chart__scale small" aria-hidden="true">
                <span>{number(end)}</span>
                <span>"0"</span>
            </div>
            <svg
                class="chart__bars"
                viewBox=view_box
                preserveAspectRatio="none"
                role="img"
                aria-labelledby=described
            >
                <title id=title_id>{title}</title>
                <desc id=desc_id>{desc}</desc>
                {drawn}
            </svg>
            <div class="chart__days row row--apart small" aria-hidden="true">
                <span>{first}</span>
                <span>{last}</span>
            </div>
        </figure>
    }
}

/// One bar, and what a pointer that rests on its day is told.
#[component]
fn DrawnBar(place: usize, bar: Bar, end: u64) -> impl IntoView {
    let left = place * DAY_WIDTH;
    let told = t_with(
        "operator-status-bar",
        [("day", date(bar.begins, &Zone::utc()).into()), ("count", number(bar.sum()).into())],
    );
    let parts = stacked(&bar.parts, end).into_iter().enumerate().filter(|(_, (_, height))| *height > 0);
    let parts = parts.map(|(part, (top, height))| {
        view! {
            <rect
                class="chart__bar"
                data-part=part.to_string()
                x=left.to_string()
                y=top.to_string()
                width=BAR_WIDTH.to_string()
                height=height.to_string()
            ></rect>
        }
    });
    let parts = parts.collect_view();
    view! {
        <g>
            <title>{told}</title>
            <rect class="chart__day" x=left.to_string() y="0" width=DAY_WIDTH.to_string() height=HEIGHT.to_string()></rect>
            {parts}
        </g>
    }
}
