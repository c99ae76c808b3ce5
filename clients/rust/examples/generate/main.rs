//! Prints the generated part of the client. `clients/generate` calls it, in the folder of the checkout.

mod code;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", code::made_from(&std::fs::read_to_string("docs/openapi.json")?)?);
    Ok(())
}
