//! A reader of the SVG that charts are: strict enough to find what is not well-formed, no more.

/// An element, with its place on the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) class: String,
    /// The id of the row that holds it.
    pub(crate) row: Option<String>,
    /// What stands in it directly.
    pub(crate) text: String,
    /// Class and content of its `tspan`s, and whether a gap goes before.
    pub(crate) parts: Vec<(String, String, bool)>,
    attributes: Vec<(String, String)>,
    offset: (f64, f64),
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.0 == name).map(|attribute| attribute.1.as_str())
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
        let mut points: Vec<(f64, f64)> = Vec::new();
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
                points.push((x + self.offset.0, y + self.offset.1));
            }
        }
        points
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

/// Reads every element of `svg`; panics where it is not well-formed.
pub(crate) fn read(svg: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        assert!(!text.contains('>') || open.last().is_some_and(|at| elements[*at].name == "style"), "a bare `>` in {text:?}");
        if let Some(at) = open.last() {
            elements[*at].text.push_str(&unescaped(text));
        }
        let end = tag.find('>').expect("every tag ends");
        let inner = &tag[1..end];
        rest = &tag[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            let at = open.pop().expect("nothing ends that did not begin");
            assert_eq!(elements[at].name, name, "tags nest");
            if name == "tspan" {
                let part = elements[at].clone();
                let holder = *open.last().unwrap();
                let gap = part.attribute("dx").is_some();
                elements[holder].parts.push((part.class.clone(), part.text.clone(), gap));
            }
            continue;
        }
        let at = elements.len();
        elements.push(element(inner.trim_end_matches('/'), open.last().map(|at| &elements[*at])));
        if !inner.ends_with('/') {
            open.push(at);
        }
    }
    assert!(open.is_empty(), "something does not end");
    elements
}

fn element(inner: &str, holder: Option<&Element>) -> Element {
    let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    while let Some((key, after)) = rest.trim_start().split_once("=\"") {
        let (value, after) = after.split_once('"').expect("every value ends");
        assert!(!value.contains('<'), "a bare `<` in {value:?}");
        element.attributes.push((key.to_owned(), unescaped(value)));
        rest = after;
    }
    assert!(rest.trim().is_empty(), "an attribute without a value in <{inner}>");
    element.class = element.attribute("class").unwrap_or("").to_owned();
    element.offset = holder.map_or((0.0, 0.0), |holder| holder.offset);
    element.row = holder.and_then(|holder| holder.row.clone());
    if let Some(row) = element.attribute("id").filter(|id| id.starts_with("t-")).map(ToOwned::to_owned) {
        element.row = Some(row);
    }
    if let Some(by) = element.attribute("transform").and_then(|transform| transform.strip_prefix("translate(")?.strip_suffix(')')) {
        let (x, y) = by.split_once(' ').unwrap();
        element.offset = (element.offset.0 + x.parse::<f64>().unwrap(), element.offset.1 + y.parse::<f64>().unwrap());
    }
    element
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (entity, after) = after.split_once(';').expect("every entity ends");
        plain.push_str(before);
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            other => panic!("the entity {other}"),
        });
        rest = after;
    }
    plain + rest
}
