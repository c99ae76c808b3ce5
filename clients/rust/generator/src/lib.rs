//! Makes the generated part of the client from the service's description.

mod adapt;
mod order;

use std::error::Error;

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle, TypeImpl};
use quote::quote;
use serde_json::Value;

const HEADER: &str = "// Made from docs/openapi.json by clients/generate.\n\n";

/// The code that `document`, an OpenAPI document, gives.
///
/// # Errors
/// It is no document from which a client can be made.
pub fn made_from(document: &str) -> Result<String, Box<dyn Error>> {
    let mut adapted: Value = serde_json::from_str(document)?;
    let keyed = adapt::keyed(&adapted);
    let texts = adapt::adapt(&mut adapted);
    let tokens = Generator::new(&settings(&texts)).generate_tokens(&serde_json::from_value(adapted)?)?;
    let tokens = quote! {
        #tokens

        /// The operations whose requests may carry an `Idempotency-Key`.
        pub(crate) const KEYED: &[&str] = &[#(#keyed),*];
    };
    let mut file: syn::File = syn::parse2(tokens)?;
    // It has nothing but the client.
    file.items.retain(|item| !matches!(item, syn::Item::Mod(module) if module.ident == "prelude"));
    order::restore(&mut file, &serde_json::from_str::<OpenAPI>(document)?);
    Ok(format!("{HEADER}{}", prettyplease::unparse(&file)))
}

fn settings(texts: &[String]) -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    for name in texts {
        settings.with_replacement(name, "::std::string::String", [TypeImpl::Display].into_iter());
    }
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::Retry))
        .with_derive("PartialEq")
        .with_replacement(adapt::JSON, "crate::Json", std::iter::empty::<TypeImpl>())
        .with_replacement("ThrottlePatch", "crate::ThrottlePatch", std::iter::empty::<TypeImpl>());
    settings
}
