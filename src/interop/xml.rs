//! An XML document as a flat tree, read in one go.
//!
//! What other programs write is plain: elements and text. A document type declaration or an entity of its own is refused, for
//! no schedule needs one and both are how a small file becomes a large one; depth, number and text of elements are
//! bounded. Text is borrowed from the file where it stands there as it is.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;

use super::Fault;

/// Deepest nesting; MS Project needs nine.
const DEEPEST: usize = 64;

/// Longest text of one element, in bytes.
const LONGEST: usize = 1 << 20;

/// Most elements; a schedule of a hundred thousand tasks has some ten million.
const MOST: usize = 30_000_000;

const NONE: u32 = u32::MAX;

/// A document.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    text: &'t str,
    names: Vec<String>,
    nodes: Vec<Node<'t>>,
}

#[derive(Debug)]
struct Node<'t> {
    name: u32,
    /// Where its tag begins, in bytes.
    at: usize,
    text: Cow<'t, str>,
    parent: u32,
    /// The next element beside it.
    next: u32,
    /// The first element inside it.
    first: u32,
}

/// One element of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    tree: &'a Tree<'a>,
    id: u32,
}

/// A document that is being read.
struct Growing<'t> {
    tree: Tree<'t>,
    known: FxHashMap<String, u32>,
    /// The open elements, each with the last one inside it.
    open: Vec<(u32, u32)>,
}

impl<'t> Tree<'t> {
    /// Reads a document.
    ///
    /// # Errors
    /// Where it is not well-formed, goes beyond a bound, or holds what is refused.
    pub(super) fn read(text: &'t str) -> Result<Self, Fault> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        let tree = Self { text, names: Vec::new(), nodes: Vec::new() };
        let mut growing = Growing { tree, known: FxHashMap::default(), open: Vec::new() };
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => growing.take(event, at)?,
                Err(error) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(at);
                    return Err(growing.fault(at, &format!("this is not well-formed XML: {}", plain(&error.to_string()))));
                }
            }
        }
        if !growing.open.is_empty() {
            return Err(growing.fault(text.len(), "the file ends in the middle of this element").with_help("get the whole file again"));
        }
        if growing.tree.nodes.is_empty() {
            return Err(growing.fault(0, "there is nothing in this file"));
        }
        Ok(growing.tree)
    }

    /// Returns the outermost element.
    pub(super) const fn root(&'t self) -> Element<'t> {
        Element { tree: self, id: 0 }
    }

    fn node(&self, id: u32) -> Option<&Node<'t>> {
        self.nodes.get(id as usize)
    }

    fn name(&self, id: u32) -> &str {
        self.node(id).and_then(|node| self.names.get(node.name as usize)).map_or("", String::as_str)
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }

    /// Returns the way to an element: `Project/Tasks/Task[3]/Name`.
    fn path(&self, id: u32) -> String {
        let chain =
            std::iter::successors(Some(id).filter(|id| *id != NONE), |id| self.node(*id).map(|node| node.parent).filter(|id| *id != NONE));
        let mut steps: Vec<String> = chain.map(|id| self.step(id)).collect();
        steps.reverse();
        steps.join("/")
    }

    /// Returns an element's name, numbered where several beside it have the same.
    fn step(&self, id: u32) -> String {
        let Some(node) = self.node(id) else { return String::new() };
        let siblings = Element { tree: self, id: node.parent }.children();
        let same: Vec<u32> =
            siblings.filter(|other| self.node(other.id).is_some_and(|other| other.name == node.name)).map(|other| other.id).collect();
        match same.as_slice() {
            [] | [_] => self.name(id).to_owned(),
            several => format!("{}[{}]", self.name(id), several.iter().position(|other| *other == id).unwrap_or(0) + 1),
        }
    }
}

