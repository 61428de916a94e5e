//! The style sheet of a picture, read as a browser reads it: what an element is painted in, light and dark.

use crate::svg::Element;

/// The rules of a style sheet, in order.
pub(super) struct Sheet(Vec<Rule>);

struct Rule {
    /// A tag, or classes with their dots, perhaps after one.
    selector: String,
    declarations: Vec<(String, String)>,
    dark: bool,
}

/// Which of both colour schemes the reader has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Light,
    Dark,
}

/// A colour, in fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rgb(pub(super) [f64; 3]);

impl Sheet {
    pub(super) fn of(elements: &[Element]) -> Self {
        let text = elements.iter().find(|element| element.name == "style").map_or("", |style| &style.text);
        let mut rules = Vec::new();
        let mut dark = false;
        let mut rest = text;
        while let Some((head, after)) = rest.split_once('{') {
            // The end of a group of rules.
            let head = head.trim();
            let head = head.strip_prefix('}').map_or(head, |head| {
                dark = false;
                head.trim()
            });
            if head.starts_with("@media") {
                assert!(head.contains("prefers-color-scheme:dark"), "an unknown condition: {head}");
                (dark, rest) = (true, after);
                continue;
            }
            let (body, after) = after.split_once('}').expect("every rule ends");
            let declarations: Vec<_> = body
                .split(';')
                .filter_map(|each| each.split_once(':'))
                .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                .collect();
            for selector in head.split(',') {
                let selector =
                    selector.trim().strip_prefix(".gantline ").unwrap_or_else(|| panic!("`{selector}` is not inside of the chart"));
                rules.push(Rule { selector: selector.to_owned(), declarations: declarations.clone(), dark });
            }
            rest = after;
        }
        Self(rules)
    }

    /// Returns what the sheet says of a property of an element, itself or by inheritance.
    pub(super) fn value<'s>(&'s self, elements: &'s [Element], index: usize, property: &str, scheme: Scheme) -> Option<&'s str> {
        let mut at = Some(index);
        while let Some(element) = at.and_then(|at| elements.get(at)) {
            if let Some(value) = self.own(&element.name, &element.class, (property, scheme)).or_else(|| element.attribute(property)) {
                return Some(value);
            }
            at = element.holder;
        }
        None
    }

    /// Returns what the sheet says of a property of these classes.
    pub(super) fn of_class(&self, class: &str, property: &str, scheme: Scheme) -> Option<&str> {
        self.own("", class, (property, scheme))
    }

    fn own(&self, tag: &str, classes: &str, (property, scheme): (&str, Scheme)) -> Option<&str> {
        let matches = |rule: &&Rule| {
            let mut parts = rule.selector.split('.');
            let only = parts.next().unwrap_or("");
            (only.is_empty() || only == tag) && parts.all(|class| classes.split(' ').any(|own| own == class))
        };
        let told = |rule: &&Rule| !rule.dark || scheme == Scheme::Dark;
        let mut best: Option<(usize, &str)> = None;
        for rule in self.0.iter().filter(told).filter(matches) {
            for (name, value) in &rule.declarations {
                let value = match (name.as_str(), property) {
                    ("font", "font-size") => value.split(' ').next().unwrap_or(""),
                    (name, property) if name == property => value,
                    _ => continue,
                };
                let weight = 2 * rule.selector.matches('.').count() + usize::from(!rule.selector.starts_with('.'));
                if best.is_none_or(|best| best.0 <= weight) {
                    best = Some((weight, value));
                }
            }
        }
        best.map(|best| best.1)
    }
}

impl Rgb {
    /// Reads `#rrggbb`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| Some(f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0);
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Returns the colour laid over another.
    pub(super) fn over(self, paper: Self, alpha: f64) -> Self {
        let mix = |at: usize| self.0[at] * alpha + paper.0[at] * (1.0 - alpha);
        Self([mix(0), mix(1), mix(2)])
    }

    fn luminance(self) -> f64 {
        let linear = |c: f64| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(self.0[0]) + 0.7152 * linear(self.0[1]) + 0.0722 * linear(self.0[2])
    }

    /// Returns the contrast of two colours (WCAG 2).
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}
