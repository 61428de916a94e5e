//! `--theme`: one of ours, or a file that is read beside the plan and checked like it.

use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::args::{self, Common, ThemeChoice};
use super::files;
use super::levels::Levels;
use super::load::Loaded;
use crate::compile::Compilation;
use crate::theme;
use crate::view::Baseline;
use crate::view::chart::{Style, Theme};

/// What a chart command was asked for, its theme file read.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// The arguments.
    pub chart: &'a args::Chart,
    /// The theme, if one was named.
    pub theme: Option<Theme>,
    /// Colours, font and sizes.
    pub style: Arc<Style>,
    /// The dates that were once promised, once they are read.
    pub baseline: Option<Arc<Baseline>>,
}

/// Reads the theme file, if there is one; what is wrong with it is in what comes beside.
pub(super) fn read<'a>(chart: &'a args::Chart, common: &Common) -> Result<(Asked<'a>, Option<Loaded>), Failure> {
    match &chart.drawing.theme {
        None => Ok((Asked { chart, theme: None, style: Arc::default(), baseline: None }, None)),
        Some(ThemeChoice::Named(name)) => Ok((Asked { chart, theme: Some(named(*name)), style: Arc::default(), baseline: None }, None)),
        Some(ThemeChoice::File(path)) => {
            let (file, loaded) = file(path, &Levels::of(common)?);
            Ok((Asked { chart, theme: Some(file.base), style: Arc::new(file.style), baseline: None }, Some(loaded)))
        }
    }
}

fn file(path: &Path, levels: &Levels) -> (theme::ThemeFile, Loaded) {
    let input = files::read(path);
    let (file, mut compilation) = match input.text {
        Err(compilation) => (theme::ThemeFile::default(), *compilation),
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

const fn named(name: args::Theme) -> Theme {
    match name {
        args::Theme::Auto => Theme::Auto,
        args::Theme::Light => Theme::Light,
        args::Theme::Dark => Theme::Dark,
        args::Theme::Print => Theme::Print,
    }
}