impl<'t> Growing<'t> {
    fn take(&mut self, event: Event<'t>, at: usize) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.enter(start.local_name().into_inner(), at),
            Event::Empty(start) => {
                self.enter(start.local_name().into_inner(), at)?;
                self.leave();
                Ok(())
            }
            Event::End(_) => {
                self.leave();
                Ok(())
            }
            Event::Text(text) => self.say(text.xml_content(XmlVersion::Explicit1_0), at),
            Event::CData(text) => self.say(text.xml_content(XmlVersion::Explicit1_0), at),
            Event::GeneralRef(reference) => {
                let text = self.resolve(&reference, at)?;
                self.say(text, at)
            }
            Event::DocType(_) => Err(self
                .fault(at, "this file has a document type declaration, which is refused")
                .with_help("save it as XML from the program it came from")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn enter(&mut self, name: &str, at: usize) -> Result<(), Fault> {
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(self.fault(at, "a second outermost element"));
        }
        if DEEPEST <= self.open.len() {
            return Err(self.fault(at, &format!("elements nested more than {DEEPEST} deep")).into_limit());
        }
        if MOST <= self.tree.nodes.len() {
            return Err(self.fault(at, &format!("more than {MOST} elements")).into_limit());
        }
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let name = match self.known.get(name) {
            Some(known) => *known,
            None => {
                self.known.insert(name.to_owned(), next);
                self.tree.names.push(name.to_owned());
                next
            }
        };
        let id = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let parent = self.open.last().map_or(NONE, |(parent, _)| *parent);
        self.tree.nodes.push(Node { name, at, text: Cow::Borrowed(""), parent, next: NONE, first: NONE });
        if let Some((parent, last)) = self.open.last_mut() {
            let before = std::mem::replace(last, id);
            let (owner, is_first) = if before == NONE { (*parent, true) } else { (before, false) };
            if let Some(node) = self.tree.nodes.get_mut(owner as usize) {
                *(if is_first { &mut node.first } else { &mut node.next }) = id;
            }
        }
        self.open.push((id, NONE));
        Ok(())
    }

    fn leave(&mut self) {
        let Some((id, last)) = self.open.pop() else { return };
        if let Some(node) = self.tree.nodes.get_mut(id as usize).filter(|_| last != NONE) {
            // What stands between elements is layout.
            node.text = Cow::Borrowed("");
        }
    }

    fn say(&mut self, text: Cow<'t, str>, at: usize) -> Result<(), Fault> {
        let Some((id, _)) = self.open.last().copied() else {
            let is_layout = text.trim_start_matches('\u{feff}').trim().is_empty();
            return if is_layout { Ok(()) } else { Err(self.fault(at, "text outside of any element")) };
        };
        let Some(node) = self.tree.nodes.get_mut(id as usize) else { return Ok(()) };
        if LONGEST < node.text.len() + text.len() {
            return Err(self.fault(at, &format!("a text of more than {} MiB", LONGEST >> 20)).into_limit().with_help("shorten this text"));
        }
        if node.text.is_empty() {
            node.text = text;
        } else {
            node.text.to_mut().push_str(&text);
        }
        Ok(())
    }

    fn resolve(&self, reference: &BytesRef<'_>, at: usize) -> Result<Cow<'t, str>, Fault> {
        let known = match &**reference {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        known.map(|c| Cow::Owned(c.to_string())).ok_or_else(|| {
            let name: String = plain(reference);
            self.fault(at, &format!("the entity `&{name};` is not one of the five that XML has"))
                .with_help("save it as XML from the program it came from")
        })
    }

    fn fault(&self, at: usize, sentence: &str) -> Fault {
        let open = self.open.last().map_or(NONE, |(id, _)| *id);
        Fault { line: self.tree.line(at), path: self.tree.path(open), sentence: sentence.to_owned(), help: String::new(), is_limit: false }
    }
}

impl<'a> Element<'a> {
    /// Returns its name without a namespace.
    pub(super) fn name(self) -> &'a str {
        self.tree.name(self.id)
    }

    /// Returns its text without the spaces around it; empty where it holds elements.
    pub(super) fn text(self) -> &'a str {
        self.tree.node(self.id).map_or("", |node| node.text.trim())
    }

    /// Returns the elements inside it, in order.
    pub(super) fn children(self) -> impl Iterator<Item = Self> + use<'a> {
        let tree = self.tree;
        let first = tree.node(self.id).map_or(NONE, |node| node.first);
        let next = move |id: &u32| tree.node(*id).map(|node| node.next).filter(|id| *id != NONE);
        std::iter::successors(Some(first).filter(|id| *id != NONE), next).map(move |id| Self { tree, id })
    }

    /// Returns the elements of a name inside it, in order.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Returns the first element of a name inside it.
    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// Returns the text of the first element of a name inside it; empty where there is none.
    pub(super) fn text_of(self, name: &str) -> &'a str {
        self.child(name).map_or("", Self::text)
    }

    /// Returns what is wrong with it.
    pub(super) fn fault(self, sentence: impl Into<String>) -> Fault {
        let line = self.tree.line(self.tree.node(self.id).map_or(0, |node| node.at));
        Fault { line, path: self.tree.path(self.id), sentence: sentence.into(), help: String::new(), is_limit: false }
    }
}

impl Fault {
    /// Says that the file is not wrong but too large for what is read here.
    pub(super) fn into_limit(self) -> Self {
        Self { is_limit: true, ..self }
    }

    /// Adds what to do about it.
    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }
}

/// Returns what a library says on one line and without control characters, cut where it becomes long.
fn plain(text: &str) -> String {
    text.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
