//! Words for people: Fluent messages, Spanish (Peru) first, English second.
//!
//! The `.ftl` files under `locales/` are embedded and are the same that the web uses.
//! Arguments are finished text: numbers and dates are written by their caller, because the
//! two Fluent implementations would write them differently.

#[cfg(test)]
mod tests;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language that Vigía speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Spanish (Peru).
    Es,
    /// English.
    En,
}

impl Language {
    /// Returns the texts of its locale files: each name and content.
    const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Es => &[
                ("vigia.ftl", include_str!("../locales/es-PE/vigia.ftl")),
                ("line.ftl", include_str!("../locales/es-PE/line.ftl")),
                ("api.ftl", include_str!("../locales/es-PE/api.ftl")),
                ("serve.ftl", include_str!("../locales/es-PE/serve.ftl")),
                ("alerts.ftl", include_str!("../locales/es-PE/alerts.ftl")),
                ("places.ftl", include_str!("../locales/es-PE/places.ftl")),
                ("evaluation.ftl", include_str!("../locales/es-PE/evaluation.ftl")),
                ("replay.ftl", include_str!("../locales/es-PE/replay.ftl")),
            ],
            Self::En => &[
                ("vigia.ftl", include_str!("../locales/en/vigia.ftl")),
                ("line.ftl", include_str!("../locales/en/line.ftl")),
                ("api.ftl", include_str!("../locales/en/api.ftl")),
                ("serve.ftl", include_str!("../locales/en/serve.ftl")),
                ("alerts.ftl", include_str!("../locales/en/alerts.ftl")),
                ("places.ftl", include_str!("../locales/en/places.ftl")),
                ("evaluation.ftl", include_str!("../locales/en/evaluation.ftl")),
                ("replay.ftl", include_str!("../locales/en/replay.ftl")),
            ],
        }
    }

    /// Returns its code: `es` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// Returns the language of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        match code {
            "es" => Some(Self::Es),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es-PE",
            Self::En => "en",
        }
    }
}

/// The messages of one language; may be shared between threads.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Loads the embedded messages of `language`.
    ///
    /// A line that is no Fluent is left out and logged; a test keeps that from happening
    /// in what is shipped.
    #[must_use]
    pub fn load(language: Language) -> Self {
        let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks serve right-to-left names and show up as rubbish in terminals.
        bundle.set_use_isolating(false);
        for (name, text) in language.files() {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, errors)| {
                    tracing::error!(
                        file = name,
                        ?errors,
                        "a locale file has lines that are no Fluent"
                    );
                    rest
                });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(file = name, ?errors, "a message is defined twice");
            }
        }
        Self { language, bundle }
    }

    /// Returns the language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns message `id` with its arguments filled in; a message that does not exist
    /// returns as its id, so that the fault is seen and nothing else is lost.
    #[must_use]
    pub fn text(&self, id: &str, args: &[(&str, String)]) -> String {
        self.filled(id, args).unwrap_or_else(|| {
            tracing::error!(id, "there is no such message");
            id.to_owned()
        })
    }

    /// Returns message `id`, which takes no arguments, or `None` where there is no such
    /// message: for names that may come from outside.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<String> {
        self.filled(id, &[])
    }

    fn filled(&self, id: &str, args: &[(&str, String)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(id, ?errors, "a message could not be filled in");
        }
        Some(text)
    }
}
