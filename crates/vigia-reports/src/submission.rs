//! Form submissions of KoboToolbox and ODK, as JSON or XML.

mod answers;
mod geopoint;
mod json;
mod xml_form;

#[cfg(test)]
mod tests;

pub(crate) use json::read_json;
pub(crate) use xml_form::read_xml;
