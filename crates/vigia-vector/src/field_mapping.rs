//! Which column holds a feature's code, name, holder, status and dates, by kind of layer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use vigia_core::layer::LayerKind;
use vigia_core::{Problem, ProblemCode};

use crate::ruc::tax_number;

/// Shipped mappings; the last is the fallback of all kinds.
const TEXTS: [&str; 4] = [
    include_str!("../mappings/geocatmin.toml"),
    include_str!("../mappings/reinfo.toml"),
    include_str!("../mappings/sernanp.toml"),
    include_str!("../mappings/generic.toml"),
];

static SHIPPED: LazyLock<Vec<FieldMapping>> = LazyLock::new(|| {
    // The texts are part of the program; a test reads them with every error shown.
    TEXTS.iter().map(|text| toml::from_str(text).unwrap_or_default()).collect()
});

/// Largest mapping file.
pub const MAPPING_MAX_BYTES: usize = 64 << 10;
/// Most columns of one list.
pub const COLUMNS_MAX: usize = 64;

/// Candidate columns of one dataset, tried in order, in any letter case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldMapping {
    /// The kinds of layer that it is for; none means all.
    pub kinds: Vec<LayerKind>,
    /// The feature's own code.
    #[serde(default)]
    pub code: Vec<String>,
    /// Its name.
    #[serde(default)]
    pub name: Vec<String>,
    /// Its holder.
    #[serde(default)]
    pub holder: Vec<String>,
    /// Its status, taken as the layer states it.
    #[serde(default)]
    pub status: Vec<String>,
    /// First day on which it stood.
    #[serde(default)]
    pub valid_from: Vec<String>,
    /// Last day of it.
    #[serde(default)]
    pub valid_to: Vec<String>,
    /// The holder's tax number (RUC).
    #[serde(default)]
    pub ruc: Vec<String>,
}

impl FieldMapping {
    /// Reads a mapping that a person wrote, in the form of the shipped files:
    ///
    /// ```
    /// use vigia_vector::FieldMapping;
    /// let text = r#"
    ///     kinds = ["forestry_concession"]
    ///     code = ["CONTRATO"]
    ///     holder = ["NOMTIT"]
    ///     valid_from = ["FECINI"]
    /// "#;
    /// assert_eq!(FieldMapping::from_toml("serfor.toml", text).unwrap().code, ["CONTRATO"]);
    /// ```
    ///
    /// - `subject`: what messages call the file.
    ///
    /// # Errors
    /// [`ProblemCode::MappingInvalid`]: no TOML, a key or a kind that does not exist (the
    /// line and those that do are named), no kinds, no columns, a blank one, or
    /// more than [`COLUMNS_MAX`]; [`ProblemCode::TooLarge`] above [`MAPPING_MAX_BYTES`].
    pub fn from_toml(subject: &str, text: &str) -> Result<Self, Problem> {
        let invalid = |detail: String| Problem::new(ProblemCode::MappingInvalid, subject, detail);
        if text.len() > MAPPING_MAX_BYTES {
            let detail = format!("{} bytes; at most {MAPPING_MAX_BYTES} are read", text.len());
            return Err(Problem::new(ProblemCode::TooLarge, subject, detail));
        }
        let mapping: Self =
            toml::from_str(text).map_err(|error| invalid(error.to_string().trim().to_owned()))?;
        // A mapping for every kind would hide columns of layers that its author never saw.
        if mapping.kinds.is_empty() {
            return Err(invalid("it names no kinds, for instance [\"mining_right\"]".to_owned()));
        }
        let lists = mapping.lists();
        if lists.iter().all(|(_, columns)| columns.is_empty()) {
            let keys = lists.map(|(key, _)| key).join(", ");
            return Err(invalid(format!("it names no column; give at least one of {keys}")));
        }
        for (key, columns) in mapping.lists() {
            if columns.len() > COLUMNS_MAX {
                let count = columns.len();
                return Err(invalid(format!("{key}: {count} columns, at most {COLUMNS_MAX}")));
            }
            if columns.iter().any(|column| column.trim().is_empty()) {
                return Err(invalid(format!("{key}: a column without a name")));
            }
        }
        Ok(mapping)
    }

