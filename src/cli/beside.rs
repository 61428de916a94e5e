//! The files that charts of a plan name: themes, baselines, fonts. Each is read once, from the plan's folder or below, and
//! what is wrong with one is told where the plan names it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::args::Common;
use super::files::{Folder, Input};
use super::levels::Levels;
use super::load::{self, Loaded};
use super::{baseline, theme};
use crate::compile::Files;
use crate::diagnostic::{Code, visible};
#[cfg(any(feature = "png", feature = "pdf"))]
use crate::emit;
use crate::model::{Chart, ChartTheme, NamedFile};
use crate::theme::ThemeFile;
use crate::view::Baseline;

/// What a baseline in JSON is.
const SCHEDULE: &str = "a baseline is a plan, or what `gantline report PLAN --format json` writes";

/// What the files say that one chart names.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// The theme.
    pub theme: Option<Arc<ThemeFile>>,
    /// The dates that were once promised.
    pub baseline: Option<Arc<Baseline>>,
    /// Inter and the fonts that are added to it.
    #[cfg(any(feature = "png", feature = "pdf"))]
    pub fonts: Option<Arc<emit::Fonts>>,
}

/// Files of charts, being read.
struct Reading<'a> {
    levels: &'a Levels,
    common: &'a Common,
    folder: Folder,
    loaded: &'a mut Loaded,
    /// Themes and plans that were read, with what is wrong with them.
    others: Vec<Loaded>,
    themes: FxHashMap<String, Option<Arc<ThemeFile>>>,
    baselines: FxHashMap<String, Option<Arc<Baseline>>>,
}

/// Reads what the charts of a plan name for which `wanted` says so; there is one of what comes out for every chart. The
/// faults of a file are in the texts that come beside, unless it could not be read at all: then the plan has them.
pub(super) fn read(loaded: &mut Loaded, wanted: impl Fn(usize) -> bool, levels: &Levels, common: &Common) -> (Vec<Beside>, Vec<Loaded>) {
    let charts = loaded.compilation.plan.charts.clone();
    if charts.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let folder = Folder::of(loaded.path.as_deref());
    let (themes, baselines) = (FxHashMap::default(), FxHashMap::default());
    let mut reading = Reading { levels, common, folder, loaded, others: Vec::new(), themes, baselines };
    let read = charts.iter().enumerate().map(|(index, chart)| if wanted(index) { reading.chart(chart) } else { Beside::default() });
    let read = read.collect();
    let others = reading.others;
    loaded.compilation.diagnostics.sort();
    (read, others)
}

impl Reading<'_> {
    fn chart(&mut self, chart: &Chart) -> Beside {
        // A plan names its fonts for everybody, be they of no use to this program.
        #[cfg(not(any(feature = "png", feature = "pdf")))]
        for file in &chart.fonts {
            let path = self.path(*file);
            self.bytes(*file, &path);
        }
        Beside {
            theme: match chart.theme {
                Some(ChartTheme::File(file)) => self.theme(file),
                Some(ChartTheme::Named(_)) | None => None,
            },
            baseline: chart.baseline.and_then(|file| self.baseline(file)),
            #[cfg(any(feature = "png", feature = "pdf"))]
            fonts: self.fonts(&chart.fonts),
        }
    }

    fn theme(&mut self, file: NamedFile) -> Option<Arc<ThemeFile>> {
        let path = self.path(file);
        if let Some(known) = self.themes.get(&path) {
            return known.clone();
        }
        let read = self.text(file, &path).map(|text| {
            let (theme, loaded) = theme::of(self.input(&path, text), self.levels);
            self.others.push(loaded);
            Arc::new(theme)
        });
        self.themes.insert(path, read.clone());
        read
    }

    fn baseline(&mut self, file: NamedFile) -> Option<Arc<Baseline>> {
        let path = self.path(file);
        if let Some(known) = self.baselines.get(&path) {
            return known.clone();
        }
        let read = if baseline::is_schedule(Path::new(&path)) {
            let bytes = self.bytes(file, &path);
            bytes.and_then(|bytes| {
                baseline::parse(&bytes).map_err(|why| self.refuse(file, &format!("`{path}` is no schedule: {why}"), SCHEDULE)).ok()
            })
        } else {
            self.text(file, &path).and_then(|text| {
                let loaded = baseline::compile(self.input(&path, text), self.levels, self.common);
                let is_sound = load::verdict(&loaded.compilation.diagnostics) == super::Exit::Done;
                let read = is_sound.then(|| Baseline::of(&loaded.compilation.plan, &loaded.compilation.schedule));
                self.others.push(loaded);
                read
            })
        };
        let read = read.map(Arc::new);
        self.baselines.insert(path, read.clone());
        read
    }

    #[cfg(any(feature = "png", feature = "pdf"))]
    fn fonts(&mut self, files: &[NamedFile]) -> Option<Arc<emit::Fonts>> {
        let mut fonts = (!files.is_empty()).then(emit::Fonts::default)?;
        for file in files {
            let path = self.path(*file);
            let added = self.bytes(*file, &path).map(|bytes| fonts.add(bytes));
            if added.is_some_and(|added| added.is_err()) {
                self.refuse(*file, &format!("`{path}` is not a font"), "name a .ttf, .otf or .ttc file; a .woff2 has to be unpacked first");
            }
        }
        Some(Arc::new(fonts))
    }

    fn path(&self, file: NamedFile) -> String {
        self.loaded.compilation.plan.text(file.path).to_owned()
    }

    /// Returns a text as the plan's own would be read: known by the path that leads there from where the plan's path does.
    fn input(&self, path: &str, text: String) -> Input {
        let place = match &self.loaded.path {
            Some(plan) => plan.with_file_name(path),
            None => PathBuf::from(path),
        };
        Input { name: place.to_string_lossy().into_owned(), path: Some(place), text: Ok(text) }
    }

    fn text(&mut self, file: NamedFile, path: &str) -> Option<String> {
        let bytes = self.bytes(file, path)?;
        String::from_utf8(bytes).map_err(|_| self.refuse(file, &format!("`{path}` is not UTF-8 text"), "")).ok()
    }

    fn bytes(&mut self, file: NamedFile, path: &str) -> Option<Vec<u8>> {
        let read = self.folder.read(Path::new(path));
        read.map_err(|why| {
            self.refuse(file, &format!("`{path}` cannot be read: {why}"), "the path leads from the folder of the file that it stands in");
        })
        .ok()
    }

    fn refuse(&mut self, file: NamedFile, message: &str, help: &str) {
        self.loaded.compilation.diagnostics.report(Code::ChartFile, file.span, visible(message)).help(help);
    }
}
