//! What a chart may be told in words of the plan, as clap asks for it: the same words, with what the help says of each.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::model::{Arrows, Format, Key, Picture};

macro_rules! words {
    ($($choice:ident { $($variant:ident: $help:literal,)* })*) => {$(
        impl ValueEnum for $choice {
            fn value_variants<'a>() -> &'a [Self] {
                Self::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                let help = match self { $(Self::$variant => $help,)* };
                Some(PossibleValue::new(self.name()).help(help))
            }
        }
    )*};
}

words! {
    Arrows {
        All: "Every one",
        Critical: "Those of the critical path",
        None: "None",
    }

    Picture {
        Gantt: "Every item that was asked for",
        Milestones: "The milestones alone",
    }

    Key {
        Phase: "The outermost phase around them",
        Owner: "Who answers for them, else who is on them first",
        Tag: "Their first tag",
        Status: "How far they are",
    }

    Format {
        Svg: "A picture for browsers, documents and pull requests",
        Png: "A picture in pixels, for chats and slides",
        Html: "A page to explore: fold, zoom, search, and why each item is when it is",
        Pdf: "Pages for paper, or one as large as the chart",
        Txt: "Block characters for the terminal",
    }
}