    fn lists(&self) -> [(&'static str, &[String]); 7] {
        [
            ("code", &self.code),
            ("name", &self.name),
            ("holder", &self.holder),
            ("status", &self.status),
            ("valid_from", &self.valid_from),
            ("valid_to", &self.valid_to),
            ("ruc", &self.ruc),
        ]
    }
}

/// A value, and the column that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The column, as the layer spells it.
    pub column: String,
    /// Its text, never blank.
    pub text: String,
}

/// What a layer says about a feature, where it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedFields {
    /// The feature's own code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Holder.
    pub holder: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// First day on which it stood, as text that may be no date.
    pub valid_from: Option<Stated>,
    /// Last day of it, likewise.
    pub valid_to: Option<Stated>,
}

/// Picks the fields out of `attributes` for a layer of `kind`: columns in any letter case,
/// blank values skipped; the columns of `given` first, then the kind's own shipped ones,
/// then those of `mappings/generic.toml`.
#[must_use]
pub fn mapped_fields(
    kind: LayerKind,
    attributes: &BTreeMap<String, String>,
    given: &[FieldMapping],
) -> MappedFields {
    let row = Row::of(attributes);
    let text = |candidates| row.pick(kind, given, candidates).map(|stated| stated.text);
    MappedFields {
        code: text(|mapping| &mapping.code),
        name: text(|mapping| &mapping.name),
        holder: text(|mapping| &mapping.holder),
        status: text(|mapping| &mapping.status),
        valid_from: row.pick(kind, given, |mapping| &mapping.valid_from),
        valid_to: row.pick(kind, given, |mapping| &mapping.valid_to),
    }
}

/// Returns the holder's tax number, eleven digits that check; `None` where no column holds
/// one or the first that is filled holds none that checks.
#[must_use]
pub fn ruc_of(
    kind: LayerKind,
    attributes: &BTreeMap<String, String>,
    given: &[FieldMapping],
) -> Option<String> {
    tax_number(&Row::of(attributes).pick(kind, given, |mapping| &mapping.ruc)?.text)
}

/// Attributes by their column in lower case; blanks left out.
struct Row<'a>(BTreeMap<String, (&'a str, &'a str)>);

impl<'a> Row<'a> {
    fn of(attributes: &'a BTreeMap<String, String>) -> Self {
        let filled = attributes
            .iter()
            .map(|(column, value)| (column.to_lowercase(), (column.as_str(), value.trim())))
            .filter(|(_, (_, value))| !value.is_empty());
        Self(filled.collect())
    }

    fn pick(
        &self,
        kind: LayerKind,
        given: &[FieldMapping],
        candidates: fn(&FieldMapping) -> &[String],
    ) -> Option<Stated> {
        given
            .iter()
            .chain(SHIPPED.iter())
            .filter(|mapping| mapping.kinds.is_empty() || mapping.kinds.contains(&kind))
            .flat_map(candidates)
            .find_map(|column| self.0.get(&column.trim().to_lowercase()))
            .map(|(column, text)| Stated { column: (*column).into(), text: (*text).into() })
    }
}

/// Returns the kind of layer whose own first code column stands among `attributes`: only
/// GEOCATMIN has `CODIGOU`, only REINFO `COD_REINFO`, only SERNANP `anp_codi`. `None` where
/// nothing tells. Mappings that a person gives tell no kind: their code column may be any
/// layer's.
#[must_use]
pub fn kind_of(attributes: &BTreeMap<String, String>) -> Option<LayerKind> {
    let has = |wanted: &str| attributes.keys().any(|column| column.eq_ignore_ascii_case(wanted));
    let telling = |mapping: &&FieldMapping| mapping.code.first().is_some_and(|code| has(code));
    SHIPPED.iter().filter(telling).find_map(|mapping| mapping.kinds.first().copied())
}

#[cfg(test)]
mod tests;
