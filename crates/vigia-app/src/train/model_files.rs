//! The files of a training.

use std::fmt::Write as _;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use vigia_core::profile::DriverModel;

use super::Trained;
use crate::error::AppError;

/// Models are for others to read; what the process masks is masked all the same.
const READABLE: u32 = 0o644;

/// Writes the working model, the tables of a profile and the model card into `folder`.
pub fn write(folder: &Path, trained: &Trained, card: &str) -> Result<Vec<PathBuf>, AppError> {
    std::fs::create_dir_all(folder).map_err(|source| AppError::File {
        action: "making",
        path: folder.to_owned(),
        source,
    })?;
    let json = serde_json::to_string(&trained.working)
        .map_err(|source| AppError::Stored { kind: "working model", source })?;
    let tables = format!(
        "# Fitted by `vigia train`; the model card says on what, and how well they do.\n{}\n{}",
        table("pair.model", &trained.pair),
        table("driver", &trained.driver)
    );
    let mut files = vec![
        ("working.json", json + "\n"),
        ("pair.toml", tables),
        ("model-card.md", card.to_owned()),
    ];
    if let Some(causes) = &trained.causes {
        let json = serde_json::to_string(&causes.model)
            .map_err(|source| AppError::Stored { kind: "model of causes", source })?;
        files.push(("causes.json", json + "\n"));
    }
    files.into_iter().map(|(name, text)| write_file(folder.join(name), &text)).collect()
}

fn write_file(path: PathBuf, text: &str) -> Result<PathBuf, AppError> {
    let failed = |source| AppError::File { action: "writing", path: path.clone(), source };
    let mut staged = tempfile::Builder::new()
        .prefix(".vigia-")
        .permissions(Permissions::from_mode(READABLE))
        .tempfile_in(path.parent().unwrap_or(Path::new(".")))
        .map_err(failed)?;
    staged.write_all(text.as_bytes()).map_err(failed)?;
    staged.persist(&path).map_err(|error| failed(error.error))?;
    Ok(path)
}

/// Returns a model as a table of a profile.
pub fn table(name: &str, model: &DriverModel) -> String {
    let mut text = format!(
        "[{name}]\nintercept = {:.5}\nthreshold = {:.3}\nfeatures = [\n",
        model.intercept, model.threshold
    );
    for feature in &model.features {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "  {{ name = \"{}\", mean = {:.6}, scale = {:.6}, coefficient = {:.5} }},",
            feature.name, feature.mean, feature.scale, feature.coefficient
        );
    }
    text + "]\n"
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use vigia_core::profile::DriverFeature;

    use super::*;

    #[test]
    fn a_table_is_read_back_as_the_model() {
        let feature = |name: &str, mean| DriverFeature {
            name: name.into(),
            mean,
            scale: 0.5,
            coefficient: -1.25,
        };
        let model = DriverModel {
            intercept: -0.5,
            threshold: 0.625,
            features: vec![feature("log_area", 2.0), feature("old_bare", -0.125)],
        };
        let text = table("driver", &model);
        let read: toml::Table = toml::from_str(&text).unwrap();
        let read: DriverModel = read["driver"].clone().try_into().unwrap();
        assert_eq!(read, model);
    }
}
