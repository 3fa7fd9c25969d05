//! Devices.

use std::borrow::Cow;

use super::{OTHER, after, has};

/// A device.
pub(super) struct Device<'a> {
    pub family: Cow<'a, str>,
    pub brand: &'a str,
    pub model: &'a str,
}

impl<'a> Device<'a> {
    fn of(family: impl Into<Cow<'a, str>>, brand: &'a str, model: &'a str) -> Self {
        Self { family: family.into(), brand, model }
    }
}

/// Apple's, by the name that stands in the agent, with the family and the model.
const APPLE: &[(&str, &str)] = &[("iPad", "iPad"), ("iPod", "iPod"), ("iPhone", "iPhone"), ("Macintosh", "Mac")];

/// Brands by how the models of their Android devices begin; the family is the brand and the model, or the model alone.
const ANDROID: &[(&str, &str, bool)] = &[
    ("SM-", "Samsung", true),
    ("SAMSUNG ", "Samsung", true),
    ("GT-", "Samsung", true),
    ("Pixel", "Google", false),
    ("Nexus", "Google", false),
    ("HUAWEI", "Huawei", false),
    ("Redmi", "XiaoMi", true),
    ("Mi ", "XiaoMi", true),
    ("ONEPLUS", "OnePlus", true),
    ("moto", "Motorola", true),
    ("LG-", "LG", true),
    ("LM-", "LG", true),
    ("KF", "Amazon", false),
];

/// The device of a user agent.
pub(super) fn find(agent: &str) -> Device<'_> {
    // Robots name themselves and the page that explains them.
    if ["bot/", "bot;", "spider/", "Bot/", "crawler"].iter().any(|mark| has(agent, mark)) {
        return Device::of("Spider", "Spider", "Desktop");
    }
    if let Some((_, name)) = APPLE.iter().find(|(mark, _)| has(agent, mark)) {
        return Device::of(*name, "Apple", name);
    }
    if let Some(model) = after(agent, "Nokia").map(|rest| until(rest, &['/', ' ', ';', ')'])).filter(|m| !m.is_empty())
    {
        let series = model.split('-').next().unwrap_or(model);
        return Device::of(format!("Nokia {series}"), "Nokia", model);
    }
    if let Some(model) = android_model(agent) {
        return match ANDROID.iter().find(|(start, ..)| model.starts_with(start)) {
            Some((_, brand, true)) if !model.starts_with(brand) => Device::of(format!("{brand} {model}"), brand, model),
            Some((_, brand, _)) => Device::of(model, brand, model),
            None => Device::of(model, "Generic_Android", model),
        };
    }
    match has(agent, "Mobile") {
        true => Device::of("Generic Smartphone", "Generic", "Smartphone"),
        false => Device::of(OTHER, "", ""),
    }
}

/// What stands behind Android's version, up to the build.
fn android_model(agent: &str) -> Option<&str> {
    let (_, rest) = after(agent, "Android ")?.split_once("; ")?;
    let rest = &rest[..rest.find([';', ')']).unwrap_or(rest.len())];
    let model = rest.split(" Build/").next().unwrap_or(rest).trim();
    (!model.is_empty() && model != "wv").then_some(model)
}

fn until<'a>(text: &'a str, ends: &[char]) -> &'a str {
    &text[..text.find(ends).unwrap_or(text.len())]
}
