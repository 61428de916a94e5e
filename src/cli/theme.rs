//! `--theme`: one of ours, or a file that is read beside the plan and checked like it.

use std::mem::ManuallyDrop;
use std::sync::Arc;

use super::args::ThemeChoice;
use super::files::{self, Input};
use super::levels::Levels;
use super::load::Loaded;
use crate::compile::Compilation;
use crate::theme::{self, ThemeFile};
use crate::view::chart::{Style, Theme};

/// The theme that was asked for, and its colours, font and sizes.
pub(super) type Look = (Theme, Arc<Style>);

/// Reads the theme that was asked for, if one was; what is wrong with a file is in what comes beside.
pub(super) fn read(asked: Option<&ThemeChoice>, levels: &Levels) -> (Option<Look>, Option<Loaded>) {
    match asked {
        None => (None, None),
        Some(ThemeChoice::Named(name)) => (Some((*name, Arc::default())), None),
        Some(ThemeChoice::File(path)) => {
            let (file, loaded) = of(files::read(path), levels);
            (Some((file.base, Arc::new(file.style))), Some(loaded))
        }
    }
}

/// Returns the theme that a file holds, and the file with what is wrong with it.
pub(super) fn of(input: Input, levels: &Levels) -> (ThemeFile, Loaded) {
    let (file, mut compilation) = match input.text {
        Err(compilation) => (ThemeFile::default(), *compilation),
        Ok(text) => {
            let mut compilation = Compilation::default();
            let id = compilation.sources.add(input.name.as_str(), text);
            let (file, diagnostics) = theme::read(&compilation.sources, id);
            compilation.diagnostics = diagnostics;
            (file, compilation)
        }
    };
    levels.apply(&mut compilation.diagnostics);
    (file, Loaded { name: input.name, path: input.path, compilation: ManuallyDrop::new(compilation), beside: Vec::new() })
}
