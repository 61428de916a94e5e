//! A reader of the SVG that charts are: every element with its place on the page; what is not well-formed stops it.

use quick_xml::events::{BytesStart, Event};

/// An element, with its place on the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) class: String,
    /// The id of the row that holds it.
    pub(crate) row: Option<String>,
    /// What stands in it directly.
    pub(crate) text: String,
    /// Class and content of its `tspan`s.
    pub(crate) parts: Vec<(String, String)>,
    /// The index of the element that holds it.
    pub(crate) holder: Option<usize>,
    attributes: Vec<(String, String)>,
    offset: (f64, f64),
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.0 == name).map(|attribute| attribute.1.as_str())
    }

    /// Returns the names of its attributes.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|attribute| attribute.0.as_str())
    }

    /// Returns a length; positions are on the page.
    pub(crate) fn number(&self, name: &str) -> f64 {
        let offset = match name {
            "x" => self.offset.0,
            "y" => self.offset.1,
            _ => 0.0,
        };
        self.attribute(name).map_or(0.0, |value| value.parse::<f64>().unwrap()) + offset
    }

    /// Returns everything that it says.
    pub(crate) fn content(&self) -> String {
        let parts: Vec<_> = std::iter::once(self.text.as_str()).chain(self.parts.iter().map(|part| part.1.as_str())).collect();
        parts.join(" ").trim().to_owned()
    }

    /// Returns every number in its lengths and paths.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = &str> {
        let lengths =
            self.attributes.iter().filter(|(name, _)| ["x", "y", "width", "height", "d", "transform", "rx"].contains(&name.as_str()));
        lengths.flat_map(|(_, value)| value.split(|c: char| !c.is_ascii_digit() && c != '.')).filter(|number| !number.is_empty())
    }

    /// Returns the ends of the segments of its path, on the page. Knows `M H V L h v l q z`.
    pub(crate) fn points(&self) -> Vec<(f64, f64)> {
        self.strokes().concat()
    }

    /// Returns the same for each part that the pen draws without a gap.
    pub(crate) fn strokes(&self) -> Vec<Vec<(f64, f64)>> {
        let mut strokes: Vec<Vec<(f64, f64)>> = Vec::new();
        let (mut x, mut y) = (0.0, 0.0);
        for (command, numbers) in commands(self.attribute("d").unwrap_or("")) {
            let step = match command {
                'H' | 'V' | 'h' | 'v' => 1,
                'q' => 4,
                _ => 2,
            };
            for at in numbers.chunks(step) {
                match (command, at) {
                    ('M' | 'L', [a, b]) => (x, y) = (*a, *b),
                    ('H', [a]) => x = *a,
                    ('V', [a]) => y = *a,
                    ('h', [a]) => x += a,
                    ('v', [a]) => y += a,
                    ('l', [a, b]) => (x, y) = (x + a, y + b),
                    ('q', [_, _, a, b]) => (x, y) = (x + a, y + b),
                    other => panic!("the path command {other:?}"),
                }
                if command == 'M' || strokes.is_empty() {
                    strokes.push(Vec::new());
                }
                strokes.last_mut().unwrap().push((x + self.offset.0, y + self.offset.1));
            }
        }
        strokes
    }
}

fn commands(path: &str) -> Vec<(char, Vec<f64>)> {
    let mut commands: Vec<(char, Vec<f64>)> = Vec::new();
    let mut number = String::new();
    for c in path.chars().chain([' ']) {
        let ends = c.is_ascii_alphabetic() || c == ' ' || c == ',' || c == '-' || c == '.' && number.contains('.');
        if ends && !number.is_empty() && number != "-" {
            commands.last_mut().unwrap().1.push(number.parse().unwrap());
            number.clear();
        }
        match c {
            'z' => {}
            c if c.is_ascii_alphabetic() => commands.push((c, Vec::new())),
            ' ' | ',' => {}
            c => number.push(c),
        }
    }
    commands
}

/// Reads every element of `svg`, in order; panics where it is not well-formed XML.
pub(crate) fn read(svg: &str) -> Vec<Element> {
    try_read(svg).unwrap_or_else(|error| panic!("{error}"))
}

/// Reads every element of `svg`, in order.
pub(crate) fn try_read(svg: &str) -> Result<Vec<Element>, String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().enable_all_checks(true);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let mut say = |text: &str| {
            if let Some(at) = open.last() {
                elements[*at].text.push_str(text);
            }
        };
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                elements.push(element(&start, open.last().map(|at| (*at, &elements[*at])))?);
                open.push(elements.len() - 1);
            }
            Event::Empty(start) => elements.push(element(&start, open.last().map(|at| (*at, &elements[*at])))?),
            Event::Text(text) => say(&text.xml10_content()),
            Event::GeneralRef(entity) => say(&unescaped(&format!("&{};", &*entity))?),
            Event::End(_) => {
                let ended = open.pop().and_then(|at| elements.get(at)).cloned().unwrap_or_default();
                if let ("tspan", Some(at)) = (ended.name.as_str(), open.last()) {
                    elements[*at].parts.push((ended.class, ended.text));
                }
            }
            Event::Eof => break,
            other @ (Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {
                return Err(format!("a chart has no {other:?}"));
            }
        }
    }
    if elements.is_empty() { Err("there is nothing".to_owned()) } else { Ok(elements) }
}

fn element(start: &BytesStart<'_>, holder: Option<(usize, &Element)>) -> Result<Element, String> {
    let mut element = Element { name: start.name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        element.attributes.push((attribute.key.as_ref().to_owned(), unescaped(&attribute.value)?));
    }
    element.class = element.attribute("class").unwrap_or("").to_owned();
    if let Some((at, holder)) = holder {
        (element.holder, element.offset, element.row) = (Some(at), holder.offset, holder.row.clone());
    }
    if let Some(row) = element.attribute("id").filter(|id| id.starts_with("t-")).map(ToOwned::to_owned) {
        element.row = Some(row);
    }
    if let Some(by) = element.attribute("transform").and_then(|transform| transform.strip_prefix("translate(")?.strip_suffix(')')) {
        let (x, y) = by.split_once(' ').ok_or("a translation has two lengths")?;
        let length = |text: &str| text.parse::<f64>().map_err(|error| format!("{text}: {error}"));
        element.offset = (element.offset.0 + length(x)?, element.offset.1 + length(y)?);
    }
    Ok(element)
}

fn unescaped(text: &str) -> Result<String, String> {
    quick_xml::escape::unescape(text).map(std::borrow::Cow::into_owned).map_err(|error| error.to_string())
}
